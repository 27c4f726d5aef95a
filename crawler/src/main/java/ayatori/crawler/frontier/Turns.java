package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives hosts their turns: of those that may be asked now, the one that was asked longest ago is next. In its turn a host
 * gets one request, or has URLs skipped that it must not be asked for.
 */
final class Turns {
    private final FrontierOptions options;
    private final UrlQueue queue;
    private final Robots robots;
    private final Intake intake;
    private final InFlight inFlight;
    private final Gates gates;
    private final Totals totals;
    private final HostTable hosts;
    private final Schedule schedule;

    /** Hosts that gates let out within one step, which bounds the step when thousands open at once. */
    private static final int LET_OUT_MAX = 1_000;

    private static final int LOADED_FOR_DISPLAY_MAX = 10;

    /** Parked hosts at most; further ones come back later. */
    private static final int PARKED_MAX = 1_000;

    /** Slow hosts that were next while slow hosts held as many requests as they may. */
    private final LinkedHashSet<Host> parked = new LinkedHashSet<>();

    /**
     * The numbers of hosts that have only pages queued, while only requisites may be requested: the pages under way may reach the
     * limit of pages. They are nowhere in the schedule, and held at no gate.
     */
    private final LinkedHashSet<Integer> withheld = new LinkedHashSet<>();

    Turns(
            FrontierOptions options,
            UrlQueue queue,
            Robots robots,
            Intake intake,
            InFlight inFlight,
            Gates gates,
            HostTable hosts) {
        this.options = options;
        this.queue = queue;
        this.robots = robots;
        this.intake = intake;
        this.inFlight = inFlight;
        this.gates = gates;
        this.hosts = hosts;
        schedule = new Schedule(options.hostsInMemory());
        totals = intake.totals();
    }

    /** A host has changed: its turn may come earlier or later. */
    void place(Host host, long nowNanos) {
        gates.update(host.name());
        long start = startNanos(host, nowNanos);
        if (start == Nanos.NEVER && isWithheld(host, nowNanos)) {
            withheld.add(host.id());
        } else if (!withheld.isEmpty()) {
            withheld.remove(host.id());
        }
        if (host.heldAt() != null) {
            if (start != Nanos.NEVER && skipsAll(host, nowNanos) == null) {
                return;
            }
            gates.unhold(host);
        }
        schedule.place(host, start, robots.areCostly(host), nowNanos);
        if (!schedule.isReady(host)) {
            gates.passed(host);
        }
    }

    /** A host that is in the store has something queued. When it is loaded, after the least delay there is, more is known. */
    void adopt(int host, long nowNanos) {
        Duration fixed = options.pace().delay();
        Duration least = fixed == null ? options.pace().autoDelayMin() : fixed;
        schedule.waitUntil(host, Nanos.after(nowNanos, Nanos.of(least)));
    }

    /** A host has come into memory. */
    void loaded(Host host) {
        schedule.loaded(host);
    }

    /** A request has ended. */
    void ended(Host host, @Nullable InetAddress answeredFrom, long nowNanos) {
        gates.ended(host.name());
        if (answeredFrom != null) {
            gates.answeredFrom(host.name(), answeredFrom).forEach(origin -> place(origin, nowNanos));
        }
    }

    /** When the next turn is; {@link Nanos#NEVER} if something must end before. */
    long nextNanos() {
        if (!withheld.isEmpty() && mayStartPages()) {
            return 0;
        }
        return hasCapacity() ? Math.min(schedule.nextNanos(), gates.nextNanos()) : Nanos.NEVER;
    }

