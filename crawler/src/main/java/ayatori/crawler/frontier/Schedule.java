package ayatori.crawler.frontier;

import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which host is next.
 *
 * <p>A host that could start a request at a later time is <i>waiting</i>, in the order of those times. When its time has
 * come it is <i>ready</i>, and of the ready hosts the one that was served longest ago is next, so that all get their turn.
 * A host that has nothing queued, or has as many requests under way as it may, is nowhere.
 *
 * <p>Ready hosts whose turn may take long are kept apart, so that they can be passed over.
 */
final class Schedule {
    /** Where a host stands. */
    enum Place {
        NOWHERE,
        WAITING,
        READY,
        READY_COSTLY
    }

    /** Hosts that may become ready within one step, which bounds the step when thousands are due at once. */
    private static final int PROMOTIONS_MAX = 1_000;

    private final TreeSet<Host> waiting = new TreeSet<>(Host::compareByTime);
    private final TreeSet<Host> ready = new TreeSet<>(Host::compareByTurn);
    private final TreeSet<Host> readyCostly = new TreeSet<>(Host::compareByTurn);
    private long turns;

    /**
     * Moves a host to where it belongs.
     *
     * @param startNanos when it could start its next request; {@link Nanos#NEVER} for never
     * @param isCostly whether its turn may take long
     */
    void place(Host host, long startNanos, boolean isCostly, long nowNanos) {
        Place place = startNanos == Nanos.NEVER
                ? Place.NOWHERE
                : startNanos > nowNanos ? Place.WAITING : isCostly ? Place.READY_COSTLY : Place.READY;
        if (place == host.place() && (place != Place.WAITING || startNanos == host.wakeAtNanos())) {
            return;
        }
        remove(host);
        switch (place) {
            case NOWHERE -> host.leftSchedule();
            case WAITING -> {
                host.waitsUntil(startNanos);
                waiting.add(host);
            }
            case READY -> {
                host.becameReady(place);
                ready.add(host);
            }
            case READY_COSTLY -> {
                host.becameReady(place);
                readyCostly.add(host);
            }
        }
    }

    boolean isReady(Host host) {
        return host.place() == Place.READY || host.place() == Place.READY_COSTLY;
    }

    /** The host that has waited and is due, one of at most {@value #PROMOTIONS_MAX} in a step; null if there is none. */
    @Nullable Host due(int promoted, long nowNanos) {
        if (promoted == PROMOTIONS_MAX || waiting.isEmpty() || waiting.first().wakeAtNanos() > nowNanos) {
            return null;
        }
        return waiting.first();
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
            host.leftSchedule();
        }
        return host;
    }

    /** Notes that a host, which must be nowhere, was given a request. */
    void served(Host host) {
        host.served(++turns);
    }

    /** The time at which something may be started, 0 for at once; {@link Nanos#NEVER} if for no host. */
    long nextNanos() {
        if (!ready.isEmpty() || !readyCostly.isEmpty()) {
            return 0;
        }
        return waiting.isEmpty() ? Nanos.NEVER : waiting.first().wakeAtNanos();
    }

    /** Hands out the first hosts of each order, at most so many of each. */
    void forEachFirst(int count, Consumer<Host> receiver) {
        forEachFirst(ready, count, receiver);
        forEachFirst(readyCostly, count, receiver);
        forEachFirst(waiting, count, receiver);
    }

    private static void forEachFirst(Set<Host> hosts, int count, Consumer<Host> receiver) {
        Iterator<Host> iterator = hosts.iterator();
        for (int i = 0; i < count && iterator.hasNext(); i++) {
            receiver.accept(iterator.next());
        }
    }

    private void remove(Host host) {
        switch (host.place()) {
            case NOWHERE -> {}
            case WAITING -> waiting.remove(host);
            case READY -> ready.remove(host);
            case READY_COSTLY -> readyCostly.remove(host);
        }
    }
}
