package ayatori.crawler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.RunOptions;
import ayatori.async.VirtualClock;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Delay;
import ayatori.crawler.Handling;
import ayatori.crawler.ScopeKind;
import ayatori.crawler.engine.CrawlClock;
import ayatori.crawler.engine.EngineService;
import ayatori.crawler.engine.Environment;
import ayatori.crawler.engine.Storage;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.store.DurableStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tail -f pages.jsonl} shows each page within a second of its answer, however slow the crawl and the disk are. */
class VisibilityTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SLOW_SYNC = Duration.ofSeconds(7);

    private final VirtualClock clock = new VirtualClock();
    private int pages;
    private Duration longest = Duration.ZERO;

    @Test
    void aPageIsVisibleWithinASecondWithoutADurableStore() throws Exception {
        for (long seed = 0; seed < 8; seed++) {
            assertVisible(seed, null);
        }
    }

    @Test
    void aPageIsVisibleWithinASecondEvenIfTheDiskTakesSevenToSync() throws Exception {
        for (long seed = 0; seed < 8; seed++) {
            assertVisible(seed, new SimulatedDisk(new SplittableRandom(seed)));
        }
    }

    private void assertVisible(long seed, @Nullable SimulatedDisk disk) throws Exception {
        pages = 0;
        longest = Duration.ZERO;
        Duration delay = Duration.ofMillis(100 * (seed % 10));
        var web = new SimulatedWeb(seed, new SimulatedWeb.Manners(delay, 2, 64, true));
        CrawlOptions options = CrawlOptions.from(web.seeds())
                .scope(ScopeKind.ANY)
                .delay(Delay.of(delay))
                .perHost(2)
                .out(Path.of("simulated"))
                .build();
        CrawlReport report = Async.run(RunOptions.defaults().withClock(clock).withSeed(seed), () -> {
            EventLoop loop = EventLoop.current();
            return EngineService.crawl(
                    options,
                    Handling.NONE,
                    new Environment(
                            loop,
                            List.of(loop, loop),
                            loop,
                            new CrawlClock(START.plusNanos(clock.nanoTime()), clock::nanoTime),
                            new Random(seed),
                            (_, time, cookies) -> new SimulatedFetcher(web, time, cookies),
                            new Watched(disk),
                            work -> work.run()));
        });
        assertThat(report.pages()).isPositive().isEqualTo(pages);
        assertThat(longest).as("seed " + seed).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    private void see(String line) {
        JsonNode page = JsonMapper.shared().readTree(line);
        Instant answered = Instant.parse(page.get("fetchedAt").asString())
                .plusMillis(page.get("elapsedMs").asLong());
        Duration since = Duration.between(answered, START.plusNanos(clock.nanoTime()));
        longest = since.compareTo(longest) > 0 ? since : longest;
        pages++;
    }

    /** Notes when pages become visible. */
    private final class Watched implements Storage {
        private final @Nullable SimulatedDisk disk;

        Watched(@Nullable SimulatedDisk disk) {
            this.disk = disk;
        }

        @Override
        public boolean isUsed() {
            return false;
        }

        @Override
        public @Nullable DurableStore store() {
            return disk == null ? null : disk.store();
        }

        @Override
        public Sink sink(String name) {
            return new WatchedSink(name);
        }

        @Override
        public void summary(byte[] json) {
            // not looked at
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private final class WatchedSink implements Sink {
        private final String name;
        private long length;

        WatchedSink(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void append(byte[] bytes, int offset, int count) {
            length += count;
            if (name.equals(CrawlFolder.PAGES)) {
                new String(bytes, offset, count, StandardCharsets.UTF_8).lines().forEach(VisibilityTest.this::see);
            }
        }

        @Override
        public void flush() {
            // what was appended is visible
        }

        @Override
        public void sync() throws IOException {
            Async.sleep(SLOW_SYNC);
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void truncate(long newLength) {
            length = newLength;
        }

        @Override
        public long checksum(long from, long to) {
            return UNVERIFIABLE;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
