package ayatori.crawler.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.frontier.SeenSet.State;
import ayatori.crawler.store.MemoryStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The known URLs over several processes, in a store of which only what was committed survives. */
class SeenSetTest {
    private static final FrontierOptions PLAIN = FrontierOptions.DEFAULTS;
    private static final List<State> STATES = List.of(State.TAKEN, State.SKIPPED, State.DEFERRED);
    private static final List<State> STATES_WITH_DEPTH =
            List.of(State.TAKEN, State.SKIPPED, State.DEFERRED, State.DONE);

    /** A URL, by the two halves of its fingerprint. */
    private record Print(long high, long low) {}

    /** What is known of a URL. */
    private record Known(State state, int depth) {}

    private MemoryStore store = new MemoryStore();
    private SeenSet seen = opened(PLAIN);

    private SeenSet opened(FrontierOptions options) {
        seen = new SeenSet(store, new Keys(), options);
        seen.open(new Random(1));
        return seen;
    }

    private static Print random(SplittableRandom random) {
        return new Print(random.nextLong(), random.nextLong());
    }

    private void put(Print print, Known known) {
        seen.put(print.high(), print.low(), known.state(), known.depth());
    }

    private Known get(Print print) {
        int known = seen.get(print.high(), print.low());
        return new Known(SeenSet.state(known), SeenSet.depth(known));
    }

    /** Random commits and crashes: after each crash, the set is that of the last commit. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 3, 200, 5_000})
    void isThatOfTheLastCommit(int depthMax) {
        for (long seed = 1; seed <= 10; seed++) {
            var random = new SplittableRandom(seed);
            List<State> states = depthMax < 0 ? STATES : STATES_WITH_DEPTH;
            FrontierOptions options = depthMax < 0 ? PLAIN : PLAIN.withDepthMax(depthMax);
            store = new MemoryStore();
            opened(options);
            Map<Print, Known> now = new HashMap<>();
            Map<Print, Known> committed = Map.of();
            MemoryStore durable = store.copy();
            var all = new Print[20_000];
            Arrays.setAll(all, _ -> random(random));
            int most = random.nextInt(1, 300);
            for (int commit = 0; commit < 150; commit++) {
                for (int i = random.nextInt(most); i > 0; i--) {
                    Print print = all[random.nextInt(all.length)];
                    State state = states.get(random.nextInt(states.size()));
                    var known = new Known(
                            state, depthMax < 0 ? 0 : random.nextInt(Math.min(depthMax, SeenSet.DEPTH_MAX) + 1));
                    put(print, known);
                    now.put(print, known);
                }
                if (random.nextInt(5) > 0) {
                    seen.save();
                    durable = store.copy();
                    committed = Map.copyOf(now);
                }
                if (random.nextInt(10) == 0) {
                    seen.close();
                    store = durable.copy();
                    opened(options);
                    now = new HashMap<>(committed);
                    for (Print print : all) {
                        assertThat(get(print))
                                .as("seed %d, commit %d", seed, commit)
                                .isEqualTo(now.getOrDefault(print, new Known(State.NEW, 0)));
                    }
                }
            }
            seen.close();
        }
    }

    /** A crash between any two of many commits, while images are written, the table grows and records are deleted. */
    @Test
    void everyCommitCanBeOpened() {
        var random = new SplittableRandom(1);
        Map<Print, Known> now = new HashMap<>();
        for (int commit = 0; commit < 120; commit++) {
            for (int i = 0; i < 400; i++) {
                Print print = random(random);
                now.put(print, new Known(State.TAKEN, 0));
                put(print, new Known(State.TAKEN, 0));
            }
            seen.save();
            SeenSet original = seen;
            MemoryStore live = store;
            store = live.copy();
            opened(PLAIN);
            assertThat(now.keySet())
                    .as("commit %d", commit)
                    .allMatch(print -> get(print).state() == State.TAKEN);
            assertThat(get(random(random)).state()).isEqualTo(State.NEW);
            seen.close();
            seen = original;
            store = live;
        }
    }

    @Test
    void theLogStaysShort() {
        var random = new SplittableRandom(2);
        for (int commit = 1; commit <= 20_000; commit++) {
            put(random(random), new Known(State.TAKEN, 0));
            seen.save();
            if (commit % 1_000 == 0) {
                assertThat(SimulatedCrawl.count(store, Keys.SEEN_LOG)).isLessThan(4_300);
            }
        }
        assertThat(SimulatedCrawl.count(store, Keys.SEEN_IMAGE)).isEqualTo(SeenTable.SEGMENTS);
        assertThat(store.heapBytes()).isLessThan(2_000_000);
    }

    @Test
    void theLogIsAboutAnEighthOfTheTable() {
        var random = new SplittableRandom(3);
        for (int commit = 0; commit < 600; commit++) {
            for (int i = 0; i < 1_000; i++) {
                put(random(random), new Known(State.TAKEN, 0));
            }
            seen.save();
        }
        long records = SimulatedCrawl.count(store, Keys.SEEN_LOG);
        assertThat(records * 8_000).isLessThan(1_500_000); // of 4.8 MB, beside images of about 7 MB
        seen.close();
    }