    /**
     * The hosts with the most requests under way and the most queued: of those with requests, those that are next, and those that
     * wait for their neighbours.
     */
    Stream<HostState> busiest(int count, long nowNanos) {
        Map<Host, Long> candidates = inFlight.oldestByHost();
        // Hosts that wait may have to be loaded.
        int waiting = hosts.areAllLoaded() ? count : Math.min(count, LOADED_FOR_DISPLAY_MAX);
        schedule.forEachFirst(
                waiting,
                host -> candidates.putIfAbsent(host, Nanos.NEVER),
                host -> candidates.putIfAbsent(hosts.get(host), Nanos.NEVER));
        gates.forEachHeld(count, List.copyOf(candidates.keySet()), host -> candidates.putIfAbsent(host, Nanos.NEVER));
        parked.stream().limit(count).forEach(host -> candidates.putIfAbsent(host, Nanos.NEVER));
        return candidates.entrySet().stream()
                .sorted((a, b) -> Host.compareByBusiness(a.getKey(), b.getKey()))
                .limit(count)
                .map(host -> host.getKey().state(host.getValue(), nowNanos));
    }

    /**
     * Gives hosts their turns until none is ready, or the budget of outputs is spent. Returns the number of outputs.
     *
     * @param served told of each host that had a turn
     */
    int serve(long nowNanos, int budget, Consumer<Host> served, Consumer<? super Output> out) {
        release(nowNanos);
        int promoted = promote(0, nowNanos);
        letOut(nowNanos);
        robots.beginStep();
        inFlight.markSlow(nowNanos);
        unpark(nowNanos);
        int given = 0;
        while (given < budget && hasCapacity()) {
            Host host = schedule.takeReady(!robots.isStepSpent());
            if (host == null) {
                int before = promoted;
                promoted = promote(promoted, nowNanos);
                if (promoted == before) {
                    break;
                }
                continue;
            }
            Gate closed = skipsAll(host, nowNanos) == null ? Gates.closedTo(host, nowNanos) : null;
            if (isWithheld(host, nowNanos)) {
                place(host, nowNanos);
            } else if (host.isSlow() && !hasRoomForSlow()) {
                park(host, nowNanos);
            } else if (closed != null) {
                if (!gates.hold(host, closed, nowNanos)) {
                    place(host, nowNanos);
                }
            } else {
                given += serve(host, nowNanos, budget - given, out);
                served.accept(host);
            }
            gates.passed(host);
            letOut(nowNanos);
        }
        return given;
    }

    private void letOut(long nowNanos) {
        int count = 0;
        for (Host host = gates.letOut(nowNanos); host != null; host = gates.letOut(nowNanos)) {
            place(host, nowNanos);
            if (++count == LET_OUT_MAX) {
                return;
            }
        }
    }

    /** Takes hosts back whose pages may be requested again, since one that was under way was not answered. */
    private void release(long nowNanos) {
        if (!withheld.isEmpty() && mayStartPages()) {
            withheld.forEach(host -> schedule.waitUntil(host, nowNanos));
            withheld.clear();
        }
    }

    /** Whether a host has URLs due, of which none may be requested now, nor skipped. */
    private boolean isWithheld(Host host, long nowNanos) {
        return isForRequisites()
                && host.queued() > 0
                && host.requisitesDueNanos() > nowNanos
                && skipsAll(host, nowNanos) == null;
    }

    /** Slow hosts may hold half of all requests under way, so that they never hold up the others. */
    private boolean hasRoomForSlow() {
        return inFlight.toSlowHosts() < slowMax();
    }

    private int slowMax() {
        return Math.max(1, concurrency() / 2);
    }

    private void unpark(long nowNanos) {
        int room = parked.isEmpty() ? 0 : slowMax() - inFlight.toSlowHosts();
        for (int i = 0; i < room && !parked.isEmpty(); i++) {
            Host host = parked.removeFirst();
            host.parked(false);
            place(host, nowNanos);
        }
    }

    private void park(Host host, long nowNanos) {
        if (parked.size() < PARKED_MAX) {
            parked.add(host);
            host.parked(true);
        } else {
            host.comesBackAt(Nanos.after(nowNanos, InFlight.SLOW_NANOS));
            place(host, nowNanos);
        }
    }

