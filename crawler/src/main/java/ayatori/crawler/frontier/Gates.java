package ayatori.crawler.frontier;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps delay and concurrency where hosts are neighbours: for each host name across schemes and ports, each registered
 * domain, and each address that answered for a name. So names without end, as wildcard DNS gives them, are no way around
 * politeness.
 *
 * <p>A {@linkplain Schedule ready} host whose turn has come and that finds a gate closed is <i>held</i> there. When the gate
 * opens, it lets out the host that it has held for longest, and the next one when that has had its turn. So a request costs
 * the same however many neighbours a host has.
 *
 * <p>Names that are in memory have gates. A gate without such a name is open, and says nothing: it is dropped.
 */
final class Gates {
    /** Hosts that one gate holds, and that all hold together. Further ones come back later. */
    private final int heldPerGateMax;

    private final int heldMax;

    private final int perHost;
    private int held;

    /** Those that will let a host out, in the order of the times at which they open. */
    private final TreeSet<Gate> armed = new TreeSet<>(Gate::compareByTime);

    /** The domains of the names in memory, by their last two labels. */
    private final Map<String, Domains> byLabels = new HashMap<>();

    private final Map<InetAddress, Gate> byAddress = new HashMap<>();
    private int nextId;
    private @Nullable RestartDelays restart;

    Gates(FrontierOptions options) {
        perHost = options.pace().perHost();
        heldMax = Math.max(1, options.hostsInMemory() / 2);
        heldPerGateMax = Math.max(1, heldMax / 10);
    }

    Gate newGate() {
        return new Gate(nextId++, perHost);
    }

    /** A gate that several names share. */
    private Gate newGate(Object neighbourhood) {
        Gate gate = newGate();
        if (restart != null) {
            gate.opensAt(restart.openAtNanos(neighbourhood));
        }
        return gate;
    }

    /** Notes the delay of a name that is not put into memory, after a restart. */
    void noteDelay(RestartDelays delays, HostName name, byte[] address) {
        delays.add(RegisteredDomain.lastTwoLabels(name.name()), name.pace().ownDelayNanos());
        if (address.length > 0) {
            delays.add(HostName.addressOf(address), name.pace().ownDelayNanos());
        }
    }

    /** From now on each new gate keeps these delays. */
    void restarted(RestartDelays delays) {
        restart = delays;
    }

    /** Gives a name that comes into memory the gate of its registered domain. */
    void join(HostName name) {
        String labels = RegisteredDomain.lastTwoLabels(name.name());
        Domains domains = byLabels.get(labels);
        if (domains == null) {
            domains = new Domains(name.name(), newGate(labels));
            byLabels.put(labels, domains);
        }
        Gate gate = domains.gateOf(name.name(), () -> newGate(labels));
        domains.names++;
        gate.addMembers(1);
        admit(gate, name);
        name.inDomain(gate);
    }

    /** A name leaves memory, of which nothing is under way or held. Gates without names are dropped. */
    void leave(HostName name) {
        String labels = RegisteredDomain.lastTwoLabels(name.name());
        Domains domains = Objects.requireNonNull(byLabels.get(labels));
        boolean isLastOfDomain = name.domain().addMembers(-1) == 0;
        if (--domains.names == 0) {
            byLabels.remove(labels);
        } else if (isLastOfDomain) {
            domains.remove(name.name());
        }
        Gate gate = name.address();
        InetAddress address = name.addressValue();
        if (gate != null && gate.addMembers(-1) == 0 && address != null) {
            byAddress.remove(address);
        }
    }

    /** The registered domains with the same last two labels. Only where there are two names must they be told apart. */
    private static final class Domains {
        private final String firstName;
        private final Gate firstGate;
        private @Nullable Map<String, Gate> byDomain;
        private int names;

        Domains(String firstName, Gate firstGate) {
            this.firstName = firstName;
            this.firstGate = firstGate;
        }

        Gate gateOf(String name, Supplier<Gate> newGate) {
            if (names == 0) {
                return firstGate;
            }
            if (byDomain == null) {
                byDomain = new HashMap<>();
                byDomain.put(RegisteredDomain.of(firstName), firstGate);
            }
            return byDomain.computeIfAbsent(RegisteredDomain.of(name), _ -> newGate.get());
        }

        void remove(String name) {
            if (byDomain != null) {
                byDomain.remove(RegisteredDomain.of(name));
            }
        }
    }

    /**
     * Notes which address answered for a name. Its requests under way count there from now on. Returns the hosts that the
     * gate of the address before held and holds no longer; they are nowhere in the schedule.
     */
    List<Host> answeredFrom(HostName name, InetAddress address) {
        if (address.equals(name.addressValue())) {
            return List.of();
        }
        Gate before = name.address();
        List<Host> freed = before == null ? List.of() : leave(name, before);
        Gate gate = byAddress.computeIfAbsent(address, this::newGate);
        gate.addMembers(1);
        gate.addInFlight(name.inFlight());
        admit(gate, name);
        rearm(gate);
        name.atAddress(address, gate);
        return freed;
    }

    /** Where a name may have more requests under way than others, so may its domain and its address. */
    private void admit(Gate gate, HostName name) {
        int most = name.pace().perHost();
        if (most > gate.limit()) {
            disarm(gate);
            gate.limit(most);
            arm(gate);
        }
    }

    private List<Host> leave(HostName name, Gate gate) {
        List<Host> freed = new ArrayList<>();
        disarm(gate);
        gate.addInFlight(-name.inFlight());
        for (Host host : name.origins()) {
            if (gate.next() == host) {
                gate.nextIsGone();
            }
            if (host.heldAt() == gate) {
                unholdAt(gate, host);
                freed.add(host);
            }
        }
        InetAddress address = name.addressValue();
        if (gate.addMembers(-1) == 0 && address != null) {
            byAddress.remove(address);
        }
        arm(gate);
        return freed;
    }

