package ayatori.export.folder;

import ayatori.crawler.folder.CrawlReader;
import ayatori.export.table.ExportException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the bodies of a crawl's pages are kept beside its records: an archive. Found as a {@link java.util.ServiceLoader service}, so
 * that a format that writes bodies needs no library of archives.
 */
public interface BodySource {
    /**
     * Opens the bodies of a crawl.
     *
     * @return null if the crawl kept none
     * @throws ExportException if they cannot be used, with one sentence that says why
     */
    @Nullable Bodies open(CrawlReader crawl) throws ExportException;

    /** The bodies of a crawl, until they are closed. */
    interface Bodies extends Closeable {
        /**
         * The body of an HTML page without transfer and content codings. Browsers decode it rightly without the headers: where these
         * alone say its encoding, it comes in UTF-8 with a byte order mark.
         *
         * @param fetchedAt when it was requested
         * @return null if it was not kept
         * @throws IOException if it cannot be read
         */
        byte @Nullable [] html(String url, Instant fetchedAt) throws IOException;
    }
}
