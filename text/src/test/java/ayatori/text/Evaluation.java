package ayatori.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scores the main content of other people's pages against what they say it is.
 *
 * <p>The pages of kinds are scored by F1 over lower-case words as multisets, the mean over the pages. The articles are scored by
 * precision and recall over shingles of four words, each the mean over the pages, and F1 of the two means. Rules are tuned on
 * one half of the pages, chosen by a hash; the other half shows whether they hold elsewhere.
 *
 * <p>{@code main} prints the table. {@code -Dscores=FILE} writes a line for each page, the worst first, and {@code -Dlines=FILE}
 * the F1 of each kind for {@code bench/text/table.py}.
 */
final class Evaluation {
    static final String ARTICLES = "83 articles";
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final JsonMapper JSON = new JsonMapper();

    private Evaluation() {}

    record Case(String id, String url, String kind, Path html, String truth) {
        boolean isTuned() {
            return (((id.hashCode() * 0x9E3779B9) >>> 16) & 1) == 0;
        }

        Document page() {
            try (var in = new GZIPInputStream(Files.newInputStream(html))) {
                return Jsoup.parse(in, null, url);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    record Score(Case page, double precision, double recall) {
        double f1() {
            return harmonic(precision, recall);
        }
    }

    static List<Case> pages(Path suites) {
        try (Stream<Path> files = Files.list(suites.resolve("text/wcxb/ground-truth"))) {
            return files.sorted()
                    .map(file -> {
                        JsonNode page = JSON.readTree(file.toFile());
                        String id = page.path("file_id").asString();
                        return new Case(
                                id,
                                page.path("url").asString(),
                                page.path("_internal")
                                        .path("page_type")
                                        .path("primary")
                                        .asString(),
                                suites.resolve("text/wcxb/html/" + id + ".html.gz"),
                                page.path("ground_truth").path("main_content").asString());
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Case> articles(Path suites) {
        JsonNode truth =
                JSON.readTree(suites.resolve("text/articles/ground-truth.json").toFile());
        return truth.properties().stream()
                .map(page -> new Case(
                        page.getKey(),
                        page.getValue().path("url").asString(),
                        ARTICLES,
                        suites.resolve("links/pages/" + page.getKey() + ".html.gz"),
                        page.getValue().path("articleBody").asString()))
                .toList();
    }

    static List<Score> scores(List<Case> cases) {
        return cases.stream()
                .map(page -> score(page, MainContent.of(page.page()).text()))
                .toList();
    }

    static Score score(Case page, String text) {
        return page.kind().equals(ARTICLES) ? byShingles(page, text) : byWords(page, text);
    }

    /** F1 as the suite of these pages defines it. */
    static double f1(List<Score> scores) {
        if (scores.isEmpty() || !scores.getFirst().page().kind().equals(ARTICLES)) {
            return scores.stream().mapToDouble(Score::f1).average().orElse(0);
        }
        return harmonic(mean(scores, true), mean(scores, false));
    }

    private static double mean(List<Score> scores, boolean precision) {
        return scores.stream()
                .mapToDouble(score -> precision ? score.precision() : score.recall())
                .average()
                .orElse(0);
    }

    private static double harmonic(double precision, double recall) {
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static Score byWords(Case page, String text) {
        List<String> expected = words(page.truth().toLowerCase(Locale.ROOT));
        List<String> found = words(text.toLowerCase(Locale.ROOT));
        if (expected.isEmpty() && found.isEmpty()) {
            return new Score(page, 1, 1);
        }
        return score(page, expected, found);
    }

    private static Score byShingles(Case page, String text) {
        return score(page, shingles(page.truth()), shingles(text));
    }

    private static Score score(Case page, List<String> expected, List<String> found) {
        Map<String, Integer> left = counts(expected);
        Map<String, Integer> right = counts(found);
        int both = 0;
        for (var one : right.entrySet()) {
            both += Math.min(one.getValue(), left.getOrDefault(one.getKey(), 0));
        }
        return new Score(
                page,
                found.isEmpty() ? 0 : (double) both / found.size(),
                expected.isEmpty() ? 0 : (double) both / expected.size());
    }

    private static Map<String, Integer> counts(List<String> all) {
        Map<String, Integer> counts = new HashMap<>();
        all.forEach(one -> counts.merge(one, 1, Integer::sum));
        return counts;
    }

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    private static List<String> shingles(String text) {
        List<String> words = words(text);
        List<String> shingles = new ArrayList<>();
        for (int at = 0; at + 4 <= words.size(); at++) {
            shingles.add(String.join(" ", words.subList(at, at + 4)));
        }
        return shingles.isEmpty() && !words.isEmpty() ? List.of(String.join(" ", words)) : shingles;
    }

    /** Prints the table of scores. */
    public static void main(String[] args) throws IOException {
        Path suites = Path.of(System.getProperty("suites", "../../shared/suites"));
        List<Score> pages = scores(pages(suites));
        List<Score> articles = scores(articles(suites));
        Map<String, List<Score>> kinds = new TreeMap<>(pages.stream()
                .collect(Collectors.groupingBy(score -> score.page().kind())));
        System.out.printf(
                "%-14s %5s %9s %6s %6s %6s %6s%n", "kind", "pages", "precision", "recall", "F1", "tuned", "other");
        kinds.forEach(Evaluation::print);
        print("all kinds", pages);
        print(ARTICLES, articles);
        kinds.put("all kinds", pages);
        kinds.put(ARTICLES, articles);
        String lines = System.getProperty("lines", "");
        if (!lines.isEmpty()) {
            Files.write(
                    Path.of(lines),
                    kinds.entrySet().stream()
                            .map(kind -> String.format(
                                    Locale.ROOT,
                                    "Ayatori\t%s\t%d\t%.3f",
                                    kind.getKey(),
                                    kind.getValue().size(),
                                    f1(kind.getValue())))
                            .toList());
        }
        String file = System.getProperty("scores", "");
        if (!file.isEmpty()) {
            Set<Score> all = new HashSet<>(pages);
            all.addAll(articles);
            Files.write(
                    Path.of(file),
                    all.stream()
                            .sorted((one, other) -> Double.compare(one.f1(), other.f1()))
                            .map(score -> String.format(
                                    Locale.ROOT,
                                    "%s\t%.3f\t%.3f\t%.3f\t%s\t%s",
                                    score.page().kind(),
                                    score.precision(),
                                    score.recall(),
                                    score.f1(),
                                    score.page().isTuned() ? "tuned" : "other",
                                    score.page().url()))
                            .toList());
        }
    }

    private static void print(String kind, List<Score> scores) {
        Predicate<Score> tuned = score -> score.page().isTuned();
        System.out.printf(
                "%-14s %5d %9.3f %6.3f %6.3f %6.3f %6.3f%n",
                kind,
                scores.size(),
                mean(scores, true),
                mean(scores, false),
                f1(scores),
                f1(scores.stream().filter(tuned).toList()),
                f1(scores.stream().filter(tuned.negate()).toList()));
    }
}
