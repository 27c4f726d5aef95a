package ayatori.export.content;

import ayatori.export.folder.BodySource;
import ayatori.export.folder.FolderExport;
import ayatori.export.table.ExportException;
import ayatori.export.table.Row;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The HTML of the pages of a crawl that kept their bodies. */
final class PageBodies implements Closeable {
    private final BodySource.Bodies bodies;
    private final ContentPages pages;
    private long missing;

    private PageBodies(BodySource.Bodies bodies, ContentPages pages) {
        this.bodies = bodies;
        this.pages = pages;
    }

    static PageBodies open(FolderExport export, ContentPages pages) throws ExportException {
        for (BodySource source : ServiceLoader.load(BodySource.class, BodySource.class.getClassLoader())) {
            BodySource.Bodies bodies = source.open(export.crawl());
            if (bodies != null) {
                return new PageBodies(bodies, pages);
            }
        }
        throw new ExportException("Records hold no bodies of pages, so there is no HTML to export as files:"
                + " export Markdown or text. A crawl with --archive keeps the bodies.");
    }

    FilesFormat.@Nullable Content content(Row row) {
        String type = Objects.requireNonNullElse(pages.text(row, "contentType"), "");
        if (!type.contains("html") || pages.text(row, "role") != null) {
            return null;
        }
        byte[] html = html(pages.url(row), Instant.parse(pages.page(row).fetchedAt()));
        if (html == null) {
            missing++;
            return null;
        }
        return new FilesFormat.Content(".html", html);
    }

    /** Null too if the archive is damaged there. */
    private byte @Nullable [] html(String url, Instant fetchedAt) {
        try {
            return bodies.html(url, fetchedAt);
        } catch (IOException e) {
            return null;
        }
    }

    /** What is missing, for the user. */
    List<String> warnings() {
        return missing == 0
                ? List.of()
                : List.of((missing == 1 ? "The body of 1 page is" : "The bodies of " + missing + " pages are")
                        + " not in the archive, and missing.");
    }

    @Override
    public void close() throws IOException {
        bodies.close();
    }
}
