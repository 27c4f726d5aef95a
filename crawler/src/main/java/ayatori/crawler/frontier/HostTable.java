package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every host there is, in memory, and which of their records are older than that.
 *
 * <p>A host that a step touches is written once, when the step ends.
 */
final class HostTable {
    /** What a host takes besides its name, which is held twice: measured at a million hosts, and rounded up. */
    private static final int BYTES_PER_HOST = 700;

    private final KeyValueStore store;
    private final FrontierOptions options;
    private final ByteWriter writer;
    private final Map<String, Host> byOrigin = new HashMap<>();

    /** At the index of its id. */
    private final List<@Nullable Host> byId = new ArrayList<>();

    private final List<Host> dirty = new ArrayList<>();

    private long memoryBytes;
    private @Nullable Long resumedAtNanos;

    HostTable(KeyValueStore store, FrontierOptions options, ByteWriter writer) {
        this.store = store;
        this.options = options;
        this.writer = writer;
    }

    /**
     * Notes that an earlier process may have asked hosts of which the store has no trace: a host that is new here waits one
     * delay from this time, as a known one does.
     */
    void resumedAt(long nowNanos) {
        resumedAtNanos = nowNanos;
    }

    /** Reads all records of a store that was used before. */
    void load() {
        try (KeyValueStore.Entries entries = store.scan(Keys.startOf(Keys.HOST), Keys.startOf(Keys.HOST + 1))) {
            while (entries.next()) {
                Host host = Host.read(Keys.originOf(entries.key()), entries.value(), options);
                byOrigin.put(host.origin(), host);
                count(host);
                while (byId.size() <= host.id()) {
                    byId.add(null);
                }
                byId.set(host.id(), host);
            }
        }
    }

    int size() {
        return byId.size();
    }

    Host get(int id) {
        Host host = byId.get(id);
        if (host == null) {
            throw new IllegalStateException("the frontier's store is damaged: there is no host number " + id);
        }
        return host;
    }

    /** The host of an origin, new if need be. */
    Host of(String origin) {
        Host host = byOrigin.get(origin);
        if (host == null) {
            host = new Host(byId.size(), origin, options);
            if (resumedAtNanos != null) {
                host.pace().resume(resumedAtNanos);
            }
            byOrigin.put(origin, host);
            byId.add(host);
            count(host);
        }
        return host;
    }

    /** About how many bytes of the heap the hosts take, with their places in the schedule. */
    long memoryBytes() {
        return memoryBytes;
    }

    private void count(Host host) {
        memoryBytes += BYTES_PER_HOST + 2L * host.origin().length();
    }

    void touch(Host host) {
        if (host.changed()) {
            dirty.add(host);
        }
    }

    void flush() {
        for (Host host : dirty) {
            host.recordWritten();
            writer.begin();
            host.write(writer);
            store.put(host.key(), writer.toBytes());
        }
        dirty.clear();
    }
}
