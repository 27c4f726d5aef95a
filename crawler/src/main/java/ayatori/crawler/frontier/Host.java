package ayatori.crawler.frontier;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One host: its queue's pointers, its pace, its robots.txt, its share of the budget, its requests under way.
 *
 * <p>The first four are its record in the store. Requests under way have records of their own there.
 */
final class Host {
    final int id;
    final String origin;

    /** The key of its record. */
    final byte[] key;

    /** In ascending order of their numbers; only those that hold something. */
    final List<Lane> lanes = new ArrayList<>(2);

    final Pace pace;
    final RobotsStanding robots = new RobotsStanding();

    /** URLs whose last request was answered. */
    long pagesAnswered;

    /** The numbers of the requests under way. */
    private final BitSet slots = new BitSet();

    private int inFlight;

    /** Set while robots.txt is being asked for; nothing else starts meanwhile. */
    boolean asksRobots;

    /** Whether the record in the store is older than this. Owned by {@link HostTable}. */
    boolean isDirty;

    /** Where it stands in the {@link Schedule}, which alone writes these. */
    Schedule.Place place = Schedule.Place.NOWHERE;

    long wakeAtNanos;
    long servedAt;

    Host(int id, String origin, FrontierOptions options) {
        this.id = id;
        this.origin = origin;
        this.key = Keys.host(origin);
        this.pace = new Pace(options);
    }

    int inFlight() {
        return inFlight;
    }

    /** Takes the lowest slot that is free. */
    int takeSlot() {
        int slot = slots.nextClearBit(0);
        slots.set(slot);
        inFlight++;
        return slot;
    }

    void freeSlot(int slot) {
        slots.clear(slot);
        inFlight--;
    }

    long queued() {
        long queued = 0;
        for (Lane lane : lanes) {
            queued += lane.size();
        }
        return queued;
    }

    /** When its first URL is due: 0 for any time, {@link Nanos#NEVER} for none. */
    long dueNanos() {
        long due = Nanos.NEVER;
        for (Lane lane : lanes) {
            due = Math.min(due, lane.dueNanos);
        }
        return due;
    }

    /** The lane of a number, a new one if need be. */
    Lane lane(int number) {
        int at = 0;
        while (at < lanes.size() && lanes.get(at).number < number) {
            at++;
        }
        if (at == lanes.size() || lanes.get(at).number != number) {
            lanes.add(at, new Lane(number));
        }
        return lanes.get(at);
    }

    HostState state() {
        return new HostState(origin, queued(), inFlight, pagesAnswered, pace.openAtNanos(), pace.blockedUntilNanos());
    }

    void write(ByteWriter out) {
        out.number(id).number(pagesAnswered);
        pace.write(out);
        robots.write(out);
        for (Lane lane : lanes) {
            out.number(lane.number).number(lane.head).number(lane.tail);
        }
    }

    static Host read(String origin, byte[] record, FrontierOptions options) {
        var in = new ByteReader(record);
        var host = new Host(in.smallNumber(), origin, options);
        host.pagesAnswered = in.number();
        host.pace.read(in);
        host.robots.read(in);
        while (in.hasMore()) {
            host.lanes.add(new Lane(in.smallNumber(), in.smallNumber(), in.smallNumber()));
        }
        return host;
    }
}
