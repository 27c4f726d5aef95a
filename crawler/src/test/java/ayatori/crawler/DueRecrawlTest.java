package ayatori.crawler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.sink.Compression;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recrawl of what is due. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class DueRecrawlTest {
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
    void visitsWhatIsDueAndKeepsTheRecordsOfTheOthers() throws Exception {
        site.crawl(site.options().output(output -> output.compression(Compression.ZSTD)), "zero");
        site.recrawl("zero", "one", options -> options.output(output -> output.compression(Compression.NONE)));
        // A month has passed since the visit of one page.
        site.edit("one", line -> line.contains("/date\",\"status") ? aMonthEarlier(line) : line);
        site.change();
        CrawlReport report = due("one", "two");
        assertThat(site.pages("two")).containsOnlyKeys("/", "/date");
        assertThat(report.skipped()).containsEntry("not-due", 10L);
        // Nothing is forgotten.
        site.recrawl("two", "three");
        assertThat(site.pages("three")).containsKeys("/etag", "/below", "/gone", "/fresh");
        assertThat(site.page("three", "/gone").change()).isEqualTo(Change.GONE);
        assertThat(requireNonNull(site.page("three", "/date").history()).checks())
                .isEqualTo(3);
        assertThat(requireNonNull(site.page("three", "/plain").history()).checks())
                .isEqualTo(2);
    }

    @Test
    void aSitemapWithANewerDateMakesAPageDue() throws Exception {
        String host = site.url("");
        site.put(
                "/sitemap.xml",
                200,
                "",
                "<urlset><url><loc>" + host + "/plain</loc><lastmod>2999-01-01</lastmod></url><url><loc>" + host
                        + "/gone</loc><lastmod>2001-01-01</lastmod></url><url><loc>" + host
                        + "/listed</loc></url></urlset>");
        site.crawl(site.options().sitemaps(true), "one");
        site.html("/listed", "");
        site.html("/", "", "/plain", "/new");
        site.html("/new", "", "/gone");
        CrawlReport report = due("one", "two");
        assertThat(site.pages("two")).containsOnlyKeys("/", "/sitemap.xml", "/plain", "/new");
        assertThat(site.page("two", "/sitemap.xml").isSitemap()).isTrue();
        assertThat(report.skipped()).containsEntry("not-due", 11L);
    }

    private CrawlReport due(String from, String to) throws Exception {
        return Crawler.recrawl(site.folder(from), site.folder(to)).dueOnly().run();
    }

    private static String aMonthEarlier(String line) {
        return line.replaceAll(
                "\"fetchedAt\":\"[^\"]*\"", "\"fetchedAt\":\"" + Instant.now().minus(Duration.ofDays(30)) + "\"");
    }

    @Test
    void onlyARecrawlKnowsWhatIsDue() {
        assertThatThrownBy(() -> Crawler.of(site.options().build()).dueOnly())
                .isInstanceOf(IllegalStateException.class);
    }
}
