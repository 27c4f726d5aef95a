package ayatori.crawler.frontier;

import java.util.LinkedHashSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A delay and a limit of requests under way that several hosts share: all origins of one host name, all names of one
 * registered domain, or all names at one address. Changed by {@link Gates} alone.
 */
final class Gate {
    private static final long APPOINTMENT_NANOS_MIN = Nanos.SECOND / 100;

    /** Tells gates apart that open at the same time. */
    private final int id;

    /** Requests under way at most. */
    private int limit;

    private long openAtNanos;
    private int inFlight;

    /** Host names in memory that share it. */
    private int members;

    /** Hosts that were ready when the gate was closed, in the order in which they came; null if there never was one. */
    private @Nullable LinkedHashSet<Host> held;

    /** The last time at which a host is to come back that found too many held. */
    private long appointmentNanos;

    /** The host that was let out of {@link #held} and has its turn to come; null if there is none. */
    private @Nullable Host next;

    private boolean isArmed;

    Gate(int id, int limit) {
        this.id = id;
        this.limit = limit;
    }

    /** The order of the times at which gates open. {@code Comparator.comparing…} would cost 2 ms of the start. */
    static int compareByTime(Gate a, Gate b) {
        int order = Long.compare(a.openAtNanos, b.openAtNanos);
        return order != 0 ? order : Integer.compare(a.id, b.id);
    }

    /** When the delay is over. */
    long openAtNanos() {
        return openAtNanos;
    }

    void opensAt(long timeNanos) {
        openAtNanos = timeNanos;
    }

    int limit() {
        return limit;
    }

    void limit(int newLimit) {
        limit = newLimit;
    }

    int inFlight() {
        return inFlight;
    }

    void addInFlight(int requests) {
        inFlight += requests;
    }

    boolean isFull() {
        return inFlight >= limit;
    }

    boolean isClosed(long nowNanos) {
        return isFull() || openAtNanos > nowNanos;
    }

    /** Counts a host name in or out; returns how many there are. */
    int addMembers(int names) {
        members += names;
        return members;
    }

    /** When a host that cannot be held is to come back: hosts come one delay after the other. */
    long makeAppointment(long nowNanos, long delayNanos) {
        long earliest = Math.max(appointmentNanos, Math.max(nowNanos, openAtNanos));
        appointmentNanos = Nanos.after(earliest, Math.max(APPOINTMENT_NANOS_MIN, delayNanos));
        return appointmentNanos;
    }

    /** Hands out hosts that are held, at most so many, those first that are held for longest. Returns how many. */
    int forEachHeld(int count, Consumer<Host> receiver) {
        int given = 0;
        if (held != null) {
            for (Host host : held) {
                if (given == count) {
                    break;
                }
                receiver.accept(host);
                given++;
            }
        }
        return given;
    }

    int heldCount() {
        return held == null ? 0 : held.size();
    }

    void hold(Host host) {
        if (held == null) {
            held = new LinkedHashSet<>();
        }
        held.add(host);
    }

    void unhold(Host host) {
        if (held != null) {
            held.remove(host);
        }
    }

    /** Lets the host out that has been held for longest. */
    @Nullable Host letNextOut() {
        next = held == null || held.isEmpty() ? null : held.removeFirst();
        return next;
    }

    @Nullable Host next() {
        return next;
    }

    void nextIsGone() {
        next = null;
    }

    /** Whether it will let a host out when it opens, unless a request must end before. */
    boolean wantsToOpen() {
        return held != null && !held.isEmpty() && next == null && !isFull();
    }

    boolean isArmed() {
        return isArmed;
    }

    void armed(boolean nowArmed) {
        isArmed = nowArmed;
    }
}
