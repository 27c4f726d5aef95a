package ayatori.crawler.testing;

import static org.assertj.core.api.Assertions.assertThat;

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
import ayatori.crawler.Handling;
import ayatori.crawler.Recrawl;
import ayatori.crawler.ScopeKind;
import ayatori.crawler.engine.CrawlClock;
import ayatori.crawler.engine.EngineService;
import ayatori.crawler.engine.Environment;
import ayatori.crawler.engine.Storage;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.Manifest;
import ayatori.crawler.folder.RecordedProgress;
import ayatori.crawler.recrawl.PreviousCrawl;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.store.DurableStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recrawls of a simulated web whose processes are killed and resumed. */
class RecrawlSimTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Logger log = Logger.getLogger("ayatori");
    private final VirtualClock clock = new VirtualClock();

    @TempDir
    private Path folder;

    @BeforeEach
    void silenceTheDying() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void restoreTheLog() {
        log.setLevel(null);
    }

    static List<Long> seeds() {
        return new SplittableRandom(1).longs(40).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRecrawlThatIsKilledRecordsEachUrlOnce(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        boolean hasRequisites = random.nextInt(4) == 0;
        var web = new SimulatedWeb(seed, new SimulatedWeb.Manners(Duration.ZERO, 4, 16, true), hasRequisites);
        CrawlOptions options = CrawlOptions.from(web.seeds())
                .scope(ScopeKind.ANY)
                .delay(Delay.of(Duration.ZERO))
                .pace(pace -> pace.perHost(4).concurrency(16))
                .extent(extent -> extent.requisites(hasRequisites))
                .out(Path.of("simulated"))
                .build();

        var first = new SimulatedDisk(random.split());
        assertThat(process(web, options, first, null, random)).isNotNull();
        Map<String, JsonNode> before = records(first, CrawlFolder.PAGES);
        CrawlFolder.create(folder.resolve("one"), Manifest.of(options, START)).close();
        Files.write(folder.resolve("one").resolve(CrawlFolder.PAGES), first.contents(CrawlFolder.PAGES));
        Files.write(folder.resolve("one").resolve(CrawlFolder.SUMMARY), first.lastSummary());

        var second = new SimulatedDisk(random.split());
        var recrawl = new Recrawl(folder.resolve("one"), false);
        CrawlReport report = null;
        for (int deaths = 0; report == null; deaths++) {
            Duration life = deaths < 4 ? Duration.ofMillis(random.nextLong(10, 5_000)) : null;
            report = process(web, options, new Previous(second, recrawl), life, random);
        }
        Map<String, JsonNode> after = records(second, CrawlFolder.PAGES);
        Map<String, JsonNode> skipped = records(second, CrawlFolder.SKIPPED);
        assertThat(report.end()).isEqualTo(CrawlReport.End.DONE);
        // A requisite that the recrawl knows to be a page from the start is requested as that only.
        assertThat(urls(after)).containsAll(urls(before)).doesNotContainAnyElementsOf(urls(skipped));
        assertThat(report.pages() + report.requisites()).isEqualTo(after.size());
        assertThat(report.requisites() > 0).isEqualTo(hasRequisites);
        long notModified = 0;
        for (Map.Entry<String, JsonNode> page : after.entrySet()) {
            JsonNode was = before.get(page.getKey());
            JsonNode is = page.getValue();
            if (was != null && is.path("status").asInt() == 304) {
                notModified++;
                assertThat(is.path("links")).isEqualTo(was.path("links"));
                assertThat(is.path("change").asString("")).isEqualTo(is.has("role") ? "" : "unchanged");
                assertThat(is.path("digest")).isEqualTo(was.path("digest"));
            }
        }
        long whole = before.values().stream()
                .filter(page -> page.path("status").asInt() == 200)
                .count();
        assertThat(notModified).isGreaterThanOrEqualTo(whole / 2); // servers fail now and then
        long compared =
                after.values().stream().filter(page -> page.has("change")).count();
        assertThat(report.byChange().values().stream().mapToLong(count -> count).sum())
                .isEqualTo(compared);
    }

    /** Runs a process; gives its report, or null if it was killed when its life was over. */
    private @Nullable CrawlReport process(
            SimulatedWeb web, CrawlOptions options, Storage storage, @Nullable Duration life, SplittableRandom random)
            throws Exception {
        RunOptions runOptions = RunOptions.defaults().withClock(clock).withSeed(random.nextLong());
        CrawlReport report = Async.run(runOptions, () -> {
            EventLoop loop = EventLoop.current();
            Promise<Boolean> death = loop.createPromise();
            Task<CrawlReport> crawl = Async.createTask(() ->
                    EngineService.crawl(options, Handling.NONE, environment(loop, web, storage, random.nextLong())));
            if (life != null) {
                loop.callLater(life, () -> {
                    disk(storage).kill();
                    death.setResult(true);
                });
            }
            Async.wait(List.of(crawl, death), ReturnWhen.FIRST_COMPLETED);
            return death.done() ? null : crawl.await();
        });
        web.crawlerDied(START.getEpochSecond() * 1_000_000_000 + clock.nanoTime());
        disk(storage).kill();
        return report;
    }

    private Environment environment(EventLoop loop, SimulatedWeb web, Storage storage, long seed) {
        return new Environment(
                loop,
                List.of(loop, loop),
                loop,
                new CrawlClock(START.plusNanos(clock.nanoTime()), clock::nanoTime),
                new Random(seed),
                (_, time, cookies) -> new SimulatedFetcher(web, time, cookies),
                storage,
                work -> work.run());
    }

    private static SimulatedDisk disk(Storage storage) {
        return storage instanceof Previous(SimulatedDisk disk, var _) ? disk : (SimulatedDisk) storage;
    }

    private static Map<String, JsonNode> records(SimulatedDisk disk, String sink) {
        Map<String, JsonNode> records = new TreeMap<>();
        new String(disk.contents(sink), StandardCharsets.UTF_8).lines().forEach(line -> {
            JsonNode record = JsonMapper.shared().readTree(line);
            String role = record.has("role") ? "needed " : "";
            assertThat(records.put(role + record.path("url").asString(), record))
                    .as(line)
                    .isNull();
        });
        return records;
    }

    private static Set<String> urls(Map<String, JsonNode> records) {
        return records.values().stream()
                .map(record -> record.path("url").asString())
                .collect(Collectors.toSet());
    }

    /** A disk with a crawl before. */
    private record Previous(SimulatedDisk disk, Recrawl recrawl) implements Storage {
        @Override
        public PreviousCrawl previous(CrawlOptions options) throws FolderException {
            return PreviousCrawl.open(recrawl, options, START);
        }

        @Override
        public boolean isUsed() {
            return disk.isUsed();
        }

        @Override
        public DurableStore store() {
            return disk.store();
        }

        @Override
        public Sink sink(String name) {
            return disk.sink(name);
        }

        @Override
        public void summary(byte[] json) {
            disk.summary(json);
        }

        @Override
        public void progress(RecordedProgress progress) throws IOException {
            disk.progress(progress);
        }

        @Override
        public void close() {
            disk.close();
        }
    }
}
