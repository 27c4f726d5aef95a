package ayatori.crawler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.fetch.Answer;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.PageRequest;
import ayatori.crawler.read.PageReader;
import ayatori.crawler.read.Reading;
import ayatori.web.http.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A reading outlives the next one if it is kept, as where a handler or a user's format may wait meanwhile. */
final class KeptReadingTest {
    private static Reading read(PageReader reader, String html) {
        var fetch = new Output.Fetch(
                1, 1, "https://example.org/", "https://example.org", 0, 0, false, null, 1, true, 0, PageRequest.GET);
        var head = new Head(200, Headers.of("Content-Type", "text/html"), Instant.EPOCH, 1, null);
        return reader.read(fetch, new Answer(head, html.getBytes(StandardCharsets.UTF_8), null));
    }

    @Test
    void keepsItsLinks() {
        var reader = new PageReader(CrawlOptions.from("https://example.org/").build());
        Reading kept =
                read(reader, "<a href=/a>a</a><a href=/b rel=nofollow>b</a>").kept();
        Reading next = read(reader, "<a href=/other>c</a>");
        assertThat(kept.pageLinks().toList()).containsExactly("https://example.org/a", "https://example.org/b");
        assertThat(kept.pageLinks().isNofollow(0)).isFalse();
        assertThat(kept.pageLinks().isNofollow(1)).isTrue();
        assertThat(next.pageLinks().toList()).containsExactly("https://example.org/other");
    }
}
