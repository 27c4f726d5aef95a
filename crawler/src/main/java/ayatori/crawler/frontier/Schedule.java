package ayatori.crawler.frontier;

import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which host is next.
 *
 * <p>A host that could start a request at a later time is <i>waiting</i>, in the order of those times. When its time has
 * come it is <i>ready</i>, and of the ready hosts the one that was served longest ago is next, so that all get their turn.
 * A host that has nothing queued, or has as many requests under way as it may, is nowhere.
 *
 * <p>Ready hosts whose turn may take long are kept apart, so that they can be passed over. Of either kind only so many are
 * ready at a time, since they are kept in memory. The others go on waiting, in the order in which they became due.
 */
final class Schedule {
    /** Where a host stands. */
    enum Place {
        /** Not ready: waiting, or nowhere. */
        NOWHERE,
        READY,
        READY_COSTLY
    }

    /** Hosts that may become ready within one step, which bounds the step when thousands are due at once. */
    private static final int PROMOTIONS_MAX = 1_000;

    /** Hosts that are ready at a time, of each kind. */
    private static final int READY_MAX = 1_000;

    /** How long a host waits for which there is no room among those whose turn may take long. */
    private static final long COSTLY_WAIT_NANOS = Nanos.SECOND / 10;

    private final int readyMax;
    private final WakeHeap waiting = new WakeHeap();
    private final TreeSet<Host> ready = new TreeSet<>(Host::compareByTurn);
    private final TreeSet<Host> readyCostly = new TreeSet<>(Host::compareByTurn);
    private long turns;

    /**
     * An empty schedule.
     *
     * @param hostsInMemory how many hosts should be in memory at most
     */
    Schedule(int hostsInMemory) {
        readyMax = Math.max(1, Math.min(READY_MAX, hostsInMemory / 2));
    }

    /**
     * Moves a host to where it belongs.
     *
     * @param startNanos when it could start its next request; {@link Nanos#NEVER} for never
     * @param isCostly whether its turn may take long
     */
    void place(Host host, long startNanos, boolean isCostly, long nowNanos) {
        if (startNanos == Nanos.NEVER) {
            leave(host);
        } else if (startNanos > nowNanos) {
            waitUntil(host, startNanos);
        } else {
            Place place = isCostly ? Place.READY_COSTLY : Place.READY;
            if (host.place() == place) {
                return;
            }
            TreeSet<Host> hosts = isCostly ? readyCostly : ready;
            if (hosts.size() >= readyMax) {
                boolean isDue = waiting.contains(host.id()) && waiting.wakeNanos(host.id()) <= nowNanos;
                if (isCostly || !isDue) {
                    waitUntil(host, isCostly ? Nanos.after(nowNanos, COSTLY_WAIT_NANOS) : nowNanos);
                }
                return;
            }
            leave(host);
            host.becameReady(place);
            hosts.add(host);
        }
    }

    /** Has a host wait that may not be in memory. */
    void waitUntil(int host, long timeNanos) {
        waiting.put(host, timeNanos);
    }

    private void waitUntil(Host host, long timeNanos) {
        leaveReady(host);
        waiting.put(host.id(), timeNanos);
    }

    boolean isReady(Host host) {
        return host.place() != Place.NOWHERE;
    }

    /**
     * The host that has waited and is due, one of at most {@value #PROMOTIONS_MAX} in a step; -1 if there is none, or if no
     * more can be ready.
     */
    int due(int promoted, long nowNanos) {
        boolean isNone = promoted == PROMOTIONS_MAX || waiting.firstNanos() > nowNanos || ready.size() >= readyMax;
        return isNone ? -1 : waiting.first();
    }

    /**
     * Takes the ready host that was served longest ago out of the schedule; null if none is ready.
     *
     * @param mayBeCostly whether its turn may take long
     */
    @Nullable Host takeReady(boolean mayBeCostly) {
        boolean isCostly = mayBeCostly
                && !readyCostly.isEmpty()
                && (ready.isEmpty() || Host.compareByTurn(readyCostly.first(), ready.first()) < 0);
        Host host = isCostly ? readyCostly.pollFirst() : ready.pollFirst();
        if (host != null) {
            host.leftReady();
        }
        return host;
    }

    /** Notes that a host, which must be nowhere, was given a request. */
    void served(Host host) {
        host.served(++turns);
    }

    /** A host comes into memory: it goes behind those that are there. */
    void loaded(Host host) {
        host.lastServedAt(turns);
    }

    /** The time at which something may be started, 0 for at once; {@link Nanos#NEVER} if for no host. */
    long nextNanos() {
        return !ready.isEmpty() || !readyCostly.isEmpty() ? 0 : waiting.firstNanos();
    }

    /** Hands out first hosts of each order, at most so many of each. */
    void forEachFirst(int count, Consumer<Host> receiver, IntConsumer receiverOfWaiting) {
        forEachFirst(ready, count, receiver);
        forEachFirst(readyCostly, count, receiver);
        waiting.forEachSoon(count, receiverOfWaiting);
    }

    private static void forEachFirst(Set<Host> hosts, int count, Consumer<Host> receiver) {
        Iterator<Host> iterator = hosts.iterator();
        for (int i = 0; i < count && iterator.hasNext(); i++) {
            receiver.accept(iterator.next());
        }
    }

    private void leave(Host host) {
        leaveReady(host);
        waiting.remove(host.id());
    }

    private void leaveReady(Host host) {
        if (host.place() != Place.NOWHERE) {
            (host.place() == Place.READY ? ready : readyCostly).remove(host);
            host.leftReady();
        }
    }
}