    /** Gives a host its turn: one request, or as many URLs as it must skip. Returns the number of outputs. */
    private int serve(Host host, long nowNanos, int budget, Consumer<? super Output> out) {
        int given = 0;
        long rulesBytes = robots.stepBytes();
        boolean isForSkips = skipsAll(host, nowNanos) != null;
        while (given < budget) {
            SkipReason ofAll = skipsAll(host, nowNanos);
            if (isForSkips && ofAll == null) {
                return given; // what is left are requisites, whose time may not have come
            }
            Lane lane = nextLane(host, ofAll, nowNanos);
            if (lane == null) {
                if (given == 0) {
                    throw new IllegalStateException("a host had its turn and nothing to do: " + host.origin());
                }
                return given;
            }
            boolean isJudged = host.isNextJudged(lane);
            if (ofAll == null && !isJudged && robots.mustAsk(host, nowNanos)) {
                out.accept(askRobots(host, nowNanos));
                return given + 1;
            }
            if (ofAll == null && !isJudged && robots.mustParse(host)) {
                out.accept(parseRobots(host, nowNanos));
                return given + 1;
            }
            UrlEntry entry = queue.take(host, lane);
            given++;
            if (intake.requisites().dropIfPage(entry)) {
                continue;
            }
            SkipReason reason = ofAll;
            if (ofAll == null) {
                reason = isJudged ? host.judgedDenial() : robots.denial(host, entry.url());
            }
            if (reason == null) {
                out.accept(fetch(host, entry, nowNanos));
                return given;
            }
            intake.skip(entry, reason, rule(host, entry, reason), out);
            if (robots.isStepSpent() || robots.stepBytes() - rulesBytes > Robots.TURN_BYTES_MAX) {
                schedule.served(host);
                return given;
            }
        }
        return given;
    }

    /**
     * The lane whose first URL is next.
     *
     * @param ofAll why the URLs of the host are skipped; null if they are not
     */
    private @Nullable Lane nextLane(Host host, @Nullable SkipReason ofAll, long nowNanos) {
        if (ofAll != null) {
            return ofAll == SkipReason.HOST_LIMIT ? host.dueLane(Nanos.NEVER, false) : host.dueLane(Nanos.NEVER);
        }
        // Within this turn the last open requisite may have been dropped, so the limit of pages is looked at again.
        return mayStartPage(host) && mayStartPages() ? host.dueLane(nowNanos) : host.dueLane(nowNanos, true);
    }

    /** Why all URLs of a host are skipped, or all but its requisites if it has given enough pages; null if they are not. */
    private @Nullable SkipReason skipsAll(Host host, long nowNanos) {
        if (isFull(host) && host.queued() > host.requisites()) {
            return SkipReason.HOST_LIMIT;
        }
        boolean isTooSlow = host.crawlDelayNanos() > Nanos.of(options.pace().waitMax());
        SkipReason reason = isTooSlow ? SkipReason.CRAWL_DELAY : host.pace().givenUp(nowNanos);
        boolean mayHaveChanged = reason == SkipReason.CRAWL_DELAY && robots.mustAsk(host, nowNanos);
        return mayHaveChanged ? null : reason;
    }

    /** What says so; null if the reason says it all. */
    private @Nullable String rule(Host host, UrlEntry entry, SkipReason reason) {
        if (reason == SkipReason.ROBOTS) {
            return robots.denyingLine(host, entry.url());
        }
        if (reason == SkipReason.CRAWL_DELAY) {
            return "Crawl-delay: " + host.crawlDelayNanos() / Nanos.SECOND;
        }
        return reason == SkipReason.RETRY_AFTER
                ? "Retry-After: not before " + Nanos.instant(host.pace().blockedUntilNanos())
                : null;
    }

    private boolean isFull(Host host) {
        return host.pagesAnswered() >= host.name().pagesMax();
    }

