package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The URLs that wait, host by host, each host's in {@linkplain Lane lanes}.
 *
 * <p>The entries lie in the store; the lanes' pointers lie in the host's record. So the next URL is one get, and nothing
 * ever searches through what is already gone.
 */
final class UrlQueue {
    /** How many entries of a lane may be read at once. */
    private static final int READ_AHEAD = 16;

    private final KeyValueStore store;
    private final Keys keys;
    private final ByteWriter writer;

    /** Whether entries are stored with their fingerprint. */
    private final boolean hasFingerprints;

    private final HostTable hosts;
    private final Backlog backlog = new Backlog();
    private long size;
    private long retries;

    UrlQueue(KeyValueStore store, Keys keys, ByteWriter writer, FrontierOptions options, HostTable hosts) {
        this.hosts = hosts;
        this.store = store;
        this.keys = keys;
        this.writer = writer;
        this.hasFingerprints = options.keepsFingerprints();
    }

    /** How many wait, over all hosts. */
    long size() {
        return size;
    }

    /** How many of them wait for another try. */
    long retries() {
        return retries;
    }

    /** The number of some host with something queued; -1 if nothing is. */
    int anyHost() {
        return backlog.any();
    }

    /** The first host after another with something queued; -1 if there is none. */
    int hostAfter(int host) {
        return backlog.after(host);
    }

    /** Counts what a host's record says it has. */
    void adopt(int host, HostRecord record) {
        size += record.queued();
        retries += record.retries();
        if (record.queued() > 0) {
            backlog.add(host);
        }
    }

    /** A host has come into memory: finds out when it is due. */
    void loaded(Host host) {
        for (int i = 0; i < host.lanes().size(); i++) {
            readDue(host, host.lanes().get(i));
        }
    }

    /** Adds a URL behind those of the same priority and depth. */
    void append(Host host, UrlEntry entry) {
        append(host, entry.lane(), entry);
    }

    /** Adds a URL that must wait until it is due, behind those with as many attempts. */
    void appendDue(Host host, UrlEntry entry) {
        append(host, entry.laneOfRetries(), entry);
    }

    /** Adds a URL that was taken before, at the front of those of the same priority and depth. */
    void putBack(Host host, UrlEntry entry) {
        Lane lane = host.lane(entry.lane());
        put(host, lane, lane.putBack(), entry);
    }

    /** The first URL of a lane. */
    UrlEntry first(Host host, Lane lane) {
        return read(host, valueOf(keys.queued(host.id(), lane.number(), lane.first())));
    }

    /** Removes the URL that is next at a time, or gives null when none is due. */
    @Nullable UrlEntry take(Host host, long nowNanos) {
        Lane lane = host.dueLane(nowNanos);
        return lane == null ? null : take(host, lane);
    }

    /** Removes the first URL of a lane. */
    UrlEntry take(Host host, Lane lane) {
        byte[] key = keys.queued(host.id(), lane.number(), lane.first());
        byte[] end = keys.queuedEnd(host.id(), lane.number(), lane.first() + Math.min(lane.size(), READ_AHEAD));
        UrlEntry entry = read(host, present(store.getAhead(key, end)));
        store.delete(key);
        size--;
        retries -= lane.isForRetries() ? 1 : 0;
        host.firstTaken(lane);
        if (lane.size() > 0) {
            readDue(host, lane);
        } else if (host.queued() == 0) {
            backlog.remove(host.id());
        }
        return entry;
    }

    private void append(Host host, int laneNumber, UrlEntry entry) {
        Lane lane = host.lane(laneNumber);
        put(host, lane, lane.append(entry.dueNanos()), entry);
    }

    private void put(Host host, Lane lane, int place, UrlEntry entry) {
        writer.begin();
        entry.write(writer, host.origin(), hasFingerprints);
        store.putNew(keys.queued(host.id(), lane.number(), place), writer.toBytes());
        size++;
        retries += lane.isForRetries() ? 1 : 0;
        host.urlQueued();
        if (host.queued() == 1) {
            backlog.add(host.id());
        }
    }

    private static UrlEntry read(Host host, byte[] value) {
        return UrlEntry.read(new ByteReader(value), host.origin());
    }

    private void readDue(Host host, Lane lane) {
        if (lane.isForRetries()) {
            long due = UrlEntry.readDueNanos(valueOf(keys.queued(host.id(), lane.number(), lane.first())));
            lane.firstIsDueAt(Nanos.cut(due, Retries.LONGEST_NANOS, hosts.nowNanos(), hosts.openedAtNanos()));
        }
    }

    private byte[] valueOf(byte[] key) {
        return present(store.get(key));
    }

    private static byte[] present(byte @Nullable [] value) {
        if (value == null) {
            throw new DamagedStoreException("a queue entry that a host counts is gone");
        }
        return value;
    }
}
