package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import ayatori.crawler.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
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
        boolean isOfHost = key[0] == Keys.HOST || key[0] == Keys.NAME;
        if (isOfHost && !hostsWritten.add(new String(key, StandardCharsets.ISO_8859_1))) {
            throw new AssertionError("a host's record is written twice in one step: "
                    + HexFormat.of().formatHex(key));
        }
        store.put(key, value);
    }

    @Override
    public void putNew(byte[] key, byte[] value) {
        if (store.get(key) != null) {
            throw new AssertionError("a key is not new: " + HexFormat.of().formatHex(key));
        }
        put(key, value);
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
