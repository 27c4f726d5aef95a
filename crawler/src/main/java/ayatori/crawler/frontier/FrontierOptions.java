package ayatori.crawler.frontier;

import ayatori.crawler.Delay;
import ayatori.crawler.HostOptions;
import ayatori.crawler.PerHost;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The frontier's configuration. Start from {@link #DEFAULTS}.
 *
 * {@snippet :
 * FrontierOptions.DEFAULTS.withConcurrency(32, 4).withDelay(Duration.ofSeconds(1)).withDepthMax(3);
 * }
 *
 * @param extent the limits of the whole crawl
 * @param pace how many requests run at once, and how far apart they start
 * @param access whether robots.txt is obeyed, and how often a request is retried
 * @param hosts what differs for single hosts
 * @param isSaved whether the owner calls {@link Frontier#save}, so that another frontier can go on from the store
 * @param hasRequisites whether requisites of pages may come. A skip is then put on record at the end, since the URL may turn out
 *     to be a requisite
 * @param hostsInMemory hosts that are kept in memory at most, about 1 KB each, besides those that have requests under way or
 *     whose turn it is. Other hosts are in the store and take 60 bytes each
 * @param shard which hosts are this frontier's; links to others are {@linkplain Output.Forward forwarded}
 */
public record FrontierOptions(
        Extent extent,
        PaceOptions pace,
        Access access,
        PerHost hosts,
        boolean isSaved,
        boolean hasRequisites,
        int hostsInMemory,
        Shard shard) {
    public FrontierOptions {
        atLeast(1, hostsInMemory, "hostsInMemory");
    }

    /** No limits, four requests per host, an {@code auto} delay between 100 ms and a minute, three retries. */
    public static final FrontierOptions DEFAULTS = new FrontierOptions(
            Extent.UNLIMITED,
            PaceOptions.DEFAULTS,
            new Access(true, 3),
            PerHost.NONE,
            true,
            false,
            20_000,
            Shard.WHOLE);

    /**
     * The limits of the crawl. Reaching one of the first four ends the crawl or a host's share of it.
     *
     * @param pagesMax answered URLs after which the crawl ends
     * @param pagesPerHostMax answered URLs after which the rest of a host is skipped
     * @param bytesMax received bytes after which the crawl ends; requests under way still finish
     * @param deadlineNanos when the crawl ends, in nanoseconds since the epoch
     * @param depthMax links between a seed and a URL at most, where more than 2,047 count as 2,047; {@code
     *     Integer.MAX_VALUE} for no limit
     */
    public record Extent(long pagesMax, long pagesPerHostMax, long bytesMax, long deadlineNanos, int depthMax) {
        /** No limits. */
        public static final Extent UNLIMITED =
                new Extent(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

        public Extent {
            atLeast(0, pagesMax, "pagesMax");
            atLeast(0, pagesPerHostMax, "pagesPerHostMax");
            atLeast(0, bytesMax, "bytesMax");
            atLeast(0, depthMax, "depthMax");
        }

        /** Whether depth is limited. Only then does the frontier keep what it takes to find each URL's least depth. */
        boolean limitsDepth() {
            return depthMax != Integer.MAX_VALUE;
        }
    }

    /**
     * How many requests run at once, and how far apart those to one host start.
     *
     * @param concurrency requests under way at most, over all hosts
     * @param perHost requests under way at most to one host name, one registered domain, one address
     * @param delay the least time between the starts of two requests to one of these, kept as given; null for {@code auto}:
     *     as long as the host takes to answer, within the two bounds below
     * @param autoDelayMin the lower bound of {@code auto}; it does not apply to hosts with a loopback or private address
     * @param autoDelayMax the upper bound of {@code auto}
     * @param waitMax the longest Crawl-delay or Retry-After that is waited for; the URLs of a host that asks for more are
     *     skipped, so that no wait is cut short
     */
    public record PaceOptions(
            int concurrency,
            int perHost,
            @Nullable Duration delay,
            Duration autoDelayMin,
            Duration autoDelayMax,
            Duration waitMax) {
        static final PaceOptions DEFAULTS =
                new PaceOptions(64, 4, null, Duration.ofMillis(100), Duration.ofSeconds(60), Duration.ofHours(1));

        public PaceOptions {
            atLeast(1, concurrency, "concurrency");
            atLeast(1, perHost, "perHost");
            if (delay != null) {
                notNegative(delay, "delay");
            }
            notNegative(autoDelayMin, "autoDelayMin");
            notNegative(autoDelayMax, "autoDelayMax");
            notNegative(waitMax, "waitMax");
        }

        /** These options with what differs for one host. */
        PaceOptions with(@Nullable HostOptions host) {
            if (host == null) {
                return this;
            }
            Delay own = host.delay();
            Duration ownDelay = own == null ? delay : own instanceof Delay.Fixed(Duration fixed) ? fixed : null;
            Integer most = host.perHost();
            return new PaceOptions(
                    concurrency, most == null ? perHost : most, ownDelay, autoDelayMin, autoDelayMax, waitMax);
        }
    }

    /**
     * How URLs are requested.
     *
     * @param obeyRobots whether robots.txt is requested and obeyed
     * @param retries requests of one URL after the first, at most
     */
    public record Access(boolean obeyRobots, int retries) {
        public Access {
            atLeast(0, retries, "retries");
        }
    }

    /** {@return these options with other bounds on the requests under way} */
    public FrontierOptions withConcurrency(int concurrency, int perHost) {
        return withPace(
                new PaceOptions(concurrency, perHost, pace.delay, pace.autoDelayMin, pace.autoDelayMax, pace.waitMax));
    }

    /** {@return these options with another delay} Null is {@code auto}. */
    public FrontierOptions withDelay(@Nullable Duration delay) {
        return withPace(new PaceOptions(
                pace.concurrency, pace.perHost, delay, pace.autoDelayMin, pace.autoDelayMax, pace.waitMax));
    }

    /** {@return these options with another bound on Crawl-delay and Retry-After} */
    public FrontierOptions withWaitMax(Duration waitMax) {
        return withPace(new PaceOptions(
                pace.concurrency, pace.perHost, pace.delay, pace.autoDelayMin, pace.autoDelayMax, waitMax));
    }

    /** {@return these options with another number of retries} */
    public FrontierOptions withRetries(int retries) {
        return new FrontierOptions(
                extent,
                pace,
                new Access(access.obeyRobots, retries),
                hosts,
                isSaved,
                hasRequisites,
                hostsInMemory,
                shard);
    }

    /** {@return these options with robots.txt obeyed or ignored} */
    public FrontierOptions withObeyRobots(boolean obeyRobots) {
        return new FrontierOptions(
                extent,
                pace,
                new Access(obeyRobots, access.retries),
                hosts,
                isSaved,
                hasRequisites,
                hostsInMemory,
                shard);
    }

    /** {@return these options with other limits of answered URLs} */
    public FrontierOptions withPagesMax(long pagesMax, long pagesPerHostMax) {
        return withExtent(
                new Extent(pagesMax, pagesPerHostMax, extent.bytesMax, extent.deadlineNanos, extent.depthMax));
    }

    /** {@return these options with another limit of received bytes} */
    public FrontierOptions withBytesMax(long bytesMax) {
        return withExtent(
                new Extent(extent.pagesMax, extent.pagesPerHostMax, bytesMax, extent.deadlineNanos, extent.depthMax));
    }

    /** {@return these options with another end, in nanoseconds since the epoch} */
    public FrontierOptions withDeadlineNanos(long deadlineNanos) {
        return withExtent(
                new Extent(extent.pagesMax, extent.pagesPerHostMax, extent.bytesMax, deadlineNanos, extent.depthMax));
    }

    /** {@return these options with another limit of depth} */
    public FrontierOptions withDepthMax(int depthMax) {
        return withExtent(
                new Extent(extent.pagesMax, extent.pagesPerHostMax, extent.bytesMax, extent.deadlineNanos, depthMax));
    }

    /** {@return these options for a crawl that ends with the process} Nothing is gathered for {@link Frontier#save}. */
    public FrontierOptions withoutSaving() {
        return new FrontierOptions(extent, pace, access, hosts, false, hasRequisites, hostsInMemory, shard);
    }

    /** Whether URLs that wait are stored with their fingerprints. */
    boolean keepsFingerprints() {
        return hasRequisites || extent.limitsDepth();
    }

    /** {@return these options for a crawl that requests the requisites of pages too} */
    public FrontierOptions withRequisites() {
        return new FrontierOptions(extent, pace, access, hosts, isSaved, true, hostsInMemory, shard);
    }

    /** {@return these options for one shard of a crawl} */
    public FrontierOptions withShard(Shard newShard) {
        return new FrontierOptions(extent, pace, access, hosts, isSaved, hasRequisites, hostsInMemory, newShard);
    }

    /** {@return these options with another bound on the hosts in memory} */
    public FrontierOptions withHostsInMemory(int most) {
        return new FrontierOptions(extent, pace, access, hosts, isSaved, hasRequisites, most, shard);
    }

    /** {@return these options with others for single hosts} */
    public FrontierOptions withHosts(PerHost newHosts) {
        return new FrontierOptions(extent, pace, access, newHosts, isSaved, hasRequisites, hostsInMemory, shard);
    }

    private FrontierOptions withExtent(Extent newExtent) {
        return new FrontierOptions(newExtent, pace, access, hosts, isSaved, hasRequisites, hostsInMemory, shard);
    }

    private FrontierOptions withPace(PaceOptions newPace) {
        return new FrontierOptions(extent, newPace, access, hosts, isSaved, hasRequisites, hostsInMemory, shard);
    }

    private static void atLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
        }
    }

    private static void notNegative(Duration value, String name) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
    }
}