    @Test
    void aSmallCrawlHasNoImages() {
        var random = new SplittableRandom(4);
        for (int commit = 0; commit < 20; commit++) {
            put(random(random), new Known(State.TAKEN, 0));
            seen.save();
        }
        assertThat(SimulatedCrawl.count(store, Keys.SEEN_LOG)).isEqualTo(20);
        assertThat(SimulatedCrawl.count(store, Keys.SEEN_IMAGE)).isZero();
    }

    @Test
    void nothingIsSavedUnlessSomethingHasChanged() {
        seen.save();
        assertThat(store.size()).isZero();
    }

    @Test
    void aCrawlInMemorySavesNothing() {
        opened(PLAIN.withoutSaving());
        var print = new Print(1, 2);
        put(print, new Known(State.SKIPPED, 0));
        seen.save();
        assertThat(get(print)).isEqualTo(new Known(State.SKIPPED, 0));
        assertThat(store.size()).isZero();
    }

    @Test
    void aDepthBeyondTheLimitCountsAsTheLimit() {
        opened(PLAIN.withDepthMax(5));
        var print = new Print(3, 4);
        put(print, new Known(State.DEFERRED, 70));
        assertThat(get(print)).isEqualTo(new Known(State.DEFERRED, 5));
        opened(PLAIN.withDepthMax(1_000_000));
        put(print, new Known(State.TAKEN, 1_000_000));
        assertThat(get(print)).isEqualTo(new Known(State.TAKEN, SeenSet.DEPTH_MAX));
    }

    /** URLs whose fingerprints share their first bits, or all of one half, do not crowd a segment. */
    @Test
    void preparedFingerprintsAreSpread() {
        for (int i = 0; i < 20_000; i++) {
            put(new Print(42, i), new Known(State.TAKEN, 0));
            put(new Print(i, 42), new Known(State.TAKEN, 0));
            put(new Print(0, (long) i << 44), new Known(State.TAKEN, 0));
        }
        assertThat(seen.heapBytes()).isBetween(500_000L, 2_500_000L);
        assertThat(get(new Print(42, 19_999)).state()).isEqualTo(State.TAKEN);
        assertThat(get(new Print(42, 20_000)).state()).isEqualTo(State.NEW);
    }

    @Test
    void anotherCrawlHasOtherFingerprints() {
        put(new Print(5, 6), new Known(State.TAKEN, 0));
        seen.save();
        byte[] one = store.get(new Keys().seenLog(0));
        store = new MemoryStore();
        seen = new SeenSet(store, new Keys(), PLAIN);
        seen.open(new Random(2));
        put(new Print(5, 6), new Known(State.TAKEN, 0));
        seen.save();
        assertThat(store.get(new Keys().seenLog(0))).hasSameSizeAs(one).isNotEqualTo(one);
    }

    @Test
    void refusesWhatItCannotRead() {
        put(new Print(7, 8), new Known(State.TAKEN, 0));
        seen.save();
        byte[] record = Objects.requireNonNull(store.get(new Keys().seenLog(0)));
        assertThatThrownBy(() -> opened(PLAIN.withDepthMax(3))).hasMessageContaining("limit of depth");
        byte[] newer = record.clone();
        newer[0]++;
        store.put(new Keys().seenLog(0), newer);
        assertThatThrownBy(() -> opened(PLAIN)).hasMessageContaining("another version");
        store.put(new Keys().seenLog(0), Arrays.copyOf(record, record.length - 1));
        assertThatThrownBy(() -> opened(PLAIN)).hasMessageContaining("damaged");
        store.put(new Keys().seenLog(0), record);
        byte[] otherSalt = record.clone();
        otherSalt[5]++;
        store.put(new Keys().seenLog(1), otherSalt);
        assertThatThrownBy(() -> opened(PLAIN)).hasMessageContaining("damaged");
    }

    @Test
    void refusesAnImageThatIsCut() {
        var random = new SplittableRandom(5);
        for (int commit = 0; commit < 20; commit++) {
            for (int i = 0; i < 1_000; i++) {
                put(random(random), new Known(State.TAKEN, 0));
            }
            seen.save();
        }
        for (int segment = 0; segment < 100; segment++) {
            byte[] key = new Keys().seenImage(segment);
            byte[] image = store.get(key);
            if (image != null && image.length > 100) {
                for (int length : new int[] {0, 1, 2, 9, 10, 18, 19, 20, 21, image.length - 1}) {
                    store.put(key, Arrays.copyOf(image, length));
                    assertThatThrownBy(() -> opened(PLAIN)).isInstanceOf(DamagedStoreException.class);
                }
                return;
            }
        }
        throw new AssertionError("no image");
    }
}
