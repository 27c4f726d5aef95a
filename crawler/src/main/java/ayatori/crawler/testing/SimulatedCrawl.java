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
import ayatori.crawler.Delay;
import ayatori.crawler.ScopeKind;
import ayatori.crawler.engine.CrawlClock;
import ayatori.crawler.engine.EngineService;
import ayatori.crawler.engine.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A crawl of a {@link SimulatedWeb} by the production crawler, killed and resumed at moments that the seed decides, until it
 * is done.
 *
 * {@snippet :
 * SimulatedCrawl crawl = SimulatedCrawl.run(42);
 * crawl.problems().forEach(System.out::println);    // nothing
 * }
 *
 * <p>All loops of the crawler are one loop here, on one virtual clock. The same seed gives the same crawl.
 */
public final class SimulatedCrawl {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** A crawl that takes longer than this in virtual time does not end. */
    private static final Duration PATIENCE = Duration.ofDays(10);

    private static final Duration FORGETFUL = Duration.ofMillis(800);

    private final long seed;
    private final SplittableRandom random;
    private final VirtualClock clock = new VirtualClock();
    private final SimulatedDisk disk;
    private final SimulatedWeb web;
    private final CrawlOptions options;
    private int crashesLeft;
    private int crashes;
    private @Nullable CrawlReport report;

    private SimulatedCrawl(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        Duration delay = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(1, 2_000));
        int perHost = random.nextInt(1, 5);
        this.disk = new SimulatedDisk(random.split());
        this.web = new SimulatedWeb(random.nextLong(), new SimulatedWeb.Manners(delay, perHost, true, FORGETFUL));
        this.options = CrawlOptions.from(web.seeds())
                .scope(ScopeKind.ANY)
                .delay(Delay.of(delay))
                .perHost(perHost)
                .concurrency(random.nextInt(1, 17))
                .sitemaps(random.nextBoolean())
                .out(Path.of("simulated"))
                .build();
        this.crashesLeft = random.nextInt(4);
    }

    /** Crawls the web of a seed to the end. */
    public static SimulatedCrawl run(long seed) throws Exception {
        var crawl = new SimulatedCrawl(seed);
        while (crawl.report == null) {
            crawl.live();
        }
        return crawl;
    }

    /** {@return what went wrong, one sentence each; empty if the crawler kept its promises} */
    public List<String> problems() {
        return Collections.unmodifiableList(new SimulatedAudit(web, disk, options).problems(report()));
    }

    /** {@return what the crawl reported at its end} */
    public CrawlReport report() {
        CrawlReport done = report;
        if (done == null) {
            throw new IllegalStateException("the crawl has not ended");
        }
        return done;
    }

    /** {@return how often the process was killed} */
    public int crashes() {
        return crashes;
    }

    /** One life of the crawler's process. */
    private void live() throws Exception {
        RunOptions runOptions = RunOptions.defaults().withClock(clock).withSeed(random.nextLong());
        boolean diesAtWrite = random.nextBoolean();
        Async.run(runOptions, () -> {
            EventLoop loop = EventLoop.current();
            Promise<Boolean> death = loop.createPromise();
            Task<CrawlReport> crawl =
                    Async.createTask(() -> EngineService.crawl(options, null, List.of(), environment(loop)));
            if (crashesLeft == 0) {
                loop.callLater(PATIENCE, () -> die(death));
            } else if (diesAtWrite) {
                dieAtWrite(death, random.nextInt(1, 60));
            } else {
                loop.callLater(Duration.ofMillis(random.nextLong(1, 20_000)), () -> die(death));
            }
            Async.wait(List.of(crawl, death), ReturnWhen.FIRST_COMPLETED);
            disk.beforeWrite(() -> {});
            if (!death.done()) {
                report = crawl.await();
            } else if (crashesLeft == 0) {
                throw new AssertionError("the crawl of seed " + seed + " does not end");
            } else {
                crashesLeft--;
                crashes++;
                web.crawlerDied(START.getEpochSecond() * 1_000_000_000 + clock.nanoTime());
            }
        });
    }

    private void dieAtWrite(Promise<Boolean> death, int writes) {
        var left = new int[] {writes};
        disk.beforeWrite(() -> {
            if (--left[0] == 0) {
                die(death);
            }
        });
    }

    private void die(Promise<Boolean> death) {
        if (!death.done()) {
            disk.crash();
            death.setResult(true);
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
                work -> work.run());
    }
}
