package ayatori.crawler.engine;

import ayatori.crawler.Crawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlPreview;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.CrawlService;
import ayatori.crawler.Handling;
import ayatori.crawler.Recrawl;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The {@link CrawlService} that crawls in this process. */
public final class EngineService implements CrawlService {
    @Override
    public Crawl start(CrawlOptions options, @Nullable Recrawl recrawl, Handling handling) throws CrawlException {
        return CrawlEngine.start(options, recrawl, handling);
    }

    @Override
    public Crawl resume(CrawlOptions options, Handling handling) throws CrawlException {
        return CrawlEngine.resume(options, handling);
    }

    @Override
    public CrawlPreview preview(CrawlOptions options, @Nullable Recrawl recrawl) throws CrawlException {
        return recrawl == null ? Previews.ofNew(options) : Previews.ofRecrawl(options, recrawl);
    }

    @Override
    public CrawlPreview previewOfResumption(CrawlOptions options) throws CrawlException {
        return Previews.ofResumption(options);
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
    public static CrawlReport crawl(CrawlOptions options, Handling handling, Environment environment) throws Exception {
        return new CrawlEngine(options, handling).crawl(environment);
    }
}
