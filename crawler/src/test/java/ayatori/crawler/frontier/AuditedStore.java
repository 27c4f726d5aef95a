package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import ayatori.crawler.store.MemoryStore;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store that holds a step to its bounds: a host's record written once, few puts, no scan. */
final class AuditedStore implements KeyValueStore {
    private final MemoryStore store;
    private final Set<String> hostsWritten = new HashSet<>();
    private boolean mayScan = true;

    AuditedStore(MemoryStore store) {
        this.store = store;
    }

    void beginStep() {
        hostsWritten.clear();
        mayScan = false;
    }

    MemoryStore snapshot() {
        return store.copy();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return store.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        if (key[0] == 'H' && !hostsWritten.add(Keys.originOf(key))) {
            throw new AssertionError("host record written twice in one step: " + Keys.originOf(key));
        }
        store.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        store.delete(key);
    }

    @Override
    public Entries scan(byte[] from, byte[] to) {
        if (!mayScan) {
            throw new AssertionError("a step that scans");
        }
        return store.scan(from, to);
    }
}
