package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be crawled again. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class RecrawlRefusalTest {
    @TempDir
    private Path folder;

    private ChangingSite site;

    @BeforeEach
    void start() throws Exception {
        site = new ChangingSite(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void refusesWhatIsNoCrawl() throws IOException {
        Path empty = Files.createDirectory(site.folder("empty"));
        assertThatThrownBy(() -> Crawler.recrawl(empty, site.folder("new")))
                .isInstanceOf(CrawlException.class)
                .hasMessageContaining("is not a crawl folder");
    }

    @Test
    void refusesACrawlWithoutRecords() throws Exception {
        site.crawl("one");
        Files.delete(site.folder("one").resolve("pages.jsonl"));
        assertThatThrownBy(() -> site.recrawl("one", "two"))
                .isInstanceOf(CrawlException.class)
                .hasMessageContaining("has no pages.jsonl");
        assertThat(site.folder("two")).doesNotExist();
    }

    @Test
    void refusesDamagedRecords() throws Exception {
        site.crawl("one");
        site.edit("one", line -> line.contains("/date") ? "{\"url\":\"x\"" : line);
        assertThat(site.recrawl("one", "two").problem()).contains("is damaged");
    }

    @Test
    void refusesToWriteIntoTheFolderOfACrawl() throws Exception {
        site.crawl("one");
        assertThatThrownBy(() -> site.recrawl("one", "one"))
                .isInstanceOf(CrawlException.class)
                .hasMessageContaining("already holds a crawl");
    }

    @Test
    void refusesAnotherScope() throws Exception {
        site.crawl("one");
        assertThatThrownBy(() -> site.recrawl("one", "two", options -> options.scope(ScopeKind.ANY)))
                .isInstanceOf(CrawlException.class)
                .hasMessageContaining("The scope cannot change in a recrawl");
    }
}
