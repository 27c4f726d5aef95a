package ayatori.crawler.engine;

import ayatori.crawler.Crawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlService;
import ayatori.crawler.PageHandler;
import org.jspecify.annotations.Nullable;

/** The {@link CrawlService} that crawls in this process. */
public final class EngineService implements CrawlService {
    @Override
    public Crawl start(CrawlOptions options, @Nullable PageHandler handler) throws CrawlException {
        return CrawlEngine.start(options, handler);
    }
}
