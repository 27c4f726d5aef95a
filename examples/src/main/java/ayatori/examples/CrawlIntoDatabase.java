package ayatori.examples;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Crawler;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The pages of a site as rows of a database. The crawl waits for the loop, and the loop for the database. */
class CrawlIntoDatabase {
    private static final String TABLE =
            "CREATE TABLE IF NOT EXISTS pages (url TEXT PRIMARY KEY, status INTEGER, title TEXT, text TEXT)";

    // A page may be seen again after a crash, so it replaces its row.
    private static final String ROW = "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)";

    long crawl(String site, String database) throws Exception {
        var options = CrawlOptions.from(site).maxPages(1_000).build();
        try (var connection = DriverManager.getConnection(database);
                var pages = Crawler.of(options).pages()) {
            try (var table = connection.createStatement()) {
                table.execute(TABLE);
            }
            try (var row = connection.prepareStatement(ROW)) {
                for (var page : pages) {
                    row.setString(1, page.url());
                    row.setInt(2, page.status());
                    row.setString(3, page.title());
                    row.setString(4, page.ok() ? page.document().text() : null);
                    row.executeUpdate();
                }
            }
            return pages.report().pages();
        }
    }

    void main(String[] args) throws Exception {
        try {
            IO.println(crawl(args[0], "jdbc:sqlite:pages.db") + " pages in pages.db");
        } catch (SQLException e) {
            IO.println("The database cannot be written: " + e.getMessage());
        }
    }
}
