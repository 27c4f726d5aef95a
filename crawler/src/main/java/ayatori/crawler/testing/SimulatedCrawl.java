package ayatori.crawler.testing;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.ReturnWhen;
import ayatori.async.RunOptions;
import ayatori.async.Task;
import ayatori.async.VirtualClock;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Handling;
import ayatori.crawler.Page;
import ayatori.crawler.Request;
import ayatori.crawler.UrlScorer;
import ayatori.crawler.engine.CrawlClock;
import ayatori.crawler.engine.EngineService;
import ayatori.crawler.engine.Environment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A crawl of a {@link SimulatedWeb} by the production crawler, over several processes, until it is done.
 *
 * {@snippet :
 * SimulatedCrawl crawl = SimulatedCrawl.run(42);
 * crawl.problems().forEach(System.out::println);    // nothing
 * }
 *
 * <p>The seed decides when a process dies and how: it is killed, or the power goes; at any instant, around a write, or just
 * after it was resumed. Some processes end by themselves, since the disk fails or a limit is reached. The next one goes on
 * from what is on the disk.
 *
 * <p>All loops of the crawler are one loop here, on one virtual clock. The same seed gives the same crawl.
 */
public final class SimulatedCrawl {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** A crawl that takes longer than this in virtual time does not end. */
    private static final Duration PATIENCE = Duration.ofHours(12);

    private final long seed;
    private final SplittableRandom random;
    private final VirtualClock clock = new VirtualClock();
    private final SimulatedDisk disk;
    private final SimulatedWeb web;
    private final SimulatedChoices choices;
    private final SimulatedAudit audit;
    private final Set<String> handled = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private long pagesMax;
    private int crashesLeft;
    private int failuresLeft;
    private int processes;
    private int crashes;
    private @Nullable CrawlReport report;

    private SimulatedCrawl(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.choices = SimulatedChoices.of(random);
        this.disk = new SimulatedDisk(random.split());
        this.web = new SimulatedWeb(
                random.nextLong(),
                new SimulatedWeb.Manners(choices.delay(), choices.perHost(), choices.concurrency(), true),
                choices.hasRequisites());
        this.audit = new SimulatedAudit(web, disk, choices, handled);
        this.pagesMax = choices.pagesMax();
        this.crashesLeft = choices.crashes();
        this.failuresLeft = choices.failures();
    }

    /**
     * Crawls the web of a seed to the end.
     *
     * @throws Exception if the crawler throws what it should not
     */
    public static SimulatedCrawl run(long seed) throws Exception {
        var crawl = new SimulatedCrawl(seed);
        while (crawl.report == null) {
            crawl.live();
        }
        crawl.problems.addAll(crawl.audit.atTheEnd(crawl.report));
        return crawl;
    }

    /** {@return what went wrong, one sentence each; empty if the crawler kept its promises} */
    public List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    /** {@return what the crawl reported at its end} */
    public CrawlReport report() {
        CrawlReport done = report;
        if (done == null) {
            throw new IllegalStateException("the crawl has not ended");
        }
        return done;
    }

    /** {@return how often a process died} */
    public int crashes() {
        return crashes;
    }

    /** {@return how many processes it took} */
    public int processes() {
        return processes;
    }

    // ---- one process

    private enum Death {
        KILLED,
        POWER_LOST
    }

    private void live() throws Exception {
        processes++;
        RunOptions runOptions = RunOptions.defaults().withClock(clock).withSeed(random.nextLong());
        disk.failing(failuresLeft-- > 0 ? random.nextDouble(0.1) : 0);
        CrawlReport ended = Async.run(runOptions, this::liveOnLoop);
        disk.observer(() -> {});
        web.crawlerDied(START.getEpochSecond() * 1_000_000_000 + clock.nanoTime());
        if (ended != null) {
            endedByItself(ended);
        }
    }

    /** Runs a process; gives its report, or null if it died. */
    private @Nullable CrawlReport liveOnLoop() throws Exception {
        EventLoop loop = EventLoop.current();
        Promise<Death> death = loop.createPromise();
        CrawlOptions options = choices.options(web.seeds(), pagesMax);
        Task<CrawlReport> crawl = Async.createTask(() -> EngineService.crawl(options, handling(), environment(loop)));
        fate(death, loop);
        Async.wait(List.of(crawl, death), ReturnWhen.FIRST_COMPLETED);
        if (!death.done()) {
            return crawl.await();
        }
        if (crashesLeft == 0) {
            throw new AssertionError("the crawl of seed " + seed + " does not end");
        }
        crashesLeft--;
        crashes++;
        return null;
    }

    /** Decides when the process dies. */
    private void fate(Promise<Death> death, EventLoop loop) {
        Death how = random.nextBoolean() ? Death.KILLED : Death.POWER_LOST;
        boolean isSoon = processes > 1 && random.nextInt(3) == 0; // while it recovers
        if (crashesLeft == 0) {
            loop.callLater(PATIENCE, () -> die(death, how));
        } else if (random.nextBoolean()) {
            var left = new int[] {random.nextInt(1, isSoon ? 8 : 120)};
            disk.observer(() -> {
                if (--left[0] == 0) {
                    die(death, how);
                }
            });
        } else {
            loop.callLater(Duration.ofMillis(random.nextLong(isSoon ? 50 : 20_000)), () -> die(death, how));
        }
    }

    private void die(Promise<Death> death, Death how) {
        if (!death.done()) {
            switch (how) {
                case KILLED -> disk.kill();
                case POWER_LOST -> disk.crash();
            }
            death.setResult(how);
        }
    }

    private void endedByItself(CrawlReport ended) {
        switch (ended.end()) {
            case FAILED -> problems.addAll(audit.afterFailure(ended));
            case BUDGET -> {
                problems.addAll(audit.atLimit(ended, pagesMax));
                pagesMax = pagesMax > 1_000 ? SimulatedChoices.NO_LIMIT : pagesMax * 3;
            }
            case DONE -> report = ended;
            case STOPPED -> problems.add("The crawl was stopped by itself");
        }
        if (problems.isEmpty()) {
            disk.kill();
        } else {
            report = ended; // it would only go from bad to worse
        }
    }

    private Handling handling() {
        UrlScorer scorer =
                choices.isScored() && processes % 2 == 1 ? url -> (url.url().hashCode() & 7) / 7.0 : null;
        return new Handling(choices.hasHandler() ? this::handle : null, choices.onFailure(), List.of(), null, scorer);
    }

    private void handle(Page page) throws Exception {
        Async.sleep(Duration.ZERO); // the clock stands still while a loop is waited for from outside
        handled.add(page.url());
        page.emit("url", Map.of("attempt", page.attempts()));
        if (SimulatedAudit.isFollowed(page.url())) {
            page.follow(Request.get(SimulatedAudit.requestOf(page.url())).label("asked"));
        }
        if (SimulatedAudit.isRetried(page.url()) && page.attempts() == 1) {
            page.retry();
        }
        if (SimulatedAudit.fails(page.url())) {
            throw new IOException("This handler does not like sevens.");
        }
    }

    private Environment environment(EventLoop loop) {
        return new Environment(
                loop,
                List.of(loop, loop),
                loop,
                new CrawlClock(START.plusNanos(clock.nanoTime()), clock::nanoTime),
                new Random(random.nextLong()),
                (_, time, cookies) -> new SimulatedFetcher(web, time, cookies),
                disk,
                work -> work.run(),
                choices.hostsInMemory(),
                choices.isArchived() ? new SimulatedArchive() : null);
    }
}
