package ayatori.crawler;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Runs crawls; the seam between this package, which says what a crawl is, and the engine that performs it. The engine
 * depends on the types here. They do not depend on the engine: {@link Crawler} finds it as a {@link java.util.ServiceLoader
 * service}.
 */
public interface CrawlService {
    /**
     * Starts a crawl on threads of its own.
     *
     * @param options what to crawl
     * @param recrawl the crawl to start from; null for none
     * @param handling what to do with the pages
     * @return the crawl
     * @throws CrawlException if it cannot start, with one sentence that says why
     */
    Crawl start(CrawlOptions options, @Nullable Recrawl recrawl, Handling handling) throws CrawlException;

    /**
     * Goes on with the crawl in the folder that the options name, on threads of its own.
     *
     * @param options as {@link #recordedOptions recorded}, with changes
     * @param handling what to do with the pages. The user's own sinks have what the crawl has written to them
     * @return the crawl
     * @throws CrawlException if it cannot go on, with one sentence that says why
     */
    Crawl resume(CrawlOptions options, Handling handling) throws CrawlException;

    /**
     * Says what a crawl would do first. Nothing is requested, and nothing is written.
     *
     * @param recrawl as of {@link #start}
     * @throws CrawlException if it could not start, with one sentence that says why
     */
    CrawlPreview preview(CrawlOptions options, @Nullable Recrawl recrawl) throws CrawlException;

    /**
     * Says what a crawl would do first that {@linkplain #resume goes on}. Nothing is requested, and nothing is written.
     *
     * @throws CrawlException if it cannot go on, with one sentence that says why
     */
    CrawlPreview previewOfResumption(CrawlOptions options) throws CrawlException;

    /**
     * Reads the options of the crawl in a folder.
     *
     * @return without credentials
     * @throws CrawlException if there is no crawl in the folder, with one sentence that says so
     */
    CrawlOptions.Builder recordedOptions(Path folder) throws CrawlException;
}
