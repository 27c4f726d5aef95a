package ayatori.crawler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.read.Content;
import ayatori.crawler.read.PageLinks;
import ayatori.crawler.read.Reading;
import ayatori.crawler.record.PageRecord;
import ayatori.web.charset.Encoding;
import ayatori.web.http.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a page makes of its answer. */
final class AnsweredPageTest {
    private static AnsweredPage page(String url, @Nullable String contentType, Reading reading) {
        var response = new PageRecord.Response(
                200, contentType, 1, null, ayatori.web.http.Validators.NONE, null, Instant.EPOCH, 1);
        var record = new PageRecord(new PageRecord.Request(url, 0, null, 1), response, reading.content(), null, null);
        return new AnsweredPage(record, reading, Headers.EMPTY, null);
    }

    private static Reading html(byte[] body, @Nullable String base) {
        var content = new Content(Encoding.forLabel("shift_jis"), null, null, null);
        return new Reading.HtmlReading(
                body, content, PageLinks.NONE, ayatori.crawler.read.FoundLinks.none(), base, null, false);
    }

    @Test
    void copiesNoBodyAndParsesOnce() {
        byte[] body = "<title>あ</title><p>x".getBytes(StandardCharsets.UTF_8);
        AnsweredPage page = page("https://example.org/", "text/html", html(body, null));
        assertThat(page.body()).isSameAs(body);
        assertThat(page.document()).isSameAs(page.document());
        assertThat(page.document().title()).isEqualTo("あ"); // HTML is UTF-8 here, whatever its encoding was
        assertThat(page.text()).contains("あ");
        assertThat(page.links()).isSameAs(page.links());
    }

    @Test
    void decodesOtherTextByItsOwnEncoding() {
        byte[] body = {(byte) 0x82, (byte) 0xA0};
        Reading reading = new Reading.TextReading(body, Objects.requireNonNull(Encoding.forLabel("shift_jis")));
        assertThat(page("https://example.org/", "text/plain", reading).text()).isEqualTo("あ");
        byte[] json = "\uFEFF{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
        AnsweredPage page = page("https://example.org/", "application/json", new Reading.OpaqueReading(json));
        assertThat(page.json().get("a").asInt()).isEqualTo(1);
    }

    @Test
    void parsesXmlAsXml() {
        byte[] feed =
                "<rss><channel><link>https://example.org/a</link></channel></rss>".getBytes(StandardCharsets.UTF_8);
        AnsweredPage page = page("https://example.org/", "application/rss+xml", new Reading.OpaqueReading(feed));
        assertThat(page.select("channel > link").text()).isEqualTo("https://example.org/a");
    }

    @Test
    void namesFilesThatAreHarmless() {
        for (String[] pair : new String[][] {
            {"https://example.org/a/report.pdf?x=1", "report.pdf"},
            {"https://example.org/", "index"},
            {"https://example.org/a/..%2F..%2Fetc%2Fpasswd", "__2F.._2Fetc_2Fpasswd"},
            {"https://example.org/.bashrc", "_bashrc"},
            {"https://example.org/%00a:b", "_00a_b"},
            {"https://example.org/" + "x".repeat(300) + ".pdf", "x".repeat(196) + ".pdf"},
        }) {
            assertThat(page(pair[0], null, new Reading.OpaqueReading(new byte[0]))
                            .fileName())
                    .as(pair[0])
                    .isEqualTo(pair[1]);
        }
    }

    @Test
    void asksForNothingWhereItIsOnlyWritten() {
        AnsweredPage page = page("https://example.org/", "text/html", html(new byte[0], null));
        assertThatThrownBy(() -> page.emit("a", "b")).hasMessage("A page asks for nothing where it is only written.");
        assertThatThrownBy(() -> page.follow("/a")).hasMessage("A page asks for nothing where it is only written.");
    }
}
