package ayatori.archive;

import ayatori.archive.index.Capture;
import ayatori.archive.index.CaptureIndex;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.export.CrawlTables;
import ayatori.export.table.ExportException;
import ayatori.export.table.Row;
import ayatori.export.table.Table;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the pages of a crawl that its archive holds. */
final class CrawlPages {
    private CrawlPages() {}

    /**
     * What was listed.
     *
     * @param count how many pages
     * @param main the first one: usually the page of the first seed; null if there is none
     */
    record Listed(long count, @Nullable ArchivedPage main) {}

    /** Writes a line for each page, behind a line about the file. */
    static Listed write(CrawlReader crawl, CaptureIndex index, Writer out) throws IOException, FolderException {
        Table table;
        try {
            table = CrawlTables.of(crawl).table(CrawlTables.PAGES);
        } catch (ExportException e) {
            throw new IllegalStateException(e); // every crawl has that table
        }
        var columns = new Columns(table);
        out.append(ArchivedPage.header(columns.text >= 0)).append('\n');
        long count = 0;
        ArchivedPage main = null;
        try (Stream<Row> rows = table.rows().open()) {
            for (Row row : (Iterable<Row>) rows::iterator) {
                ArchivedPage page = columns.page(row);
                Capture capture = page == null ? null : index.closest(page.url(), page.time(), "GET");
                if (page == null || capture == null || !capture.url().equals(page.url())) {
                    continue;
                }
                var found = new ArchivedPage(page.url(), capture.time(), page.title(), page.text());
                out.append(found.toLine()).append('\n');
                main = Objects.requireNonNullElse(main, found);
                count++;
            }
        }
        return new Listed(count, main);
    }

    /** Where the table has what a page needs. The text and the role are missing if the crawl did not record them. */
    private static final class Columns {
        private final int url;
        private final int status;
        private final int contentType;
        private final int title;
        private final int fetchedAt;
        private final int role;
        private final int text;

        Columns(Table table) {
            url = table.indexOf("url");
            status = table.indexOf("status");
            contentType = table.indexOf("contentType");
            title = table.indexOf("title");
            fetchedAt = table.indexOf("fetchedAt");
            role = table.indexOf("role");
            text = table.indexOf("text");
        }

        /** The page of a row; null if the row is not a page. */
        @Nullable ArchivedPage page(Row row) {
            String type = text(row, contentType);
            boolean isPage = type.contains("html") || type.startsWith("application/pdf");
            if (!text(row, status).equals("200") || !isPage || !text(row, role).isEmpty()) {
                return null;
            }
            return new ArchivedPage(
                    text(row, url),
                    Instant.parse(text(row, fetchedAt)),
                    text(row, title),
                    text < 0 ? null : text(row, text));
        }

        private static String text(Row row, int column) {
            return column < 0
                    ? ""
                    : Objects.requireNonNullElse(row.value(column), "").toString();
        }
    }
}
