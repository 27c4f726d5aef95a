package ayatori.crawler.engine;

import ayatori.crawler.Crawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.CrawlService;
import ayatori.crawler.CustomSink;
import ayatori.crawler.PageHandler;
import ayatori.crawler.Recrawl;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The {@link CrawlService} that crawls in this process. */
public final class EngineService implements CrawlService {
    @Override
    public Crawl start(
            CrawlOptions options, @Nullable Recrawl recrawl, @Nullable PageHandler handler, List<CustomSink> sinks)
            throws CrawlException {
        return CrawlEngine.start(options, recrawl, handler, sinks);
    }

    @Override
    public Crawl resume(CrawlOptions options, @Nullable PageHandler handler, List<CustomSink> sinks)
            throws CrawlException {
        return CrawlEngine.resume(options, handler, sinks);
    }

    @Override
    public CrawlOptions.Builder recordedOptions(Path folder) throws CrawlException {
        try {
            return CrawlReader.open(folder).manifest().crawlOptions();
        } catch (FolderException e) {
            throw new CrawlException(Objects.requireNonNull(e.getMessage()), e);
        }
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
