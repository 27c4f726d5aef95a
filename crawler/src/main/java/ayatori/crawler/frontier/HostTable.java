package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Every host there is, in memory, and which of their records are older than that.
 *
 * <p>A host that a step touches is written once, when the step ends.
 */
final class HostTable {
    private final KeyValueStore store;
    private final FrontierOptions options;
    private final ByteWriter writer;
    private final Map<String, Host> byOrigin = new HashMap<>();

    /** At the index of its id. */
    private final List<@Nullable Host> byId = new ArrayList<>();

    private final List<Host> dirty = new ArrayList<>();

    HostTable(KeyValueStore store, FrontierOptions options, ByteWriter writer) {
        this.store = store;
        this.options = options;
        this.writer = writer;
    }

    /** Reads all records of a store that was used before. */
    void load() {
        try (KeyValueStore.Entries entries = store.scan(Keys.startOf(Keys.HOST), Keys.startOf(Keys.HOST + 1))) {
            while (entries.next()) {
                Host host = Host.read(Keys.originOf(entries.key()), entries.value(), options);
                byOrigin.put(host.origin(), host);
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
            byOrigin.put(origin, host);
            byId.add(host);
        }
        return host;
    }

    /** The busiest hosts, busiest first, out of those that are busy at all. */
    List<HostState> busiest(int count) {
        var byBusyness = Comparator.comparingInt(Host::inFlight).thenComparingLong(Host::queued);
        var busiest = new PriorityQueue<Host>(byBusyness);
        for (Host host : byOrigin.values()) {
            if (host.inFlight() > 0 || host.queued() > 0) {
                busiest.add(host);
                if (busiest.size() > count) {
                    busiest.remove();
                }
            }
        }
        return busiest.stream()
                .sorted(byBusyness.reversed().thenComparing(host -> host.origin()))
                .map(Host::state)
                .toList();
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
