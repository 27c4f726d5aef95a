package ayatori.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No page takes more than its share of time, memory or stack. {@link Suites#FULL} takes pages of ten times the size, up to a million siblings,
 * and more mutated ones.
 */
final class HostilePageTest {
    private static final int SIZE = Suites.FULL ? 1_000_000 : 100_000;
    private static final int DEPTH = Suites.FULL ? 50_000 : 10_000;
    private static final int MUTATED = Suites.FULL ? 100 : 10;
    private static final int CHANGES = 200;
    /** A page that is read faster than this is not compared with a smaller one. */
    private static final long QUICK_NANOS = 300_000_000;

    /** Pages of about so many elements or characters. */
    private static Named<IntFunction<String>> page(String name, IntFunction<String> page) {
        return Named.of(name, page);
    }

    private static Named<IntFunction<String>> repeated(String html, int divisor) {
        return page(html, size -> html.repeat(size / divisor));
    }

    static Stream<Named<IntFunction<String>>> pages() {
        return Stream.of(
                repeated("<p>a", 1),
                repeated("<a href=x>a</a>", 1),
                repeated("<a href=#x>1</a>", 2),
                repeated("<div class=card><a href=x>a</a></div>", 2),
                repeated("<h6>Related</h6>", 2),
                page("closing", size -> "<b></b>".repeat(size / 2) + "<h2>Comments</h2>".repeat(size / 40)),
                repeated("<div class=menu>a", 5),
                repeated("<ul><li>a", 5),
                repeated("<dl><dt>a<dd>b", 5),
                repeated("<blockquote>a", 5),
                repeated("<b>a<i>b", 20),
                repeated("<table><tr><td>a", 20),
                page("rows", size -> "<table>" + "<tr><td>a<td>b".repeat(size / 2) + "</table>"),
                page("spans", size -> "<table>" + "<tr><td colspan=9999 rowspan=9999>a".repeat(size / 2) + "</table>"),
                page("spans of two", size -> "<table>" + "<tr><td colspan=2 rowspan=9999>a<td>".repeat(size / 2)),
                page("class", size -> "<div class='" + "nav-".repeat(size) + "'>a</div>"),
                page("alt", size -> "<img alt='" + "[*".repeat(size) + "' src=x>"),
                page("pre", size -> "<pre>" + "`".repeat(size) + "</pre>"),
                page("code", size -> "<code>" + "`".repeat(size) + "</code>"),
                page("escapes", size -> "<p>" + "\\*_[&amp;".repeat(size / 4)),
                page("digits", size -> "<p>" + "1".repeat(size)),
                page("notes", size -> "<sup><a href=#n>1</a></sup>".repeat(size / 5) + "<p id=n>a"),
                page(
                        "many notes",
                        size -> IntStream.range(0, size / 10)
                                .mapToObj(at -> "<a href=#n" + at + ">[1]</a><p id=n" + at + ">a")
                                .collect(Collectors.joining())),
                page("deep JSON", size -> "<script type='application/ld+json'>" + "[".repeat(size) + "</script>a"),
                page(
                        "long JSON",
                        size -> "<script type='application/ld+json'>[" + "{\"@type\":\"A\"},".repeat(size / 2)
                                + "1]</script>a"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void readsInLinearTime(IntFunction<String> page) {
        long took = nanos(page.apply(SIZE));
        if (took > QUICK_NANOS) {
            assertThat(took).isLessThan(8 * Math.max(QUICK_NANOS / 8, nanos(page.apply(SIZE / 4))));
        }
    }

    /** CPU time of reading a page. */
    private static long nanos(String html) {
        Document page = Jsoup.parse(html, "https://example.org/" + "shop/a/".repeat(10_000));
        var thread = ManagementFactory.getThreadMXBean();
        long start = thread.getCurrentThreadCpuTime();
        Assertions.assertTimeout(Duration.ofSeconds(Suites.FULL ? 100 : 20), () -> read(page));
        return thread.getCurrentThreadCpuTime() - start;
    }

    @Test
    void needsNoStackForDepth() {
        Document page = Document.createShell("https://example.org/");
        Element open = page.body();
        for (int depth = 0; depth < DEPTH; depth++) {
            open = open.appendElement(depth % 3 == 0 ? "div" : depth % 3 == 1 ? "b" : "li")
                    .appendText("a");
        }
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> read(page));
    }

    @Test
    void readsMutatedPages() {
        Path suites = Suites.with("text/wcxb");
        List<Evaluation.Case> pages = Evaluation.pages(suites);
        for (int seed = 0; seed < MUTATED; seed++) {
            Random random = new Random(seed);
            String html = pages.get(random.nextInt(pages.size())).page().outerHtml();
            int length = Suites.FULL ? html.length() : Math.min(html.length(), 100_000);
            String mutated = mutated(html.substring(html.length() - length), random);
            int failing = seed;
            Assertions.assertDoesNotThrow(
                    () -> MainContentFuzz.check(mutated, "https://example.org/"), () -> "seed " + failing);
        }
    }

    private static String mutated(String page, Random random) {
        StringBuilder html = new StringBuilder(page);
        for (int change = 0; change < CHANGES; change++) {
            int from = random.nextInt(html.length());
            int to = Math.min(html.length(), from + random.nextInt(200));
            String piece = html.substring(from, to);
            switch (random.nextInt(3)) {
                case 0 -> html.delete(from, to);
                case 1 -> html.insert(random.nextInt(html.length()), piece);
                default -> html.setCharAt(from, "<>/='\"& \0a".charAt(random.nextInt(10)));
            }
        }
        return html.toString();
    }

    private static void read(Document page) {
        MainContent content = MainContent.of(page);
        assertThat(content.text()).isNotNull();
        assertThat(content.markdown()).isNotNull();
        assertThat(MainContent.wholePage(page).markdown()).isNotNull();
        SimHash.of(content.text());
    }
}
