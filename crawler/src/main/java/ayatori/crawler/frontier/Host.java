package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One origin: its queue's pointers, its robots.txt, its share of the budget, its requests under way. Its {@link HostName}
 * has its pace.
 *
 * <p>All but the last make up its record in the store. Requests under way have records of their own. Its fields are written
 * by its own methods, which are named for what happened.
 */
final class Host {
    private final int id;
    private final String origin;
    private final byte[] key;
    private final HostName name;
    private final RobotsStanding robots = new RobotsStanding();

    /** In ascending order of their numbers; none is empty. */
    private final List<Lane> lanes = new ArrayList<>(2);

    private long pagesAnswered;
    private long crawlDelayNanos;

    /** The numbers of the requests under way. */
    private final BitSet slots = new BitSet();

    private int inFlight;
    private boolean asksRobots;
    private boolean isSlow;

    /** The verdict on the first URL of a lane, made when the rules came; the lane's number is -1 if there is none. */
    private int judgedLane = -1;

    private int judgedPlace;
    private @Nullable SkipReason judgedDenial;

    private long queued;

    /** Whether the record in the store is older than this object. */
    private boolean isDirty;

    /** Its place among the ready; {@link Schedule.Place#NOWHERE} if it is not one of them. */
    private Schedule.Place place = Schedule.Place.NOWHERE;

    private long servedAt;

    /** The time before which it is not to be ready: it was turned away where too many waited. */
    private long appointmentNanos;

    private boolean isParked;

    /** Whether it was used since the table looked at it last. */
    private boolean isUsed;

    /** The closed gate at which it is held; null if it is not. */
    private @Nullable Gate heldAt;

    Host(int id, String origin, HostName name) {
        this.id = id;
        this.origin = origin;
        this.key = Keys.host(id);
        this.name = name;
        name.add(this);
    }

    int id() {
        return id;
    }

    /** {@code scheme://host[:port]}. */
    String origin() {
        return origin;
    }

    /** The key of its record. */
    byte[] key() {
        return key;
    }

    HostName name() {
        return name;
    }

    Pace pace() {
        return name.pace();
    }

    /** The Crawl-delay in its robots.txt; 0 if it names none. */
    long crawlDelayNanos() {
        return crawlDelayNanos;
    }

    void crawlDelay(@Nullable Duration delay, FrontierOptions.PaceOptions options) {
        crawlDelayNanos = delay == null ? 0 : Nanos.of(delay);
        name.crawlDelayChanged(Nanos.of(options.waitMax()));
    }

    RobotsStanding robots() {
        return robots;
    }

    // ---- requests

    int inFlight() {
        return inFlight;
    }

    /** Whether robots.txt is being requested; nothing else starts meanwhile. */
    boolean asksRobots() {
        return asksRobots;
    }

    /** URLs whose last request was answered. */
    long pagesAnswered() {
        return pagesAnswered;
    }

    /** Whether a request took long lately; not stored. */
    boolean isSlow() {
        return isSlow;
    }

    void tookLong(boolean tookLong) {
        isSlow = tookLong;
    }

    /** A request starts; returns its slot, the lowest that is free. */
    int requestStarted(boolean isForRobots) {
        int slot = slots.nextClearBit(0);
        slots.set(slot);
        inFlight++;
        asksRobots |= isForRobots;
        return slot;
    }

    void requestEnded(int slot, boolean isForRobots) {
        slots.clear(slot);
        inFlight--;
        asksRobots &= !isForRobots;
    }

    void pageAnswered() {
        pagesAnswered++;
    }

    // ---- queue

    List<Lane> lanes() {
        return Collections.unmodifiableList(lanes);
    }

    /** How many URLs wait. */
    long queued() {
        return queued;
    }

    void urlQueued() {
        queued++;
    }

    /** The first URL of a lane was taken out of the queue. */
    void firstTaken(Lane lane) {
        lane.firstTaken();
        queued--;
        if (lane.number() == judgedLane) {
            judgedLane = -1;
        }
        if (lane.size() == 0) {
            lanes.remove(lane);
        }
    }

    /** When its first URL is due: 0 for any time, {@link Nanos#NEVER} for none. */
    long dueNanos() {
        long due = Nanos.NEVER;
        for (int i = 0; i < lanes.size(); i++) {
            due = Math.min(due, lanes.get(i).dueNanos());
        }
        return due;
    }

