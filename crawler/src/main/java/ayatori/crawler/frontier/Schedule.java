package ayatori.crawler.frontier;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which host is next.
 *
 * <p>A host that could start a request once a certain time has come is <i>waiting</i>, in the order of those times. When
 * its time has come it is <i>ready</i>, and of the ready hosts the one that was served longest ago is next, so that
 * all get their turn. A host that has nothing queued, or has as many requests under way as it may, is nowhere.
 */
final class Schedule {
    /** Where a host stands. */
    enum Place {
        NOWHERE,
        WAITING,
        READY
    }

    /** Hosts that may become ready within one step, which bounds the step when thousands are due at once. */
    private static final int PROMOTIONS_MAX = 1_000;

    private final TreeSet<Host> waiting = new TreeSet<>(
            Comparator.<Host>comparingLong(host -> host.wakeAtNanos()).thenComparingInt(host -> host.id()));
    private final TreeSet<Host> ready = new TreeSet<>(
            Comparator.<Host>comparingLong(host -> host.servedAt()).thenComparingInt(host -> host.id()));
    private long turns;

    /** Moves a host to where it belongs, now that it could start its next request at a time, or never. */
    void place(Host host, long startNanos, long nowNanos) {
        Place place = startNanos == Nanos.NEVER ? Place.NOWHERE : startNanos > nowNanos ? Place.WAITING : Place.READY;
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
                host.becameReady();
                ready.add(host);
            }
        }
    }

    /** Makes hosts ready whose time has come. */
    void promote(long nowNanos) {
        for (int i = 0; i < PROMOTIONS_MAX && !waiting.isEmpty(); i++) {
            Host host = waiting.first();
            if (host.wakeAtNanos() > nowNanos) {
                return;
            }
            place(host, host.wakeAtNanos(), nowNanos);
        }
    }

    /** Takes the ready host that was served longest ago out of the schedule; null when none is ready. */
    @Nullable Host takeReady() {
        Host host = ready.pollFirst();
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
        return !ready.isEmpty()
                ? 0
                : waiting.isEmpty() ? Nanos.NEVER : waiting.first().wakeAtNanos();
    }

    private void remove(Host host) {
        switch (host.place()) {
            case NOWHERE -> {}
            case WAITING -> waiting.remove(host);
            case READY -> ready.remove(host);
        }
    }
}
