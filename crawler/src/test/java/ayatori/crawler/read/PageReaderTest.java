package ayatori.crawler.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.SkipReason;
import ayatori.crawler.fetch.Answer;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.PageRequest;
import ayatori.web.http.Headers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the URLs that an answer names are found. Bodies and headers are written in Latin-1, so that any octets can be. */
final class PageReaderTest {
    private static final String LINK = "<a href=next>";
    private static final String NEXT = "https://a.example/dir/next";

    private final PageReader reader =
            new PageReader(CrawlOptions.from("https://a.example/").build());

    private Reading read(int status, String body, String... headers) {
        var fetch = new Output.Fetch(
                1,
                1,
                "https://a.example/dir/page",
                "https://a.example",
                0,
                0,
                false,
                null,
                1,
                false,
                0,
                PageRequest.GET);
        var head = new Head(status, Headers.of(headers), Instant.EPOCH, 0, null);
        return reader.read(fetch, new Answer(head, body.getBytes(ISO_8859_1), null));
    }

    @Test
    void aRedirectedRequestTakesItsLabelAlong() {
        var request = new PageRequest("POST", Headers.EMPTY, new byte[] {1}, "form", "{}");
        var fetch = new Output.Fetch(
                1, 1, "https://a.example/form", "https://a.example", 0, 0, false, null, 1, false, 0, request);
        var see = new Head(303, Headers.of("Location", "/done"), Instant.EPOCH, 0, null);
        PageRequest next =
                reader.read(fetch, new Answer(see, new byte[0], null)).links().request(0);
        assertThat(next).isEqualTo(new PageRequest("GET", Headers.EMPTY, new byte[0], "form", "{}"));
        var again = new Head(307, Headers.of("Location", "https://b.example/form"), Instant.EPOCH, 0, null);
        assertThat(reader.read(fetch, new Answer(again, new byte[0], null))
                        .links()
                        .request(0))
                .isEqualTo(request);
    }

    @Test
    void aLinkOfAnAnswerThatMayBeRetriedIsSentAgain() {
        assertThat(read(503, LINK, "Content-Type", "text/html").links().size()).isZero();
        assertThat(html(LINK).links().size()).isEqualTo(1);
        assertThat(html(LINK).links().size()).as("sent before").isZero();
    }

    private Reading html(String body) {
        return read(200, body, "Content-Type", "text/html; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/html", "image/png", "application/octet-stream"})
    void followsARefreshHeaderWhateverTheBody(String type) {
        Reading empty = read(200, "", "Content-Type", type, "Refresh", "0; url=next");
        assertThat(links(empty)).containsExactly(NEXT);
        assertThat(empty.links().size()).isEqualTo(1);
        assertThat(links(read(200, "", "Content-Type", type, "Refresh", "soon")))
                .isEmpty();
        assertThat(read(404, "", "Content-Type", type, "Refresh", "0; url=other")
                        .links()
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "application/rss+xml; <rss version='2.0'>",
                "application/xml; <?xml version='1.0'?><!-- x --><rss>",
                "text/xml; <rss>",
                "text/html; <?xml version='1.0'?> <rss>",
                "text/plain; <rss>"
            })
    void theEntriesOfAFeedAreLinks(String type, String start) {
        Reading reading = read(
                200,
                start + "<channel><link>https://a.example/</link><item><link>one</link><guid>/two</guid></item>"
                        + "<item><guid>https://a.example/three</guid></item>"
                        + "<item><guid isPermaLink='false'>https://a.example/four</guid></item></channel></rss>",
                "Content-Type",
                type);
        assertThat(reading).isInstanceOf(Reading.FeedReading.class);
        assertThat(links(reading)).containsExactly("https://a.example/dir/one", "https://a.example/three");
        assertThat(reading.links().size()).isEqualTo(2);
        assertThat(reading.links().depth(0)).isEqualTo(1);
    }

    @Test
    void anAtomFeedIsReadAndMayForbidToFollow() {
        Reading reading = read(
                200,
                "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='e1'/></entry></feed>",
                "Content-Type",
                "application/atom+xml",
                "X-Robots-Tag",
                "nofollow");
        assertThat(links(reading)).containsExactly("https://a.example/dir/e1");
        assertThat(reading.links().skipReason(0)).isEqualTo(SkipReason.NOFOLLOW);
    }

    @Test
    void aSitemapThatIsNoFeedHasNoLinksAsAPage() {
        Reading reading = read(
                200,
                "<?xml version='1.0'?><urlset><url><loc>https://a.example/x</loc></url></urlset>",
                "Content-Type",
                "text/xml");
        assertThat(links(reading)).isEmpty();
    }

