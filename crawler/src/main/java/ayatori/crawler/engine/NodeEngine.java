package ayatori.crawler.engine;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.archive.ArchiveFormat;
import ayatori.crawler.extract.Extraction;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.FrontierOptions;
import ayatori.crawler.frontier.Shard;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.shard.CrawlShard;
import ayatori.crawler.shard.ShardNode;
import ayatori.crawler.store.KeyValueStore;
import ayatori.web.cookie.CookieJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches for the shards of one process. Each shard has fetch loops of its own, on the event loops that all share, so that
 * closing a shard ends its requests and no others.
 */
final class NodeEngine implements ShardNode {
    /** How many hosts a shard keeps in memory at least. */
    private static final int HOSTS_IN_MEMORY_MIN = 500;

    private final CrawlOptions options;
    private final int shards;
    private final BooleanSupplier mayRequest;
    private final Environment environment;
    private final Runnable onClose;
    private final StartingCookies cookies;
    private final @Nullable Extraction extraction;
    private final RateLimit rateLimit;

    /** Null if the crawl is not archived. */
    private final @Nullable NodeArchive archive;

    private final Set<ShardEngine> open = ConcurrentHashMap.newKeySet();

    /**
     * Opens no shard yet.
     *
     * @param place where it archives; null if the crawl is not archived
     * @param onClose ends the event loops, and the writing of the archive
     * @throws CrawlException if the cookie file cannot be read
     */
    NodeEngine(
            CrawlOptions options,
            int shards,
            BooleanSupplier mayRequest,
            Environment environment,
            @Nullable NodePlace place,
            Runnable onClose)
            throws CrawlException {
        this.options = options;
        this.shards = shards;
        this.mayRequest = mayRequest;
        this.environment = environment;
        this.onClose = onClose;
        this.cookies = StartingCookies.of(options.access());
        this.extraction = options.content().isEmpty() ? null : options.content().extraction();
        this.rateLimit = new RateLimit(options.pace().limitRate());
        this.archive = place == null ? null : archive(place);
    }

    private NodeArchive archive(NodePlace place) throws CrawlException {
        ArchiveFormat format =
                Objects.requireNonNull(environment.archives(), "there is a format where there is a place");
        try {
            return new NodeArchive(
                    environment.storage(),
                    format.encoder(options),
                    options.output().archive(),
                    place,
                    environment.clock()::instant);
        } catch (IOException e) {
            throw new CrawlException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        }
    }

    private Archivist archivist() throws IOException {
        ArchiveFormat format = archive == null ? null : environment.archives();
        return format == null
                ? Archivist.OFF
                : new Archivist(format.encoder(options), environment.storage().spool());
    }

    @Override
    public CrawlShard open(int number, KeyValueStore store, long now, Runnable onResult) {
        try {
            return opened(number, store, now, onResult);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("shard " + number + " cannot be opened", e);
        }
    }

    private CrawlShard opened(int number, KeyValueStore store, long now, Runnable onResult) throws Exception {
        CrawlClock clock = environment.clock();
        CookieJar jar = cookies.newJar(clock::instant);
        ScopeFilter scope = ScopeFilter.of(options, StartRequests.urls(options.startUrls()));
        var state = new CrawlState(store, options, clock, scope, jar);
        var timers = new RobotsTimers(now);
        // As if a crawl went on: another process may have asked hosts, and died before it committed that.
        Frontier frontier = Frontier.resume(
                store,
                frontierOptions(number),
                SiteRules.parser(options.access().userAgent()),
                scope::judge,
                environment.random(),
                now);
        var step = new Step(environment.fetching().size());
        var errands = new RobotsErrands(new Shard(number, shards), timers, frontier, step, environment.random());
        var uptake = new Uptake(
                frontier,
                step,
                new RobotsRedirects(timers, timers::now, frontier, step),
                errands,
                Runnable::run,
                scope,
                state,
                new SeedSitemaps(options),
                new Scoring(null),
                options.extent().depth(),
                null,
                timers::now);
        List<FetchLoop> fetchLoops = fetchLoops(jar).open(environment.fetching());
        var parts = new ShardEngine.Parts(store, frontier, state, step, uptake, errands, timers);
        var shard = new ShardEngine(number, parts, fetchLoops, archive, onResult, open::remove);
        open.add(shard);
        return shard;
    }

    private FetchLoops fetchLoops(@Nullable CookieJar jar) {
        return new FetchLoops(
                options,
                environment.clock(),
                environment.fetchers(),
                jar,
                pageSinks(),
                null,
                null,
                extraction,
                rateLimit,
                this::archivist,
                mayRequest);
    }

    /** In the order of {@link ShardEngine#FORMS}. */
    private List<PageSink> pageSinks() {
        List<PageSink> sinks = new ArrayList<>();
        for (PageSink.Form form : ShardEngine.FORMS) {
            if (form != PageSink.Form.LINKS || options.output().links() == LinkDetail.FULL) {
                sinks.add(new PageSink(form.name(), form, null, null));
            }
        }
        return sinks;
    }

    private FrontierOptions frontierOptions(int number) {
        FrontierOptions of = FrontierSettings.of(options);
        FrontierOptions shardOptions = of.withPagesMax(
                        Long.MAX_VALUE, of.extent().pagesPerHostMax())
                .withBytesMax(Long.MAX_VALUE)
                .withHostsInMemory(Math.max(HOSTS_IN_MEMORY_MIN, environment.hostsInMemory() / shards))
                .withShard(new Shard(number, shards));
        return options.extent().requisites() == null ? shardOptions : shardOptions.withRequisites();
    }

    @Override
    public int inFlight() {
        return open.stream().mapToInt(ShardEngine::inFlight).sum();
    }

    @Override
    public void close() {
        onClose.run();
        if (archive != null) {
            try {
                archive.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
