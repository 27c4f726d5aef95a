package ayatori.crawler;

import java.util.List;
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
     * @param handler what to do with each page; null for nothing
     * @param sinks the user's own sinks
     * @return the crawl
     * @throws CrawlException if it cannot start, with one sentence that says why
     */
    Crawl start(CrawlOptions options, @Nullable PageHandler handler, List<CustomSink> sinks) throws CrawlException;
}
