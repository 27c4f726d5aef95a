package ayatori.crawler.engine;

import ayatori.crawler.Crawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.CrawlService;
import ayatori.crawler.CustomSink;
import ayatori.crawler.PageHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@link CrawlService} that crawls in this process. */
public final class EngineService implements CrawlService {
    @Override
    public Crawl start(CrawlOptions options, @Nullable PageHandler handler, List<CustomSink> sinks)
            throws CrawlException {
        return CrawlEngine.start(options, handler, sinks);
    }

    /**
     * Crawls on what the caller provides, as tests do. Runs as a task of the environment's deciding loop.
     *
     * @return what was done, by this and by earlier processes
     */
    public static CrawlReport crawl(
            CrawlOptions options, @Nullable PageHandler handler, List<CustomSink> sinks, Environment environment)
            throws Exception {
        return new CrawlEngine(options, handler, sinks).crawl(environment);
    }
}
