package ayatori.crawler.engine;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.IoReasons;
import ayatori.crawler.frontier.ForwardedLinks;
import ayatori.crawler.frontier.FrontierOptions;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.frontier.Shard;
import ayatori.crawler.read.ListedLinks;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.shard.ShardArchive;
import ayatori.crawler.shard.ShardNode;
import ayatori.crawler.shard.ShardService;
import ayatori.web.url.Url;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The {@link ShardService} that fetches in this process. */
public final class ShardEngines implements ShardService {
    @Override
    public Map<Integer, byte[]> seeds(CrawlOptions options, int shards) throws CrawlException {
        ScopeFilter scope = ScopeFilter.of(options, StartRequests.urls(options.startUrls()));
        Links seeds = ListedLinks.seeds(
                        StartRequests.urls(options.seeds()), options.extent().canonicalForm())
                .judgedBy(scope);
        Links sitemaps = new SeedSitemaps(options).customary().judgedBy(scope);
        return ForwardedLinks.ofSeeds(Links.joined(seeds, sitemaps), shards);
    }

    @Override
    public int shardOf(String url, int shards) {
        Url parsed = Url.tryParse(url);
        if (parsed == null || !parsed.isHttp()) {
            throw new IllegalArgumentException("not a web address: " + url);
        }
        return Shard.of(parsed.host(), shards);
    }

    @Override
    public ShardNode start(CrawlOptions options, int shards, BooleanSupplier mayRequest, @Nullable ShardArchive archive)
            throws CrawlException {
        var archives = new Archives(options);
        if ((archives.format() == null) != (archive == null)) {
            throw new IllegalArgumentException("a crawl is archived where it says so, and there only");
        }
        Storage storage = storage(archive);
        ExecutorService writing = archive == null
                ? null
                : Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("ayatori-archive").daemon().factory());
        CrawlLoops loops = CrawlLoops.start(false);
        Runnable close = () -> {
            loops.close();
            end(writing);
        };
        try {
            var environment = new Environment(
                    loops.frontier(),
                    loops.fetching(),
                    null,
                    new CrawlClock(Instant.now(), System::nanoTime),
                    new Random(),
                    archives.fetchers(storage),
                    storage,
                    Background.Work::run,
                    FrontierOptions.DEFAULTS.hostsInMemory(),
                    archives.format());
            NodePlace place = archive == null || writing == null
                    ? null
                    : new NodePlace(archive.folder().toString(), archive.node(), writing);
            return node(options, shards, mayRequest, environment, place, close);
        } catch (IOException e) {
            close.run();
            throw new CrawlException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        } catch (CrawlException | RuntimeException | Error e) {
            close.run();
            throw e;
        }
    }

    private static Storage storage(@Nullable ShardArchive archive) throws CrawlException {
        if (archive == null) {
            return Storage.NONE;
        }
        try {
            return new NodeStorage(archive);
        } catch (IOException e) {
            throw new CrawlException(
                    "The folder " + archive.spool() + " cannot be written: " + IoReasons.of(e) + ".", e);
        }
    }

    /** What waits is dropped: no shard takes it. */
    private static void end(@Nullable ExecutorService writing) {
        if (writing == null) {
            return;
        }
        writing.shutdown();
        try {
            if (!writing.awaitTermination(10, TimeUnit.SECONDS)) {
                writing.shutdownNow();
            }
        } catch (InterruptedException e) {
            writing.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Fetches on what the caller provides, as tests do.
     *
     * @param environment its loops that fetch, clock, randomness, fetchers, hosts in memory and format of archives are used
     * @param place where it archives, in the environment's storage; null if the crawl is not archived
     * @param onClose called when the node is closed
     * @throws CrawlException if the cookie file cannot be read
     */
    public static ShardNode node(
            CrawlOptions options,
            int shards,
            BooleanSupplier mayRequest,
            Environment environment,
            @Nullable NodePlace place,
            Runnable onClose)
            throws CrawlException {
        return new NodeEngine(options, shards, mayRequest, environment, place, onClose);
    }
}