    /** Judges a host's next URL by rules that have just come, so that it can be requested even if they are evicted. */
    void judgeNext(Host host, long nowNanos) {
        Lane lane = nextLane(host, null, nowNanos);
        if (lane != null) {
            host.judgedNext(lane, robots.denial(host, queue.first(host, lane).url()));
        }
    }

    private Output askRobots(Host host, long nowNanos) {
        Request request = begin(host, null, nowNanos);
        return new Output.FetchRobots(request.id(), totals.incarnation(), host.origin(), request.slot());
    }

    /** Nothing is requested, so the host's pace does not change. */
    private Output parseRobots(Host host, long nowNanos) {
        gates.started(host.name());
        schedule.served(host);
        Request request = inFlight.begin(host, null, nowNanos);
        return new Output.FetchRobots(
                request.id(), totals.incarnation(), host.origin(), request.slot(), robots.text(host));
    }

    private Output fetch(Host host, UrlEntry queued, long nowNanos) {
        UrlEntry entry = intake.atLeastDepth(queued);
        Request request = begin(host, entry, nowNanos);
        int attempt = entry.attempts() + 1;
        return new Output.Fetch(
                request.id(),
                totals.incarnation(),
                entry.url(),
                host.origin(),
                entry.isSitemap() ? 0 : entry.depth(),
                entry.redirects(),
                entry.isSitemap(),
                entry.referrer(),
                attempt,
                entry.earlier(),
                attempt > options.access().retries(),
                request.slot(),
                entry.request(),
                entry.role(),
                entry.isSeed());
    }

    private Request begin(Host host, @Nullable UrlEntry entry, long nowNanos) {
        host.pace().started(nowNanos);
        gates.started(host.name());
        schedule.served(host);
        return inFlight.begin(host, entry, nowNanos);
    }

    /** When a host could start its next request, or have its next URL skipped. */
    private long startNanos(Host host, long nowNanos) {
        long due = host.dueNanos();
        if (due == Nanos.NEVER || host.asksRobots()) {
            return Nanos.NEVER;
        }
        if (skipsAll(host, nowNanos) != null) {
            return 0;
        }
        if (!mayStartPage(host)) {
            due = host.requisitesDueNanos();
        }
        boolean mustAwaitAnswer =
                due == Nanos.NEVER || host.inFlight() >= host.pace().parallel();
        return mustAwaitAnswer
                ? Nanos.NEVER
                : Math.max(
                        Math.max(due, host.appointmentNanos()),
                        Math.max(host.pace().openAtNanos(), host.robots().retryAtNanos()));
    }

    private int concurrency() {
        return hosts.speed().concurrency(options.pace().concurrency());
    }

    private boolean hasCapacity() {
        boolean hasRequisites = totals.openRequisites() > inFlight.requisites();
        return inFlight.size() < concurrency() && (mayStartPages() || hasRequisites);
    }

    /** Without requisites. */
    int pagesUnderWay() {
        return inFlight.pages() - inFlight.requisites();
    }

    /** Whether the pages under way leave room for another one. */
    private boolean mayStartPages() {
        return totals.pagesAnswered() + pagesUnderWay() < totals.pagesMax();
    }

    /** Whether a host may be asked for another page: else only for requisites. */
    private boolean mayStartPage(Host host) {
        return host.pagesAnswered() + host.inFlight() < host.name().pagesMax() && !isForRequisites();
    }

    private boolean isForRequisites() {
        return totals.openRequisites() > 0 && !mayStartPages();
    }

    /** Has hosts that have waited become ready; returns how many that were in this step. */
    private int promote(int promotedBefore, long nowNanos) {
        int promoted = promotedBefore;
        for (int host = schedule.due(promoted, nowNanos); host >= 0; host = schedule.due(++promoted, nowNanos)) {
            place(hosts.get(host), nowNanos);
        }
        return promoted;
    }
}
