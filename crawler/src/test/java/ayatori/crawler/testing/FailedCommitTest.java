package ayatori.crawler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.RunOptions;
import ayatori.async.VirtualClock;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.FailurePolicy;
import ayatori.crawler.Handling;
import ayatori.crawler.engine.CrawlClock;
import ayatori.crawler.engine.EngineService;
import ayatori.crawler.engine.Environment;
import ayatori.crawler.engine.Storage;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.store.DurableStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A commit that is durable, although its write has failed. */
class FailedCommitTest {
    private final SimulatedWeb web = new SimulatedWeb(1, new SimulatedWeb.Manners(Duration.ZERO, 4, 4, true));
    private final SimulatedChoices choices = new SimulatedChoices(
            Duration.ZERO,
            4,
            4,
            false,
            SimulatedChoices.NO_DEPTH,
            SimulatedChoices.NO_LIMIT,
            SimulatedChoices.NO_LIMIT,
            false,
            false,
            FailurePolicy.CONTINUE,
            20_000,
            0,
            0);
    private final SimulatedDisk disk = SimulatedDisk.atOnce(new SplittableRandom(1));
    private final VirtualClock clock = new VirtualClock();

    @Test
    void keepsTheRecordsThatItCommitted() throws Exception {
        CrawlReport failed = crawl(new FailingLate(disk));
        assertThat(failed.end()).isEqualTo(CrawlReport.End.FAILED);
        assertThat(failed.pages()).isPositive();
        web.crawlerDied(clock.nanoTime());
        disk.kill();

        CrawlReport done = crawl(disk);

        assertThat(new SimulatedAudit(web, disk, choices, new HashSet<>()).atTheEnd(done))
                .isEmpty();
        assertThat(done.pages()).isGreaterThan(failed.pages());
    }

    private CrawlReport crawl(Storage storage) throws Exception {
        return Async.run(RunOptions.defaults().withClock(clock), () -> {
            EventLoop loop = EventLoop.current();
            var environment = new Environment(
                    loop,
                    List.of(loop),
                    null,
                    new CrawlClock(Instant.EPOCH.plusNanos(clock.nanoTime()), clock::nanoTime),
                    new Random(1),
                    (_, time, cookies) -> new SimulatedFetcher(web, time, cookies),
                    storage,
                    work -> work.run(),
                    choices.hostsInMemory(),
                    choices.isArchived() ? new SimulatedArchive() : null);
            return EngineService.crawl(
                    choices.options(web.seeds(), SimulatedChoices.NO_LIMIT), Handling.NONE, environment);
        });
    }

    /** The third commit is written, and fails after that. */
    private static final class FailingLate implements Storage {
        private final SimulatedDisk disk;
        private int commits;

        FailingLate(SimulatedDisk disk) {
            this.disk = disk;
        }

        @Override
        public List<String> sinkNames(String folder) {
            return disk.sinkNames(folder);
        }

        @Override
        public void deleteSink(String name) {
            disk.deleteSink(name);
        }

        @Override
        public DurableStore store() {
            DurableStore store = disk.store();
            return new DurableStore() {
                @Override
                public Commit freeze() {
                    Commit commit = store.freeze();
                    return () -> {
                        commit.write();
                        if (++commits == 3) {
                            throw new IOException("The disk was slow to answer");
                        }
                    };
                }

                @Override
                public byte @Nullable [] get(byte[] key) {
                    return store.get(key);
                }

                @Override
                public void put(byte[] key, byte[] value) {
                    store.put(key, value);
                }

                @Override
                public void delete(byte[] key) {
                    store.delete(key);
                }

                @Override
                public Entries scan(byte[] from, byte[] to) {
                    return store.scan(from, to);
                }

                @Override
                public void close() throws IOException {
                    store.close();
                }
            };
        }

        @Override
        public boolean isUsed() {
            return disk.isUsed();
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
        public void close() {
            disk.close();
        }
    }
}
