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
 */
public record CrawlOutput(@Nullable Path out, Set<OutputFormat> formats, LinkDetail links, Compression compression) {

    /** Copies the formats. */
    public CrawlOutput {
        formats = Set.copyOf(formats);
        if (out != null && formats.isEmpty()) {
            throw new IllegalArgumentException("An output folder needs at least one format for its pages.");
        }
    }
}
