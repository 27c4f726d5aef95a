package ayatori.crawler.engine;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.sink.SinkMark;
import ayatori.crawler.store.KeyValueStore;
import ayatori.web.cookie.CookieJar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl knows besides its frontier, and where it lies in the store: counts, what became of the seeds, how far
 * redirects of seeds have widened the scope, cookies, running time, and the sinks' marks. Belongs to the frontier loop.
 *
 * <pre>
 * E c                 counts, running time
 * E m                 the sinks' marks
 * E f                 how many seeds were fetched
 * E l url             the seed that redirects to a URL
 * E r url             a URL that a seed redirects to, and so counts as a seed for the scope
 * E s seed            why a seed was not fetched
 * E w url             the target of a redirect on whose way a cookie was set
 * K domain            the cookies of a registrable domain
 * </pre>
 */
final class CrawlState {
    private static final byte[] COUNTS = {'E', 'c'};
    private static final byte[] MARKS = {'E', 'm'};
    private static final byte[] REACH = {'E', 'r'};
    private static final byte[] COOKIES = {'K'};

    private final CrawlClock clock;
    private final ScopeFilter scope;
    private final @Nullable CookieJar cookies;
    private final Tally tally;
    private final SeedFates seedFates;
    private final CookieWalls cookieWalls = new CookieWalls();
    private final RobotsProblems robotsProblems = new RobotsProblems();
    private final RecentPages recentPages = new RecentPages();
    private final List<String> reachAdded = new ArrayList<>();

    /** How long the crawl ran before this process took it up. */
    private Duration elapsedBefore = Duration.ZERO;

    private List<SinkMark> marks = List.of();

    /**
     * Reads the state of a crawl from its store; of a new crawl if there is none.
     *
     * @param scope widened by what is in the store
     * @param cookies filled from the store; null if the crawl keeps none
     */
    CrawlState(
            KeyValueStore store,
            CrawlOptions options,
            CrawlClock clock,
            ScopeFilter scope,
            @Nullable CookieJar cookies) {
        this.clock = clock;
        this.scope = scope;
        this.cookies = cookies;
        this.tally = new Tally();
        this.seedFates = new SeedFates(options);
        load(store);
        if (cookies != null) {
            cookies.takeChanges();
        }
    }

    /** Whether no commit has recorded anything. */
    boolean isNew() {
        return marks.isEmpty() && elapsedBefore.isZero();
    }

    Tally tally() {
        return tally;
    }

    SeedFates seedFates() {
        return seedFates;
    }

    /** Those that this process met. */
    RobotsProblems robotsProblems() {
        return robotsProblems;
    }

    /** Those of this process. */
    RecentPages recentPages() {
        return recentPages;
    }

    CookieWalls cookieWalls() {
        return cookieWalls;
    }

    /** Counts what a step has put on record. */
    void count(Step step) {
        for (Result.Fetched page : step.pages()) {
            tally.page(page.facts());
            recentPages.add(page.fetch().url(), page.facts());
            tally.items(page.asked().items().size());
            seedFates.answered(page.fetch(), page.facts());
        }
        for (Output.Skip skip : step.skips()) {
            tally.skip(skip.reason());
            seedFates.skipped(robotsProblems.record(skip));
        }
    }

    /** Where the sinks were at the last commit. */
    List<SinkMark> marks() {
        return marks;
    }

    /** How long the crawl has run, over all processes. */
    Duration elapsed() {
        return elapsedBefore.plus(clock.elapsed());
    }

    /** Takes another URL for a seed: where one led by a redirect. */
    void widenScope(String url) {
        scope.addSeed(url);
        reachAdded.add(url);
    }

    /** Puts what has changed since the last call into the store. */
    void save(KeyValueStore store, List<SinkMark> newMarks) {
        var counts = new StateWriter();
        counts.number(elapsed().toNanos());
        tally.write(counts);
        store.put(COUNTS, counts.toBytes());
        marks = newMarks;
        store.put(MARKS, written(newMarks));
        for (String url : reachAdded) {
            store.put(StateWriter.key(REACH, url), new byte[0]);
        }
        reachAdded.clear();
        seedFates.save(store);
        cookieWalls.save(store);
        saveCookies(store);
    }

    private void saveCookies(KeyValueStore store) {
        if (cookies == null) {
            return;
        }
        for (String domain : cookies.takeChanges()) {
            byte[] key = StateWriter.key(COOKIES, domain);
            byte[] value = Cookies.write(cookies.cookies(domain));
            if (value.length == 0) {
                store.delete(key);
            } else {
                store.put(key, value);
            }
        }
    }

    private void load(KeyValueStore store) {
        byte[] counts = store.get(COUNTS);
        if (counts != null) {
            var in = new StateReader(counts);
            elapsedBefore = Duration.ofNanos(in.number());
            tally.read(in);
        }
        byte[] markRecord = store.get(MARKS);
        if (markRecord != null) {
            marks = read(markRecord);
        }
        StateReader.forEach(store, REACH, (url, _) -> scope.addSeed(url));
        seedFates.load(store);
        cookieWalls.load(store);
        CookieJar jar = cookies;
        if (jar != null) {
            StateReader.forEach(
                    store, COOKIES, (_, value) -> Cookies.read(value).forEach(jar::add));
        }
    }

    private static byte[] written(List<SinkMark> marks) {
        var out = new StateWriter();
        out.number(marks.size());
        for (SinkMark mark : marks) {
            out.text(mark.sink()).number(mark.from()).number(mark.length()).number(mark.checksum());
        }
        return out.toBytes();
    }

    private static List<SinkMark> read(byte[] record) {
        var in = new StateReader(record);
        List<SinkMark> marks = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            marks.add(new SinkMark(in.text(), in.number(), in.number(), in.number()));
        }
        return List.copyOf(marks);
    }
}
