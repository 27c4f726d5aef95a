package ayatori.crawler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Faults that the simulation must find: each is one change of the frontier, the engine or the commit. */
class MutationSimTest {
    private static final int SEEDS = 1_000;

    /** A change of the source; {@link Mutant#of} takes the last three. */
    record Mutation(String fault, String file, String code, String replacement) {
        @Override
        public String toString() {
            return fault;
        }
    }

    static final List<Mutation> MUTATIONS = List.of(
            new Mutation(
                    "a request under way is not stored",
                    "frontier/InFlight.java",
                    "store.putNew(keys.inFlight(request.id()), writer.toBytes());",
                    ""),
            new Mutation(
                    "a request that has ended stays stored",
                    "frontier/InFlight.java",
                    "-= entry.isRequisite() ? 1 : 0;\n            store.delete(keys.inFlight(request.id()));",
                    "-= entry.isRequisite() ? 1 : 0;"),
            new Mutation(
                    "a host's record is not stored",
                    "frontier/HostTable.java",
                    "store.put(host.key(), writer.toBytes());",
                    ""),
            new Mutation("a block is not stored", "frontier/Pace.java", ".number(blockedUntilNanos)", ".number(0)"),
            new Mutation("a Crawl-delay is not stored", "frontier/Host.java", ".number(crawlDelayNanos)", ".number(0)"),
            new Mutation(
                    "no delay is kept after a restart",
                    "frontier/Pace.java",
                    "nextFetchNanos = Nanos.after(nowNanos, delayNanos());",
                    "nextFetchNanos = nowNanos;"),
            new Mutation(
                    "one more request is under way than may be",
                    "frontier/Turns.java",
                    "inFlight.size() < concurrency()",
                    "inFlight.size() <= concurrency()"),
            new Mutation(
                    "a URL to be retried is not queued",
                    "frontier/Frontier.java",
                    "queue.appendDue(host, entry.retriedAt(Nanos.after(nowNanos, wait), Attempt.ended(nowNanos, outcome)));",
                    ""),
            new Mutation("a page is not recorded", "engine/Uptake.java", "step.page(result);", ""),
            new Mutation(
                    "a block is not committed at once",
                    "engine/Uptake.java",
                    "instanceof Outcome.Answered answered && answered.blocksHost()",
                    "instanceof Outcome.Answered answered && answered.status() == 0"),
            new Mutation("a page is not counted", "engine/CrawlState.java", "tally.page(page.facts());", ""),
            new Mutation("cookies are not stored", "engine/CrawlState.java", "store.put(key, value);", ""),
            new Mutation(
                    "the lengths of the sinks are not stored",
                    "engine/CrawlState.java",
                    "store.put(MARKS, written(newMarks));",
                    ""),
            new Mutation("the known URLs are not saved with a commit", "engine/Committer.java", "frontier.save();", ""),
            new Mutation(
                    "the log of the known URLs is not stored",
                    "frontier/SeenJournal.java",
                    "store.put(keys.seenLog(next), record);",
                    ""),
            new Mutation(
                    "the log of the known URLs is deleted before images cover it",
                    "frontier/SeenJournal.java",
                    "long end = covered[oldestImage()];",
                    "long end = next;"),
            new Mutation(
                    "an image is said to cover a record more than it does",
                    "frontier/SeenJournal.java",
                    ".fixed(next)",
                    ".fixed(next + 1)"),
            new Mutation(
                    "the store is committed without a sync of the sinks",
                    "engine/Committer.java",
                    "background.run(sinks::sync);",
                    ""),
            new Mutation(
                    "a failed commit takes back what the store may know of",
                    "engine/Committer.java",
                    "sinks.committed(prepared.marks());",
                    ""),
            new Mutation(
                    "a queue entry that was taken stays stored", "frontier/UrlQueue.java", "store.delete(key);", ""),
            new Mutation(
                    "a URL that is put back is not written down with its host",
                    "frontier/InFlight.java",
                    "hosts.touch(request.host());",
                    ""),
            new Mutation(
                    "a commit begins while another is being written",
                    "engine/Committer.java",
                    "if (underWay == null && (isUrgent || pagesPending >= PAGES_MAX)) {",
                    "if (isUrgent || pagesPending >= PAGES_MAX) {"),
            new Mutation(
                    "what no commit knows of stays in the sinks",
                    "engine/Sinks.java",
                    "sink.truncate(mark.length());",
                    ""));

    private final Logger log = Logger.getLogger("ayatori");

    @BeforeEach
    void silenceTheLog() {
        log.setUseParentHandlers(false);
    }

    @AfterEach
    void restoreTheLog() {
        log.setUseParentHandlers(true);
    }

    @ParameterizedTest
    @FieldSource("MUTATIONS")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void isFound(Mutation mutation) throws Exception {
        Mutant mutant = Mutant.of(mutation.file(), mutation.code(), mutation.replacement());
        long seed = 0;
        while (seed < SEEDS && mutant.problems(seed).isEmpty()) {
            seed++;
        }
        assertThat(seed).as("the seed that finds that " + mutation).isLessThan(SEEDS);
    }

    /** The loader by itself causes no problem. */
    @Test
    void findsNothingInTheCrawlerAsItIs() throws Exception {
        Mutant unchanged = Mutant.unchanged();
        for (long seed = 0; seed < 20; seed++) {
            assertThat(unchanged.problems(seed)).as("seed " + seed).isEmpty();
        }
    }
}
