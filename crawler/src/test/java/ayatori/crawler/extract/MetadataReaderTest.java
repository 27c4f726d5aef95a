package ayatori.crawler.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MetadataReaderTest {
    private static Map<String, @Nullable Object> read(String html, String... headers) {
        ParsedPage page = ParsedPage.html("https://example.org/a/b", html.getBytes(StandardCharsets.UTF_8));
        return Objects.requireNonNull(MetadataReader.read(page, Headers.of(headers)));
    }

    @Test
    void aPageSaysMuchAboutItself() {
        Map<String, @Nullable Object> read = read("""
                <html lang=en><head><title>T</title>
                <meta name=Description content="What it is.">
                <meta name=robots content="noindex, noai"><link rel=canonical href="/c">
                <link rel=alternate hreflang=de href="/de/c"><link rel=alternate hreflang=x-default href="/c">
                <link rel=alternate type="application/rss+xml" title=News href="/feed">
                <meta property=og:title content="OG"><meta property=og:image content=1.png><meta property=og:image content=2.png>
                <meta name=twitter:card content=summary>
                <meta property=article:modified_time content="2026-03-02T10:00:00Z">
                <meta name=tdm-reservation content=1><meta name=tdm-policy content="https://example.org/tdm">
                <script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2026-03-01",
                 "author": [{"name": "Ann"}]}]}</script>
                <script type="application/ld+json">{broken</script></head>
                <body><h1>One</h1><h1> Two <b>b</b></h1>
                <div itemscope itemtype="https://schema.org/Product"><span itemprop=name>Lamp</span>
                <a itemprop=url href=lamp>x</a>
                <div itemprop=offers itemscope itemtype="https://schema.org/Offer"><meta itemprop=price content=5></div></div>
                </body></html>
                """, "X-Robots-Tag", "noimageai");
        assertThat(read)
                .containsEntry("description", "What it is.")
                .containsEntry("robots", "noindex, noai, noimageai")
                .containsEntry("canonical", "https://example.org/c")
                .containsEntry("h1", List.of("One", "Two b"))
                .containsEntry("lang", "en")
                .containsEntry(
                        "hreflang",
                        List.of(
                                Map.of("lang", "de", "url", "https://example.org/de/c"),
                                Map.of("lang", "x-default", "url", "https://example.org/c")))
                .containsEntry(
                        "openGraph",
                        Map.of(
                                "title", "OG",
                                "image", List.of("1.png", "2.png"),
                                "article:modified_time", "2026-03-02T10:00:00Z"))
                .containsEntry("twitter", Map.of("card", "summary"))
                .containsEntry(
                        "feeds",
                        List.of(Map.of(
                                "url", "https://example.org/feed", "type", "application/rss+xml", "title", "News")))
                .containsEntry("published", "2026-03-01")
                .containsEntry("modified", "2026-03-02T10:00:00Z")
                .containsEntry("author", "Ann")
                .containsEntry(
                        "ai",
                        Map.of(
                                "noai", true,
                                "noimageai", true,
                                "tdmReservation", true,
                                "tdmPolicy", "https://example.org/tdm"))
                .containsEntry("needsScript", false);
        assertThat((List<?>) read.get("jsonLd")).hasSize(1);
        assertThat(read.get("microdata"))
                .isEqualTo(List.of(Map.of(
                        "type", List.of("https://schema.org/Product"),
                        "properties",
                                Map.of(
                                        "name", List.of("Lamp"),
                                        "url", List.of("https://example.org/a/lamp"),
                                        "offers",
                                                List.of(Map.of(
                                                        "type", List.of("https://schema.org/Offer"),
                                                        "properties", Map.of("price", List.of("5"))))))));
    }

    @Test
    void aPageThatSaysNothingHasNothing() {
        assertThat(read("<p>x")).isEqualTo(Map.of("words", 1L, "needsScript", false));
    }

    @Test
    void aShellForScriptsNeedsThem() {
        String shell = "<title>App</title><div id=root></div><noscript>You need to enable JavaScript to run this app."
                + " Please do so in the settings of your browser, and load the page again after that.</noscript>"
                + "<script src=app.js></script>";
        assertThat(read(shell)).containsEntry("needsScript", true);
        assertThat(read("<script src=app.js></script><p>" + "word ".repeat(100)))
                .containsEntry("needsScript", false);
        assertThat(read("<script type=application/ld+json>{}</script>")).containsEntry("needsScript", false);
    }

    @Test
    void countsWordsAndIdeographsThatAreShown() {
        assertThat(read("<title>No</title><p>It is <b>bo</b>ld, 2.5 times.<script>no no</script>"))
                .containsEntry("words", 7L);
        assertThat(read("<p>\u65E5\u672C\u8A9E no 1")).containsEntry("words", 5L);
    }

    @Test
    void countsImagesWithoutTextAndSize() {
        assertThat(read("<img src=/a.png><img src=b.png alt='' width=1 height=2><img src=c.png aria-hidden=true"
                                + " style='aspect-ratio: 2'>")
                        .get("images"))
                .isEqualTo(Map.of(
                        "count", 3L,
                        "withoutAlt", 1L,
                        "withoutSize", 1L,
                        "withoutAltUrls", List.of("https://example.org/a.png"),
                        "withoutSizeUrls", List.of("https://example.org/a.png")));
        assertThat(read("<p>x")).doesNotContainKey("images");
    }

    @Test
    void headersSayItToo() {
        assertThat(read("<p>x", "TDM-Reservation", "1", "Content-Language", "de", "Content-Signal", "ai-train=no"))
                .containsEntry("lang", "de")
                .containsEntry("ai", Map.of("tdmReservation", true, "contentSignal", "ai-train=no"));
    }

    @Test
    void whatAPageCanNameIsBounded() {
        String many = "<meta property=og:image content=" + "x".repeat(5_000) + ">";
        String html = many.repeat(2_000)
                + "<h1>y</h1>".repeat(5_000)
                + "<script type=application/ld+json>[" + "1,".repeat(200_000) + "1]</script>"
                + ("<div itemscope><b itemprop='" + "p ".repeat(50) + "'>v</b></div>").repeat(2_000)
                + "<div itemscope itemprop=a>".repeat(2_000)
                + "<script type=application/ld+json>" + "[".repeat(1_000) + "]".repeat(1_000) + "</script>";
        long chars = size(read(html));
        assertThat(chars).isLessThan(700_000);
    }

    private static long size(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .mapToLong(e -> size(e.getKey()) + size(e.getValue()) + 2)
                        .sum();
            case List<?> list -> list.stream().mapToLong(e -> size(e) + 1).sum();
            case null -> 4;
            default -> value.toString().length();
        };
    }
}
