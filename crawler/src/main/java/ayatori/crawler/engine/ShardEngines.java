package ayatori.crawler.engine;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.fetch.HttpFetcher;
import ayatori.crawler.fetch.UnreachableHosts;
import ayatori.crawler.frontier.ForwardedLinks;
import ayatori.crawler.frontier.FrontierOptions;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.frontier.Shard;
import ayatori.crawler.read.ListedLinks;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.shard.ShardNode;
import ayatori.crawler.shard.ShardService;
import ayatori.web.http.AddressPolicy;
import ayatori.web.url.Url;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

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
    public ShardNode start(CrawlOptions options, int shards, BooleanSupplier mayRequest) throws CrawlException {
        CrawlLoops loops = CrawlLoops.start(false);
        var clock = new CrawlClock(Instant.now(), System::nanoTime);
        var unreachable = new UnreachableHosts();
        AddressPolicy addresses = HttpFetcher.addresses(options);
        var environment = new Environment(
                loops.frontier(),
                loops.fetching(),
                null,
                clock,
                new Random(),
                (loop, time, cookies) -> new HttpFetcher(loop, time, options, unreachable, cookies, addresses, null),
                Storage.NONE,
                Background.Work::run,
                FrontierOptions.DEFAULTS.hostsInMemory(),
                null);
        try {
            return node(options, shards, mayRequest, environment, loops::close);
        } catch (CrawlException | RuntimeException | Error e) {
            loops.close();
            throw e;
        }
    }

    /**
     * Fetches on what the caller provides, as tests do.
     *
     * @param environment its loops that fetch, clock, randomness, fetchers and hosts in memory are used
     * @param onClose called when the node is closed
     * @throws CrawlException if the cookie file cannot be read
     */
    public static ShardNode node(
            CrawlOptions options, int shards, BooleanSupplier mayRequest, Environment environment, Runnable onClose)
            throws CrawlException {
        return new NodeEngine(options, shards, mayRequest, environment, onClose);
    }
}
