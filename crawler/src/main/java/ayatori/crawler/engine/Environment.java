package ayatori.crawler.engine;

import ayatori.async.EventLoop;
import ayatori.crawler.archive.ArchiveFormat;
import ayatori.crawler.fetch.Fetcher;
import ayatori.crawler.frontier.FrontierOptions;
import ayatori.web.cookie.CookieJar;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl runs on: its loops, clock, chance, network and disk. Tests put a simulated one here; then all loops are one.
 *
 * @param deciding the loop of the frontier
 * @param fetching the loops that fetch and read
 * @param handling the loop of the page handler; null if there is none
 * @param clock the time
 * @param random for the jitter of retries
 * @param fetchers opens a fetcher for each fetch loop
 * @param storage where state and records go
 * @param background runs what waits for a disk
 * @param hostsInMemory how many hosts the frontier keeps in memory
 * @param archives the format of archives; null if the crawl is not archived
 */
public record Environment(
        EventLoop deciding,
        List<EventLoop> fetching,
        @Nullable EventLoop handling,
        CrawlClock clock,
        RandomGenerator random,
        Fetchers fetchers,
        Storage storage,
        Background background,
        int hostsInMemory,
        @Nullable ArchiveFormat archives) {
    /** As many hosts in memory as is usual. */
    public Environment(
            EventLoop deciding,
            List<EventLoop> fetching,
            @Nullable EventLoop handling,
            CrawlClock clock,
            RandomGenerator random,
            Fetchers fetchers,
            Storage storage,
            Background background) {
        this(
                deciding,
                fetching,
                handling,
                clock,
                random,
                fetchers,
                storage,
                background,
                FrontierOptions.DEFAULTS.hostsInMemory(),
                null);
    }

    /** Opens fetchers. */
    @FunctionalInterface
    public interface Fetchers {
        /**
         * Opens a fetcher. Called on the loop that will use it.
         *
         * @param cookies shared by all fetchers of the crawl; null where no cookies are kept
         */
        Fetcher open(EventLoop loop, InstantSource clock, @Nullable CookieJar cookies);
    }
}
