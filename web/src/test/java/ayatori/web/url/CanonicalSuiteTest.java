package ayatori.web.url;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cases of other canonicalizers. They contradict each other, and some contradict the URL standard. Ours keeps apart what
 * the standard keeps apart, so each case in which another one merges more is an exception that names what it does.
 */
class CanonicalSuiteTest {
    private static final String NOT_CANONICAL = "not about canonical forms";

    /** What w3lib's canonicalize_url does and ours does not, by a part of the inputs that show it. */
    private static final Map<String, List<String>> W3LIB = Map.of(
            "sorts the query, which servers may read in order", List.of("b=", "c=3", "maxResults"),
            "gives every parameter an equals sign and encodes its comma", List.of("1750,4"),
            "decodes what RFC 3986 section 2.2 reserves", List.of("%2cc"),
            "takes an encoding, which here comes with the page", List.of("encoding"),
            "keeps the fragment when told to", List.of("keep_fragments"),
            "takes another separator", List.of("query_separator"),
            "lowers the host of sftp, no scheme of the web", List.of("sftp:"));

    @Test
    void w3lib() throws IOException {
        var tally = Conformance.of(getClass(), "canon/w3lib-cases.jsonl");
        for (JsonNode test : cases("canon/w3lib-cases.jsonl")) {
            JsonNode argument = test.get("args").path(0);
            String reason = test.get("fn").asString().equals("canonicalize_url") && argument.isString()
                    ? reason(W3LIB, test.toString())
                    : NOT_CANONICAL;
            if (reason != null) {
                tally.except(reason);
            } else {
                tally.check(test.toString(), test.get("result").asString(), canonical(argument.asString()));
            }
        }
        tally.report();
    }

    @Test
    void purell() throws IOException {
        var tally = Conformance.of(getClass(), "canon/purell-cases.jsonl");
        for (JsonNode test : cases("canon/purell-cases.jsonl")) {
            String input = test.get("input").asString();
            String flags = test.get("flags").toString();
            if (!Set.of("[\"FlagsSafe\",\"FlagRemoveDotSegments\"]", "[\"FlagRemoveDotSegments\"]")
                    .contains(flags)) {
                tally.except("flags that are not the safe ones");
            } else if (input.endsWith("?")) {
                tally.except("removes the question mark of an empty query, which the standard keeps");
            } else {
                tally.check(test.toString(), standard(test.get("output").asString()), canonical(input));
            }
        }
        tally.report();
    }

    /** A Safe Browsing form is a key for Google's lists, not a URL to request. */
    @Test
    void safeBrowsing() throws IOException {
        var tally = Conformance.of(getClass(), "canon/safebrowsing-cases.jsonl");
        for (JsonNode test : cases("canon/safebrowsing-cases.jsonl")) {
            String input = test.get("input").asString();
            String output = test.get("output").asString();
            boolean fails = test.get("fail").booleanValue();
            switch (test.get("fn").asString()) {
                case "ParseIPAddress" -> {
                    Url url = Url.tryParse("http://" + input + "/");
                    // It refuses hosts that are names to the URL standard.
                    tally.check(input, output.isEmpty() ? input : output, url == null ? "" : url.host());
                }
                case "CanonicalHost", "CanonicalPath" -> {
                    Url url = Url.tryParse(input);
                    if (input.contains("%25")) {
                        tally.except("decodes again and again, which changes what is meant");
                    } else if (test.get("fn").asString().equals("CanonicalPath")) {
                        tally.check(input, output, url == null ? "" : url.path());
                    } else {
                        tally.check(input, fails ? "" : standardHost(output), url == null ? "" : url.host());
                    }
                }
                default -> {
                    if (input.contains("%") || input.contains("?") || input.contains("<") || input.contains("// ")) {
                        tally.except("decodes again and again, drops the query, takes any host");
                    } else if (fails && Url.tryParse(input) != null) {
                        tally.except("refuses what the standard takes");
                    } else {
                        tally.check(input, fails ? "" : output, canonical(input));
                    }
                }
            }
        }
        tally.report();
    }

    /** What crawler-commons' BasicURLNormalizer does and ours does not. */
    private static final Map<String, List<String>> CRAWLER_COMMONS = Map.of(
            "removes doubled slashes, which some servers tell apart", List.of("com//aa", "bb//foo", "////aa"),
            "sorts the query, drops its empty parts and equals signs",
                    List.of("b=1&a=1", "b=2&a=1", "&b=,", "&=1", "a=1&b=,", "b=&a=1"),
            "removes the question mark of an empty query, which the standard keeps", List.of("com?,", "com/?,"),
            "encodes what the standard leaves in a query", List.of("foobar%,", "foobar%2,", "foobar^"),
            "takes addresses without a scheme", List.of("\nfoo.com"),
            "writes file URLs with one slash", List.of("\nfile:/"));

    @Test
    void crawlerCommonsNormalizer() throws IOException {
        String folder = "canon/crawler-commons/src/test/resources/normalizer/";
        var tally = Conformance.of(getClass(), "canon/crawler-commons, normalizer");
        for (String line : lines(folder + "weirdToNormalizedUrls.csv")) {
            String reason = reason(CRAWLER_COMMONS, "\n" + line);
            if (reason != null) {
                tally.except(reason);
            } else {
                List<String> cells = cells(line);
                tally.check(line, cells.get(1), canonical(cells.get(0)));
            }
        }
        for (String line : lines(folder + "invalidUrls.csv")) {
            tally.check(line, "", canonical(cells(line).getFirst()));
        }
        tally.report();
    }

    @Test
    void crawlerCommonsResolver() throws IOException {
        var tally = Conformance.of(getClass(), "canon/crawler-commons, url-resolve");
        for (String line : lines("canon/crawler-commons/src/test/resources/url-utils/url-resolve.csv")) {
            List<String> cells = cells(line);
            Url base = Url.tryParse(cells.get(1));
            Url url = base == null ? null : base.tryResolve(cells.get(0));
            tally.check(line, standard(cells.get(2)), url == null ? "" : url.href());
        }
        tally.report();
    }

    private static List<JsonNode> cases(String file) throws IOException {
        return Files.readAllLines(Suites.path(file)).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Suites.path(file)).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }

    /** The cells of a CSV line. In these files quotes are only around whole cells. */
    private static List<String> cells(String line) {
        return List.of(line.split(", *(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)).stream()
                .map(cell -> cell.startsWith("\"")
                        ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
                        : cell)
                .toList();
    }

    private static @Nullable String reason(Map<String, List<String>> policies, String test) {
        return policies.entrySet().stream()
                .filter(policy -> policy.getValue().stream().anyMatch(test::contains))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElse(null);
    }

    private static String canonical(String url) {
        Url parsed = Url.tryParse(url);
        return parsed == null
                ? ""
                : new Canonicalizer(CanonicalForm.STANDARD).canonicalize(parsed).href();
    }

    private static String standard(String url) {
        Url parsed = Url.tryParse(url);
        return parsed == null ? "" : parsed.href();
    }

    private static String standardHost(String host) {
        Url parsed = Url.tryParse("http://" + host + "/");
        return parsed == null ? "" : parsed.host();
    }
}
