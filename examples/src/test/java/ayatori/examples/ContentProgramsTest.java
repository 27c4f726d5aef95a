package ayatori.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.demosite.DemoSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs that take content out of a site. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class ContentProgramsTest {
    private DemoSite site;

    @BeforeAll
    void start() throws Exception {
        site = DemoSite.start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private String url(String path) {
        return site.url().resolve(path).toString();
    }

    @Test
    void pricesWithPagination(@TempDir Path folder) throws Exception {
        var report = new Prices().crawl(url("/bazaar/strings/"), folder.resolve("prices"));
        assertThat(report.items()).isEqualTo(12);
        assertThat(Files.readString(folder.resolve("prices/items.jsonl")))
                .contains("{\"name\":\"Nylon cord\",\"price\":3.2,\"soldOut\":true}");
    }

    @Test
    void loginWithAForm() throws Exception {
        assertThat(new LogIn().letters(url("/members/login"), "ada", "cradle"))
                .containsExactlyInAnyOrder(
                        "The meeting is on Friday", "Bring your own string", "Who has taken the gold thread?");
        assertThat(new LogIn().letters(url("/members/login"), "ada", "wrong")).isEmpty();
    }

    @Test
    void jsonApiWithACursor() throws Exception {
        assertThat(new JsonApi().stock(url("/bazaar/stock"))).hasSize(12).containsEntry("Hemp string", 120);
    }

    @Test
    void filesDownloaded(@TempDir Path folder) throws Exception {
        new Downloads().download(url("/bazaar/"), folder);
        assertThat(folder.resolve("jacobs-ladder.pdf")).content().startsWith("%PDF");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void sitemapToTable() throws Exception {
        var rows = new SitemapTable().table(url("/"));
        assertThat(rows).extracting(SitemapTable.Row::url).contains(url("/"), url("/archive/1"));
        assertThat(rows).allMatch(row -> row.status() > 0);
    }

    @Test
    void crawlIntoADatabase(@TempDir Path folder) throws Exception {
        String database = "jdbc:sqlite:" + folder.resolve("pages.db");
        long pages = new CrawlIntoDatabase().crawl(url("/about"), database);
        try (var connection = DriverManager.getConnection(database);
                var query = connection.createStatement();
                var result = query.executeQuery("SELECT count(*), count(title), max(length(text)) FROM pages")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getLong(1)).isEqualTo(pages);
            assertThat(result.getLong(2)).isGreaterThan(100);
            assertThat(result.getLong(3)).isGreaterThan(100);
        }
    }
}
