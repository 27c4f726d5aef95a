package ayatori.crawler.store;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.store.DurableStore.Commit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link DurableStore} must do; a store's own test extends this one. */
public abstract class DurableStoreContract extends KeyValueStoreContract {
    /** Opens the empty store that the following calls are about. */
    @Override
    protected abstract DurableStore open();

    /** Ends the process that uses the store, without closing it, and opens the store again. */
    protected abstract DurableStore crash();

    @Override
    protected void settle(KeyValueStore store) {
        try {
            ((DurableStore) store).freeze().write();
            ((DurableStore) store).freeze().write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commit that a random test has frozen and not written; null if it has none. */
    private @Nullable Commit waiting;

    @Override
    protected void between(KeyValueStore store, SplittableRandom random) {
        if (random.nextInt(500) == 0) {
            try {
                if (waiting != null) {
                    waiting.write();
                }
                waiting = ((DurableStore) store).freeze();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void whatWasPutAsNewAndDeletedInOneCommitIsNotThere() throws IOException {
        DurableStore store = open();
        store.putNew(bytes(1), bytes(1));
        store.putNew(bytes(2), bytes(2));
        store.delete(bytes(1));
        store.freeze().write();
        store.delete(bytes(2));
        store.freeze().write();
        store.putNew(bytes(2), bytes(22));
        store.delete(bytes(2));
        store.freeze().write();

        DurableStore again = crash();

        assertThat(again.get(bytes(1))).isNull();
        assertThat(again.get(bytes(2))).isNull();
    }

    @Test
    void keepsWhatWasCommitted() throws IOException {
        DurableStore store = open();
        store.put(bytes(1), bytes(1));
        store.put(bytes(2), bytes(2));
        store.freeze().write();
        store.delete(bytes(1));
        store.put(bytes(2), bytes(22));
        store.freeze().write();

        DurableStore again = crash();

        assertThat(again.get(bytes(1))).isNull();
        assertThat(again.get(bytes(2))).containsExactly(22);
    }

    @Test
    void forgetsWhatWasNotCommitted() throws IOException {
        DurableStore store = open();
        store.put(bytes(1), bytes(1));
        store.freeze().write();
        store.put(bytes(1), bytes(11));
        store.put(bytes(2), bytes(2));

        DurableStore again = crash();

        assertThat(again.get(bytes(1))).containsExactly(1);
        assertThat(again.get(bytes(2))).isNull();
    }

    @Test
    void forgetsWhatWasFrozenAndNotWritten() {
        DurableStore store = open();
        store.put(bytes(1), bytes(1));
        Commit frozen = store.freeze();

        DurableStore again = crash();

        assertThat(frozen).isNotNull();
        assertThat(again.get(bytes(1))).isNull();
    }

    @Test
    void whatIsPutWhileACommitWaitsBelongsToTheNext() throws IOException {
        DurableStore store = open();
        store.put(bytes(1), bytes(1));
        Commit first = store.freeze();
        store.put(bytes(1), bytes(11));
        store.delete(bytes(2));
        store.put(bytes(3), bytes(3));
        first.write();
        assertThat(store.get(bytes(1))).containsExactly(11); // visible, though not durable

        DurableStore again = crash();

        assertThat(again.get(bytes(1))).containsExactly(1);
        assertThat(again.get(bytes(3))).isNull();
    }

    @Test
    void commitsTakeEffectInTheirOrder() throws IOException {
        DurableStore store = open();
        store.put(bytes(1), bytes(1));
        Commit first = store.freeze();
        store.put(bytes(1), bytes(2));
        Commit second = store.freeze();
        first.write();
        second.write();

        assertThat(crash().get(bytes(1))).containsExactly(2);
    }

    @Test
    void anEmptyCommitChangesNothing() throws IOException {
        DurableStore store = open();
        store.put(bytes(1), bytes(1));
        store.freeze().write();
        store.freeze().write();

        assertThat(crash().get(bytes(1))).containsExactly(1);
    }

    @Test
    void canBeUsedAndCommittedAgainAfterACrash() throws IOException {
        DurableStore store = open();
        store.put(bytes(1), bytes(1));
        store.freeze().write();
        DurableStore second = crash();
        second.put(bytes(2), bytes(2));
        second.freeze().write();

        DurableStore third = crash();

        assertThat(third.get(bytes(1))).containsExactly(1);
        assertThat(third.get(bytes(2))).containsExactly(2);
    }
}
