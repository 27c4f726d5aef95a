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
    /**
     * What a host takes besides its name, which is held twice: 700 bytes measured at a million hosts, and an estimate for its
     * host name and gates.
     */
    private static final int BYTES_PER_HOST = 1_100;

    private final KeyValueStore store;
    private final FrontierOptions options;
    private final ByteWriter writer;
    private final Gates gates;
    private final Map<String, Host> byOrigin = new HashMap<>();
    private final Map<String, HostName> names = new HashMap<>();

    /** At the index of its id. */
    private final List<@Nullable Host> byId = new ArrayList<>();

    private final List<Host> dirty = new ArrayList<>();

    private long memoryBytes;
    private @Nullable Long resumedAtNanos;

    HostTable(KeyValueStore store, FrontierOptions options, ByteWriter writer, Gates gates) {
        this.gates = gates;
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
                String origin = Keys.originOf(entries.key());
                Host host = Host.read(origin, entries.value(), nameOf(origin), gates, options);
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
            host = new Host(byId.size(), origin, nameOf(origin));
            byOrigin.put(origin, host);
            byId.add(host);
            count(host);
        }
        return host;
    }

    private HostName nameOf(String origin) {
        String text = HostName.of(origin);
        HostName name = names.get(text);
        if (name == null) {
            name = new HostName(text, options, gates.newGate());
            names.put(text, name);
            gates.join(name);
            if (PrivateNames.contain(origin)) {
                name.pace().isPrivateByName();
            }
            if (resumedAtNanos != null) {
                name.pace().resume(resumedAtNanos);
            }
        }
        return name;
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