    /** Takes over what a host's pace has come to. */
    void update(HostName name) {
        Pace pace = name.pace();
        Gate own = name.own();
        if (own.openAtNanos() != pace.openAtNanos() || own.limit() != pace.parallel()) {
            disarm(own);
            own.opensAt(pace.openAtNanos());
            own.limit(pace.parallel());
            arm(own);
        }
        long open = pace.openToNeighboursNanos();
        opensAt(name.domain(), open);
        opensAt(name.address(), open);
    }

    private void opensAt(@Nullable Gate gate, long timeNanos) {
        if (gate != null && gate.openAtNanos() < timeNanos) {
            disarm(gate);
            gate.opensAt(timeNanos);
            arm(gate);
        }
    }

    void started(HostName name) {
        count(name, 1);
    }

    void ended(HostName name) {
        count(name, -1);
    }

    private void count(HostName name, int requests) {
        count(name.own(), requests);
        count(name.domain(), requests);
        count(name.address(), requests);
    }

    private void count(@Nullable Gate gate, int requests) {
        if (gate != null) {
            gate.addInFlight(requests);
            rearm(gate);
        }
    }

    /** When the delays of a host's neighbours are over. */
    static long openAtNanos(HostName name) {
        Gate address = name.address();
        long open = Math.max(name.own().openAtNanos(), name.domain().openAtNanos());
        return address == null ? open : Math.max(open, address.openAtNanos());
    }

    /** A gate that lets a host start nothing now; null if all are open. */
    static @Nullable Gate closedTo(Host host, long nowNanos) {
        HostName name = host.name();
        if (name.own().isClosed(nowNanos)) {
            return name.own();
        }
        if (name.domain().isClosed(nowNanos)) {
            return name.domain();
        }
        Gate address = name.address();
        return address != null && address.isClosed(nowNanos) ? address : null;
    }

    /**
     * What a host shares with others for which it waits: its name (other schemes and ports), its registered domain, or its
     * address. Null if it waits for none.
     */
    static @Nullable String neighbourhood(Host host, long nowNanos) {
        HostName name = host.name();
        Gate held = host.heldAt();
        Gate closed = held == null ? closedTo(host, nowNanos) : held;
        if (closed == name.own()) {
            boolean waits = held == null
                    ? closed.isFull() && host.inFlight() < closed.inFlight()
                    : name.origins().size() > 1;
            return waits ? name.name() : null;
        }
        if (closed == name.domain()) {
            return RegisteredDomain.of(name.name());
        }
        InetAddress address = name.addressValue();
        return closed == null || address == null ? null : address.getHostAddress();
    }

    /**
     * Hands out hosts that are held, at most so many. A gate that holds hosts opens at some time, or is full: with requests to
     * hosts that are among those given.
     *
     * @param busy the hosts with requests under way, and those that are next
     */
    void forEachHeld(int count, Collection<Host> busy, Consumer<Host> receiver) {
        Set<Gate> closed = new LinkedHashSet<>();
        for (Host host : busy) {
            HostName name = host.name();
            closed.add(name.own());
            closed.add(name.domain());
            if (name.address() != null) {
                closed.add(name.address());
            }
        }
        armed.stream().limit(count).forEach(closed::add);
        int left = count;
        for (Gate gate : closed) {
            left -= gate.forEachHeld(left, receiver);
        }
    }

    /**
     * Holds a host, which must be nowhere in the schedule, until a gate opens. If too many are held, the host is told when to
     * come back, and false is returned.
     */
    boolean hold(Host host, Gate gate, long nowNanos) {
        if (held >= heldMax || gate.heldCount() >= heldPerGateMax) {
            host.comesBackAt(gate.makeAppointment(nowNanos, host.pace().delayNanos()));
            return false;
        }
        disarm(gate);
        gate.hold(host);
        held++;
        host.heldAt(gate);
        arm(gate);
        return true;
    }

    private void unholdAt(Gate gate, Host host) {
        gate.unhold(host);
        held--;
        host.heldAt(null);
    }

    /** Holds a host no longer, if it is held. */
    void unhold(Host host) {
        Gate gate = host.heldAt();
        if (gate != null) {
            disarm(gate);
            unholdAt(gate, host);
            arm(gate);
        }
    }

    /** Lets a host out of a gate that is open; null if no gate has one to let out. */
    @Nullable Host letOut(long nowNanos) {
        if (armed.isEmpty() || armed.first().openAtNanos() > nowNanos) {
            return null;
        }
        Gate gate = armed.first();
        disarm(gate);
        Host host = gate.letNextOut();
        if (host != null) {
            held--;
            host.heldAt(null);
        }
        return host;
    }

    /** A host is not ready any more: gates that let it out may let the next one out. */
    void passed(Host host) {
        HostName name = host.name();
        passed(name.own(), host);
        passed(name.domain(), host);
        passed(name.address(), host);
    }

    private void passed(@Nullable Gate gate, Host host) {
        if (gate != null && gate.next() == host) {
            gate.nextIsGone();
            arm(gate);
        }
    }

    /** The time at which a gate lets a host out; {@link Nanos#NEVER} if none does. */
    long nextNanos() {
        return armed.isEmpty() ? Nanos.NEVER : armed.first().openAtNanos();
    }

    private void rearm(Gate gate) {
        disarm(gate);
        arm(gate);
    }

    private void disarm(Gate gate) {
        if (gate.isArmed()) {
            armed.remove(gate);
            gate.armed(false);
        }
    }

    private void arm(Gate gate) {
        if (!gate.isArmed() && gate.wantsToOpen()) {
            armed.add(gate);
            gate.armed(true);
        }
    }
}
