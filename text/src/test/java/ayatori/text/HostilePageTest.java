package ayatori.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No page takes more than its share of time, memory or stack. */
final class HostilePageTest {
    static Stream<String> pages() {
        return Stream.of(
                "<p>a".repeat(100_000),
                "<a href=x>a</a>".repeat(100_000),
                "<h6>Related</h6>".repeat(50_000),
                "<b></b>".repeat(60_000) + "<h2>Comments</h2>".repeat(3_000),
                "<div class=menu>a".repeat(20_000),
                "<ul><li>a".repeat(20_000),
                "<blockquote>a".repeat(20_000),
                "<b>a<i>b".repeat(20_000),
                "<table><tr><td>a".repeat(5_000),
                "<table>" + "<tr><td>a<td>b".repeat(50_000) + "</table>",
                "<div class='" + "nav-".repeat(300_000) + "'>a</div>",
                "<img alt='" + "[*".repeat(300_000) + "' src=x>",
                "<pre>" + "`".repeat(500_000) + "</pre>",
                "<code>" + "`".repeat(500_000) + "</code>",
                "<p>" + "\\*_[&amp;".repeat(60_000),
                "<p>" + "1".repeat(500_000),
                "<script type='application/ld+json'>" + "[".repeat(300_000) + "</script>a",
                "<script type='application/ld+json'>[" + "{\"@type\":\"A\"},".repeat(100_000) + "1]</script>a");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void readsInLinearTime(String html) {
        Document page = Jsoup.parse(html, "https://example.org/" + "shop/a/".repeat(10_000));
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> read(page));
    }

    @Test
    void needsNoStackForDepth() {
        Document page = Document.createShell("https://example.org/");
        Element open = page.body();
        for (int depth = 0; depth < 50_000; depth++) {
            open = open.appendElement(depth % 3 == 0 ? "div" : depth % 3 == 1 ? "b" : "li")
                    .appendText("a");
        }
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> read(page));
    }

    @Test
    void readsMutatedPages() {
        Path suites = Suites.with("text/wcxb");
        List<Evaluation.Case> pages = Evaluation.pages(suites);
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            StringBuilder html = new StringBuilder(
                    pages.get(random.nextInt(pages.size())).page().outerHtml());
            for (int change = 0; change < 200; change++) {
                int from = random.nextInt(html.length());
                int to = Math.min(html.length(), from + random.nextInt(200));
                String piece = html.substring(from, to);
                switch (random.nextInt(3)) {
                    case 0 -> html.delete(from, to);
                    case 1 -> html.insert(random.nextInt(html.length()), piece);
                    default -> html.setCharAt(from, "<>/='\"& \0a".charAt(random.nextInt(10)));
                }
            }
            int failing = seed;
            Assertions.assertDoesNotThrow(
                    () -> read(Jsoup.parse(html.toString(), "https://example.org/", Parser.htmlParser())),
                    () -> "seed " + failing);
        }
    }

    private static void read(Document page) {
        MainContent content = MainContent.of(page);
        assertThat(content.text()).isNotNull();
        assertThat(content.markdown()).isNotNull();
        assertThat(MainContent.wholePage(page).markdown()).isNotNull();
        SimHash.of(content.text());
    }
}
