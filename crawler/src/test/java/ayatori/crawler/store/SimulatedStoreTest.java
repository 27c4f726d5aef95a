package ayatori.crawler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Async;
import ayatori.async.RunOptions;
import ayatori.async.Task;
import ayatori.async.VirtualClock;
import ayatori.crawler.testing.SimulatedDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The store of a {@link SimulatedDisk}. */
class SimulatedStoreTest extends DurableStoreContract {
    private @Nullable SimulatedDisk disk;

    @Override
    protected DurableStore open() {
        disk = SimulatedDisk.atOnce(new SplittableRandom(1));
        return disk.store();
    }

    @Override
    protected DurableStore crash() {
        SimulatedDisk crashing = Objects.requireNonNull(disk);
        crashing.crash();
        return crashing.store();
    }

    @Test
    void aFailedCommitIsThereAfterwardsOrNot() {
        Set<Boolean> outcomes = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            SimulatedDisk failing = SimulatedDisk.atOnce(new SplittableRandom(seed));
            DurableStore store = failing.store();
            store.put(bytes(1), bytes(1));
            store.put(bytes(2), bytes(2));
            failing.failing(1);
            assertThatThrownBy(() -> store.freeze().write())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
            failing.crash();
            boolean isThere = failing.store().get(bytes(1)) != null;
            assertThat(failing.store().get(bytes(2)) != null).isEqualTo(isThere);
            outcomes.add(isThere);
        }
        assertThat(outcomes).containsExactlyInAnyOrder(true, false);
    }

    /** A crash that comes while a commit is being written, or after it. */
    @Test
    void aCommitThatACrashInterruptsIsWholeOrAbsent() throws Exception {
        Set<Boolean> outcomes = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            var random = new SplittableRandom(seed);
            var slow = new SimulatedDisk(random.split());
            Async.run(RunOptions.defaults().withClock(new VirtualClock()), () -> {
                DurableStore store = slow.store();
                store.put(bytes(1), bytes(1));
                store.put(bytes(2), bytes(2));
                DurableStore.Commit commit = store.freeze();
                Task<Boolean> writing = Async.createTask(() -> {
                    commit.write();
                    return true;
                });
                Async.sleep(Duration.ofMillis(random.nextInt(40)));
                boolean isWritten = writing.done();
                slow.crash();
                boolean isThere = slow.store().get(bytes(1)) != null;
                assertThat(slow.store().get(bytes(2)) != null).isEqualTo(isThere);
                assertThat(isThere || !isWritten).isTrue();
                if (!isWritten) {
                    outcomes.add(isThere);
                    assertThatThrownBy(writing::await).isInstanceOf(IOException.class);
                }
                return true;
            });
        }
        assertThat(outcomes).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void refusesTwoCommitsAtOnce() throws Exception {
        var slow = new SimulatedDisk(new SplittableRandom(3));
        Async.run(RunOptions.defaults().withClock(new VirtualClock()), () -> {
            DurableStore store = slow.store();
            DurableStore.Commit first = store.freeze();
            DurableStore.Commit second = store.freeze();
            Task<Boolean> writing = Async.createTask(() -> {
                first.write();
                return true;
            });
            Async.sleep(Duration.ZERO);
            assertThat(writing.done()).isFalse();
            assertThatThrownBy(second::write).isInstanceOf(IllegalStateException.class);
            return writing.await();
        });
    }
}
