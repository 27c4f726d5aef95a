package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests under way. Those for pages are in the store too, so that none is lost with the process; those for
 * robots.txt are not, since the host's standing says that they are still to be made.
 */
final class InFlight {
    /** A request that takes this long makes its host a slow one. */
    static final long SLOW_NANOS = 10 * Nanos.SECOND;

    private final KeyValueStore store;
    private final Keys keys;
    private final ByteWriter writer;
    /** In the order of their starts. */
    private final Map<Long, Request> requests = new LinkedHashMap<>();

    private long nextId;
    private int pages;
    private int requisites;

    /** Whether entries are stored with their fingerprint. */
    private final boolean hasFingerprints;

    InFlight(KeyValueStore store, Keys keys, ByteWriter writer, FrontierOptions options) {
        this.hasFingerprints = options.keepsFingerprints();
        this.store = store;
        this.keys = keys;
        this.writer = writer;
    }

    int size() {
        return requests.size();
    }

    /** The hosts with requests under way, with the start of each one's oldest. */
    Map<Host, Long> oldestByHost() {
        Map<Host, Long> oldest = new HashMap<>();
        for (Request request : requests.values()) {
            oldest.putIfAbsent(request.host(), request.startNanos());
        }
        return oldest;
    }

    /** When the oldest request under way was started; {@link Nanos#NEVER} if none is. */
    long oldestStartNanos() {
        return requests.isEmpty()
                ? Nanos.NEVER
                : requests.values().iterator().next().startNanos();
    }

    /** Those that are for pages, sitemaps and requisites. */
    int pages() {
        return pages;
    }

    /** Those of them that are for requisites. */
    int requisites() {
        return requisites;
    }

    /** Marks the hosts of requests that take long. */
    void markSlow(long nowNanos) {
        for (Request request : requests.values()) {
            if (nowNanos - request.startNanos() < SLOW_NANOS) {
                return;
            }
            request.host().tookLong(true);
        }
    }

    /** How many requests are made to hosts of which one took long lately. */
    int toSlowHosts() {
        int count = 0;
        for (Request request : requests.values()) {
            count += request.host().isSlow() ? 1 : 0;
        }
        return count;
    }

    Request begin(Host host, @Nullable UrlEntry entry, long nowNanos) {
        var request = new Request(nextId++, host, host.requestStarted(entry == null), nowNanos, entry);
        requests.put(request.id(), request);
        if (entry != null) {
            pages++;
            requisites += entry.isRequisite() ? 1 : 0;
            writer.begin().number(host.id());
            entry.write(writer, host.origin(), hasFingerprints);
            store.putNew(keys.inFlight(request.id()), writer.toBytes());
        }
        return request;
    }

    /** Ends a request for a page; null if there is none of that number. */
    @Nullable UrlEntry endPage(Request request, long nowNanos) {
        UrlEntry entry = request.entry();
        if (entry != null) {
            end(request, nowNanos);
            pages--;
            requisites -= entry.isRequisite() ? 1 : 0;
            store.delete(keys.inFlight(request.id()));
        }
        return entry;
    }

    /** Ends a request for robots.txt; false if it is for a page. */
    boolean endRobots(Request request, long nowNanos) {
        if (request.entry() != null) {
            return false;
        }
        end(request, nowNanos);
        return true;
    }

    @Nullable Request get(long id) {
        return requests.get(id);
    }

    /** Puts what was under way when the store was last used back to where it was taken from: the front of its queue. */
    void recover(HostTable hosts, UrlQueue queue, Consumer<Host> requeued) {
        List<Request> left = new ArrayList<>();
        try (KeyValueStore.Entries entries =
                store.scan(Keys.startOf(Keys.IN_FLIGHT), Keys.startOf(Keys.IN_FLIGHT + 1))) {
            while (entries.next()) {
                var in = new ByteReader(entries.value());
                Host host = hosts.get(in.smallNumber());
                left.add(new Request(Keys.idOf(entries.key()), host, 0, 0, UrlEntry.read(in, host.origin())));
            }
        }
        // The last one taken is put back first, which restores the order.
        for (Request request : left.reversed()) {
            UrlEntry entry = request.entry();
            if (entry != null) {
                queue.putBack(request.host(), entry);
                hosts.touch(request.host());
                requeued.accept(request.host());
                store.delete(keys.inFlight(request.id()));
            }
        }
    }

    private void end(Request request, long nowNanos) {
        requests.remove(request.id());
        request.host().tookLong(nowNanos - request.startNanos() >= SLOW_NANOS);
        request.host().requestEnded(request.slot(), request.entry() == null);
    }
}