    private static List<String> links(Reading reading) {
        return reading.pageLinks().toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html, charset=utf-8",
                "text/html,text/html",
                "charset=utf-8, text/html",
                "text/html charset=utf-8",
                "text/html:charset=utf-8",
                "html",
                "text/",
                ";",
                "*/*",
                "unknown/unknown",
                "TEXT/HTML;charset",
                "text/plain, text/html",
                "application/xhtml+xml",
                "text/xml",
            })
    void readsPagesWhateverTheirContentType(String contentType) {
        assertThat(links(read(200, "<html>" + LINK + "</html>", "Content-Type", contentType)))
                .containsExactly(NEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "image/png", "application/json", "application/rss+xml; x"})
    void readsNoPageWhereTheContentTypeNamesAnotherFormat(String contentType) {
        assertThat(links(read(200, "<rss>" + LINK, "Content-Type", contentType)))
                .isEmpty();
    }

    @Test
    void readsPagesWithoutAContentTypeOrWithTwo() {
        assertThat(links(read(200, "<!doctype html>" + LINK))).containsExactly(NEXT);
        assertThat(links(
                        read(200, "<?xml version='1.0'?><!-- x --><!DOCTYPE html [ ]><html><script/><a href='next'/>")))
                .containsExactly(NEXT);
        assertThat(links(read(200, LINK, "Content-Type", "text/html", "Content-Type", "charset=utf-8")))
                .containsExactly(NEXT);
    }

    @Test
    void readsXhtmlAsXml() {
        assertThat(links(read(
                        200,
                        "<html><script/><title/><a href='next'/></html>",
                        "Content-Type",
                        "application/xhtml+xml")))
                .containsExactly(NEXT);
        assertThat(links(html("<html><script/><a href='next'/></html>")))
                .as("what browsers do")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:void(0)",
                "data:text/html,x",
                "mailto:me@a.example",
                "http://",
                "https://a b/",
                "//:99999/",
                "about:blank",
            })
    void keepsRelativeLinksBesideAnUnusableBase(String base) {
        assertThat(links(html("<base href='" + base + "'><base href='/second/'>" + LINK)))
                .containsExactly(NEXT);
    }

    @Test
    void resolvesAllUrlsOfAPageByItsBaseAndEncoding() {
        String page =
                "<base href='/base/'><link rel=canonical href='c?\u00e9'><meta http-equiv=refresh content='0;url=r?\u00e9'>"
                        + "<a href='a?\u00e9'>";
        Reading reading = read(200, page, "Content-Type", "text/html; charset=windows-1252");
        assertThat(reading.content().canonical()).isEqualTo("https://a.example/base/c?%E9");
        assertThat(links(reading)).containsExactly("https://a.example/base/r?%E9", "https://a.example/base/a?%E9");
    }

    @Test
    void keepsOctetsThatAreNotUtf8() {
        Reading reading = html("<base href='/\u00e9/'><link rel=canonical href='\u00ff'>" + LINK);
        assertThat(reading.content().canonical())
                .startsWith("https://a.example/")
                .doesNotContain("<");
        assertThat(read(301, "", "Location", "/caf\u00e9?\u00ff").redirectTo())
                .isEqualTo("https://a.example/caf%E9?%FF");
    }

    @ParameterizedTest
    @CsvSource({
        "0; url=/r, https://a.example/r",
        "5;URL='r?\u00e9', https://a.example/dir/r?%E9",
        "0, https://a.example/base/next",
        "0; url=javascript:x, https://a.example/base/next",
    })
    void followsARefreshHeader(String refresh, String first) {
        Reading reading = read(200, "<base href='/base/'>" + LINK, "Content-Type", "text/html", "Refresh", refresh);
        assertThat(links(reading)).startsWith(first).endsWith("https://a.example/base/next");
    }

    @Test
    void namesTheTargetOfARedirectWithoutCredentialsAndFragment() {
        assertThat(read(302, "", "Location", "//me:secret@b.example/x#y").redirectTo())
                .isEqualTo("https://b.example/x");
        assertThat(read(302, "", "Location", "mailto:me@a.example").error()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void heedsNofollowWhetherRobotsTxtIsObeyedOrNot(boolean robots) {
        var options = CrawlOptions.from("https://a.example/").robots(robots).build();
        var fetch = new Output.Fetch(
                1,
                1,
                "https://a.example/dir/page",
                "https://a.example",
                0,
                0,
                false,
                null,
                1,
                false,
                0,
                PageRequest.GET);
        var head = new Head(200, Headers.of("Content-Type", "text/html"), Instant.EPOCH, 0, null);
        byte[] page = "<a href=next rel=nofollow>".getBytes(ISO_8859_1);
        FetchedLinks found = new PageReader(options)
                .read(fetch, new Answer(head, page, null))
                .links();
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.skipReason(0)).isEqualTo(SkipReason.NOFOLLOW);
    }

    @Test
    void boundsTheBytesOfAPagesLinks() {
        var page = new StringBuilder("<base href='/" + "b".repeat(15_000) + "/'>");
        for (int i = 0; i < 5_000; i++) {
            page.append("<a href='").append(i).append("'>");
        }
        long bytes =
                links(html(page.toString())).stream().mapToLong(String::length).sum();
        assertThat(bytes).isBetween(128_000L, 400_000L);
        String tripled = "<a href='" + "\u00e9".repeat(8_000) + "'>";
        assertThat(links(html(tripled + LINK))).containsExactly(NEXT);
    }
}
