package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every host there is, and which of their records are older than that.
 *
 * <p>All hosts are in the store. Of a host that nothing happens to, memory has a few numbers in flat arrays: the hash of its
 * origin, its place in the {@linkplain Schedule schedule}, a bit in the {@link Backlog}. It is loaded when its turn comes or
 * a URL is queued for it, and evicted at the end of a step when there are too many, the least recently used first (the clock
 * algorithm). A host {@linkplain Host#isAtRest at rest} can be evicted: all there is to know of it is in its record. Its name
 * is evicted with the last of its origins in memory, once the delay that holds for its neighbours is over; a gate is dropped
 * with the last of its names.
 *
 * <p>A host that a step touches is written once, when the step ends.
 */
final class HostTable {
    /**
     * What a host in memory takes besides its name, which is held twice: 700 bytes measured at a million hosts, and an
     * estimate for its host name and gates.
     */
    private static final int BYTES_PER_HOST_IN_MEMORY = 1_100;

    /** What any host takes. */
    private static final int BYTES_PER_HOST = 60;

    private final KeyValueStore store;
    private final FrontierOptions options;
    private final ByteWriter writer;
    private final Gates gates;

    /** The origins' numbers. */
    private HostIndex index = new HostIndex(0);

    /** The hosts in memory, at the index of their numbers. */
    private @Nullable Host[] byId = new Host[16];

    private int size;

    /** The host names in memory: those of the hosts in memory. */
    private final Map<String, HostName> names = new HashMap<>();

    /** The hosts in memory, in the order in which the hand of the clock passes them. */
    private final List<Host> loaded = new ArrayList<>();

    private int hand;

    private final List<Host> dirty = new ArrayList<>();
    private long incarnation;
    private long openedAtNanos;
    private long nowNanos;
    private boolean isResumed;
    private Consumer<Host> onLoad = _ -> {};
    private final Speed speed = new Speed();

    HostTable(KeyValueStore store, FrontierOptions options, ByteWriter writer, Gates gates) {
        this.gates = gates;
        this.store = store;
        this.options = options;
        this.writer = writer;
    }

    /** What a host's record says besides the host itself. */
    @FunctionalInterface
    interface Records {
        void found(int id, HostRecord record);
    }

    /**
     * Notes that an earlier process may have asked hosts of which the store has no trace: a host that is new here waits one
     * delay from the opening, as a known one does.
     */
    void resumed() {
        isResumed = true;
    }

    /**
     * Reads all records of a store that was used before, and puts none into memory.
     *
     * @param newOnLoad told of each host that is loaded from now on, before anything else happens to it
     */
    void open(long now, long newIncarnation, Records records, Consumer<Host> newOnLoad) {
        incarnation = newIncarnation;
        openedAtNanos = now;
        nowNanos = now;
        onLoad = newOnLoad;
        index = new HostIndex(newIncarnation);
        try (KeyValueStore.Entries entries = store.scan(Keys.startOf(Keys.HOST), Keys.startOf(Keys.HOST + 1))) {
            while (entries.next()) {
                int id = Keys.hostOf(entries.key());
                HostRecord record = HostRecord.read(entries.value());
                size = id + 1;
                index.add(id, index.hash(record.origin()));
                records.found(id, record);
            }
        }
        if (size > 0 && (options.pace().delay() == null || !options.hosts().isEmpty())) {
            noteDelays();
        }
    }

    /** A fixed delay is the same for all neighbours; an {@code auto} one may be longer than that of the host that is next. */
    private void noteDelays() {
        var delays = new RestartDelays(openedAtNanos, size);
        try (KeyValueStore.Entries entries = store.scan(Keys.startOf(Keys.NAME), Keys.startOf(Keys.NAME + 1))) {
            while (entries.next()) {
                HostName name = new HostName(Keys.nameOf(entries.key()), options, gates.newGate(), speed);
                byte[] address = name.read(entries.value(), openedAtNanos, incarnation);
                gates.noteDelay(delays, name, address);
            }
        }
        gates.restarted(delays);
    }

    /** How fast all of them are asked. */
    Speed speed() {
        return speed;
    }

    /** Time has come this far. */
    void advance(long now) {
        nowNanos = now;
    }

    long nowNanos() {
        return nowNanos;
    }

    long openedAtNanos() {
        return openedAtNanos;
    }

    int size() {
        return size;
    }

    /** The host of a number, loaded if need be. */
    Host get(int id) {
        Host host = id < byId.length ? byId[id] : null;
        if (host == null) {
            host = load(id);
        }
        host.isUsed(true);
        return host;
    }

    /** The host of an origin, new if need be. */
    Host of(String origin) {
        long hash = index.hash(origin);
        for (int id = index.first(hash); id != HostIndex.NONE; id = index.next(id)) {
            Host host = get(id);
            if (host.origin().equals(origin)) {
                return host;
            }
        }
        HostName name = nameOf(origin);
        var host = new Host(size++, origin, name);
        name.originCreated();
        index.add(host.id(), hash);
        keep(host);
        touch(host);
        return host;
    }

    private Host load(int id) {
        byte[] record = id < size ? store.get(Keys.host(id)) : null;
        if (record == null) {
            throw new DamagedStoreException("there is no host number " + id);
        }
        HostName name = nameOf(HostRecord.originOf(record));
        Host host = Host.read(id, record, name, options, nowNanos, openedAtNanos);
        name.resume(openedAtNanos); // with its Crawl-delay
        keep(host);
        onLoad.accept(host);
        return host;
    }

    private void keep(Host host) {
        if (host.id() >= byId.length) {
            byId = Arrays.copyOf(byId, Math.max(host.id() + 1, byId.length + (byId.length >> 1)));
        }
        byId[host.id()] = host;
        loaded.add(host);
        host.isUsed(true);
    }

    private HostName nameOf(String origin) {
        String text = HostName.of(origin);
        HostName name = names.get(text);
        if (name == null) {
            name = new HostName(text, options, gates.newGate(), speed);
            names.put(text, name);
            gates.join(name);
            byte[] record = store.get(Keys.name(text));
            if (record != null) {
                byte[] address = name.read(record, openedAtNanos, incarnation);
                if (address.length > 0) {
                    gates.answeredFrom(name, HostName.addressOf(address));
                }
            } else {
                if (PrivateNames.contain(origin)) {
                    name.pace().isPrivateByName();
                }
                if (isResumed) {
                    name.pace().resume(openedAtNanos);
                }
            }
            gates.update(name);
        }
        return name;
    }

    /** About how many bytes of the heap the hosts take, with their places in the schedule. */
    long memoryBytes() {
        return (long) BYTES_PER_HOST * size + (long) BYTES_PER_HOST_IN_MEMORY * loaded.size();
    }

    boolean areAllLoaded() {
        return loaded.size() == size;
    }

    /** Hosts in memory. */
    int loaded() {
        return loaded.size();
    }

    void touch(Host host) {
        if (host.changed()) {
            dirty.add(host);
        }
    }

    /** Ends a step: writes what it touched, and evicts hosts if there are too many in memory. */
    void flush() {
        for (Host host : dirty) {
            host.recordWritten();
            writer.begin();
            host.write(writer);
            store.put(host.key(), writer.toBytes());
            if (host.name().isChanged()) {
                write(host.name());
            }
        }
        dirty.clear();
        evict();
    }

    private void write(HostName name) {
        name.recordWritten();
        writer.begin();
        name.write(writer, incarnation);
        store.put(Keys.name(name.name()), writer.toBytes());
    }

    /** Moves the hand over the hosts in memory until few enough are left, at most twice around. */
    private void evict() {
        int most = options.hostsInMemory();
        // Hosts that cannot be evicted are not looked at in each step.
        for (int looks = 2 * (loaded.size() - most) + 16; looks > 0 && loaded.size() > most; looks--) {
            hand = hand < loaded.size() ? hand : 0;
            Host host = loaded.get(hand);
            if (host.isUsed()) {
                host.isUsed(false);
                hand++;
            } else if (host.isAtRest()
                    && (host.name().origins().size() > 1 || host.name().isAtRest(nowNanos))) {
                evict(host);
            } else {
                hand++;
            }
        }
    }

    private void evict(Host host) {
        byId[host.id()] = null;
        Host last = loaded.removeLast();
        if (last != host) {
            loaded.set(hand, last);
        }
        HostName name = host.name();
        name.remove(host);
        if (name.origins().isEmpty()) {
            gates.leave(name);
            names.remove(name.name());
        }
    }
}