    /** The first lane whose first URL is due, or null. */
    @Nullable Lane dueLane(long nowNanos) {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).dueNanos() <= nowNanos) {
                return lanes.get(i);
            }
        }
        return null;
    }

    /** How many requisites wait. */
    long requisites() {
        long count = 0;
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            count += lane.isForRequisites() ? lane.size() : 0;
        }
        return count;
    }

    /** When its first requisite is due: 0 for any time, {@link Nanos#NEVER} for none. */
    long requisitesDueNanos() {
        long due = Nanos.NEVER;
        for (int i = 0; i < lanes.size(); i++) {
            due = lanes.get(i).isForRequisites() ? Math.min(due, lanes.get(i).dueNanos()) : due;
        }
        return due;
    }

    /** The first lane of requisites, or of all else, whose first URL is due; null if there is none. */
    @Nullable Lane dueLane(long nowNanos, boolean ofRequisites) {
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            if (lane.isForRequisites() == ofRequisites && lane.dueNanos() <= nowNanos) {
                return lane;
            }
        }
        return null;
    }

    /** Whether its next URL was judged by rules that are gone when they are forgotten. */
    private boolean isNextJudged() {
        return judgedLane >= 0 && robots.textBytes() > Robots.PARSED_HERE_BYTES_MAX;
    }

    /** The lane of a number, created if absent. */
    Lane lane(int number) {
        int at = 0;
        while (at < lanes.size() && lanes.get(at).number() < number) {
            at++;
        }
        if (at == lanes.size() || lanes.get(at).number() != number) {
            lanes.add(at, new Lane(number));
        }
        return lanes.get(at);
    }

    /** The first URL of a lane was judged by the rules that have just come: it may be requested without them. */
    void judgedNext(Lane lane, @Nullable SkipReason denial) {
        judgedLane = lane.number();
        judgedPlace = lane.first();
        judgedDenial = denial;
    }

    /** Whether the first URL of a lane was judged. */
    boolean isNextJudged(Lane lane) {
        return lane.number() == judgedLane && lane.first() == judgedPlace;
    }

    /** That verdict: why the URL must not be requested, or null. */
    @Nullable SkipReason judgedDenial() {
        return judgedDenial;
    }

    // ---- schedule

    /** Where it stands in the {@link Schedule}. */
    Schedule.Place place() {
        return place;
    }

    /** The gate at which it is held; null if it is not held. */
    @Nullable Gate heldAt() {
        return heldAt;
    }

    void heldAt(@Nullable Gate gate) {
        heldAt = gate;
    }

    /** The order among the ready. {@code Comparator.comparing…} would cost 2 ms of the start. */
    static int compareByTurn(Host a, Host b) {
        int order = Long.compare(a.servedAt, b.servedAt);
        return order != 0 ? order : Integer.compare(a.id, b.id);
    }

    /** The order of progress displays: the one with most requests under way first, then the one with most queued. */
    static int compareByBusiness(Host a, Host b) {
        int order = Integer.compare(b.inFlight, a.inFlight);
        if (order == 0) {
            order = Long.compare(b.queued, a.queued);
        }
        return order != 0 ? order : a.origin.compareTo(b.origin);
    }

    long appointmentNanos() {
        return appointmentNanos;
    }

    void comesBackAt(long timeNanos) {
        appointmentNanos = timeNanos;
    }

    /** Whether it is slow and was next while slow hosts had as many requests as they may. */
    boolean isParked() {
        return isParked;
    }

    void parked(boolean nowParked) {
        isParked = nowParked;
    }

    boolean isUsed() {
        return isUsed;
    }

    void isUsed(boolean nowUsed) {
        isUsed = nowUsed;
    }

    /** Whether its record tells all there is to know of it, and nothing holds on to it. */
    boolean isAtRest() {
        return inFlight == 0
                && !isDirty
                && place == Schedule.Place.NOWHERE
                && heldAt == null
                && !isParked
                && !isNextJudged();
    }

    void becameReady(Schedule.Place readyPlace) {
        place = readyPlace;
    }

    void leftReady() {
        place = Schedule.Place.NOWHERE;
    }

    void lastServedAt(long turn) {
        servedAt = turn;
    }

    void served(long turn) {
        servedAt = turn;
        appointmentNanos = 0;
    }

    // ---- record

    /** Its state differs from its record; true if that is news. */
    boolean changed() {
        boolean isNews = !isDirty;
        isDirty = true;
        return isNews;
    }

    void recordWritten() {
        isDirty = false;
    }

    /** What a progress display shows; {@code oldestStartNanos} is {@link Nanos#NEVER} if nothing is under way. */
    HostState state(long oldestStartNanos, long nowNanos) {
        Pace pace = pace();
        long retries = 0;
        for (int i = 0; i < lanes.size(); i++) {
            retries += lanes.get(i).isForRetries() ? lanes.get(i).size() : 0;
        }
        return new HostState(
                origin,
                queued(),
                inFlight,
                pagesAnswered,
                Math.max(Gates.openAtNanos(name), robots.retryAtNanos()),
                Math.max(pace.blockedUntilNanos(), robots.retryAtNanos()),
                retries,
                asksRobots,
                oldestStartNanos,
                Gates.neighbourhood(this, nowNanos),
                isParked);
    }

    void write(ByteWriter out) {
        out.text(origin).number(pagesAnswered << 1 | (isSlow ? 1 : 0)).number(crawlDelayNanos);
        robots.write(out);
        for (Lane lane : lanes) {
            lane.write(out);
        }
    }

    /** Reads a record. {@link HostRecord} reads the same, less of it. */
    static Host read(int id, byte[] record, HostName name, FrontierOptions options, long nowNanos, long openedAtNanos) {
        var in = new ByteReader(record);
        var host = new Host(id, in.text(), name);
        long pages = in.number();
        host.pagesAnswered = pages >> 1;
        host.isSlow = (pages & 1) != 0;
        host.crawlDelayNanos = in.number();
        name.crawlDelayChanged(Nanos.of(options.pace().waitMax()));
        host.robots.read(in, nowNanos, openedAtNanos);
        while (in.hasMore()) {
            Lane lane = Lane.read(in);
            host.lanes.add(lane);
            host.queued += lane.size();
        }
        return host;
    }
}
