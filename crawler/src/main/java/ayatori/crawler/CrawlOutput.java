package ayatori.crawler;

import ayatori.crawler.sink.Compression;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl writes, and where. A group of {@link CrawlOptions}, whose builder sets it.
 *
 * @param out the output folder, which must not hold a crawl yet; null to write nothing
 * @param formats the formats in which pages are written
 * @param links what a page's record says about its links
 * @param compression how the records of pages and skipped URLs are compressed; {@code pages.txt} never is
 * @param resumable whether the state of the crawl is kept in the folder too, so that the crawl can go on after its end, a
 *     crash or a power failure; needs a {@link ayatori.crawler.store.StoreProvider}, such as the module {@code
 *     ayatori-rocksdb}
 * @param archive how it is archived, if it is
 */
public record CrawlOutput(
        @Nullable Path out,
        Set<OutputFormat> formats,
        LinkDetail links,
        Compression compression,
        boolean resumable,
        CrawlArchive archive) {

    /** Copies the formats. */
    public CrawlOutput {
        formats = Set.copyOf(formats);
        if (out != null && formats.isEmpty()) {
            throw new IllegalArgumentException("An output folder needs at least one format for its pages.");
        }
        if (resumable && out == null) {
            throw new IllegalArgumentException("A crawl that can go on needs an output folder.");
        }
    }

    /** {@return whether the crawl is archived} */
    public boolean isArchived() {
        return out != null && formats.contains(OutputFormat.WARC);
    }
}
