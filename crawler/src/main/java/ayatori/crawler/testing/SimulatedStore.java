package ayatori.crawler.testing;

import ayatori.crawler.store.DurableStore;
import ayatori.crawler.store.KeyValueStore;
import ayatori.crawler.store.MemoryStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store on a {@link SimulatedDisk}. */
final class SimulatedStore implements DurableStore {
    /** One put, or a delete if there is no value. */
    private record Change(byte[] key, byte @Nullable [] value) {
        void applyTo(KeyValueStore store) {
            if (value == null) {
                store.delete(key);
            } else {
                store.put(key, value);
            }
        }
    }

    private final SimulatedDisk disk;
    private final MemoryStore durable;
    private final MemoryStore working;
    private List<Change> changes = new ArrayList<>();

    /** The commit that is being written; null if none is. */
    private @Nullable List<Change> underWay;

    private boolean isGone;

    SimulatedStore(SimulatedDisk disk) {
        this(disk, new MemoryStore());
    }

    private SimulatedStore(SimulatedDisk disk, MemoryStore durable) {
        this.disk = disk;
        this.durable = durable;
        this.working = durable.copy();
    }

    int entries() {
        return working.size();
    }

    /** How many entries the frontier uses for the known URLs; {@code Keys} in its package has the layout. */
    int knownUrlEntries() {
        return entries('S', 'U');
    }

    /** How many bodies are archived. */
    int archivedBodies() {
        return entries('A', 'B');
    }

    private int entries(char from, char to) {
        int count = 0;
        try (Entries entries = working.scan(new byte[] {(byte) from}, new byte[] {(byte) to})) {
            while (entries.next()) {
                count++;
            }
        }
        return count;
    }

    /**
     * What the next process finds: what was committed. A commit that was being written, or that failed, may be among that or
     * not.
     */
    SimulatedStore crashed() {
        isGone = true;
        if (underWay != null && disk.random().nextBoolean()) {
            underWay.forEach(change -> change.applyTo(durable));
        }
        return new SimulatedStore(disk, durable);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return working.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        working.put(key, value);
        changes.add(new Change(key.clone(), value.clone()));
    }

    @Override
    public void putNew(byte[] key, byte[] value) {
        if (working.get(key) != null) {
            throw new IllegalStateException("a key that was put as new is there already");
        }
        put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        working.delete(key);
        changes.add(new Change(key.clone(), null));
    }

    @Override
    public Entries scan(byte[] from, byte[] to) {
        return working.scan(from, to);
    }

    @Override
    public Commit freeze() {
        List<Change> frozen = changes;
        changes = new ArrayList<>();
        return () -> write(frozen);
    }

    private void write(List<Change> frozen) throws IOException {
        if (underWay != null) {
            throw new IllegalStateException("two commits are written at once");
        }
        underWay = frozen;
        disk.work("a commit");
        if (isGone) {
            throw new IOException("The store is gone.");
        }
        frozen.forEach(change -> change.applyTo(durable));
        underWay = null;
        disk.done();
    }

    @Override
    public void close() {
        isGone = true;
    }
}
