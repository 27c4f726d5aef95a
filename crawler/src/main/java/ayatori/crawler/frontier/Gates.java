package ayatori.crawler.frontier;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps delay and concurrency where hosts are neighbours: for each host name across schemes and ports, each registered
 * domain, and each address that answered for a name. So names without end, as wildcard DNS gives them, are no way around
 * politeness.
 *
 * <p>A {@linkplain Schedule ready} host whose turn has come and that finds a gate closed is <i>held</i> there. When the gate
 * opens, it lets out the host that it has held for longest, and the next one when that has had its turn. So a request costs
 * the same however many neighbours a host has.
 */
final class Gates {
    private final int perHost;

    /** Those that will let a host out, in the order of the times at which they open. */
    private final TreeSet<Gate> armed = new TreeSet<>(Gate::compareByTime);

    /** The first name of each pair of last labels. Only where there are two must the registered domain be known. */
    private final Map<String, HostName> firstByLabels = new HashMap<>();

    private final Map<String, Gate> byDomain = new HashMap<>();
    private final Map<InetAddress, Gate> byAddress = new HashMap<>();
    private int nextId;

    Gates(FrontierOptions options) {
        perHost = options.pace().perHost();
    }

    Gate newGate() {
        return new Gate(nextId++, perHost);
    }

    /** Gives a new host name the gate of its registered domain. */
    void join(HostName name) {
        HostName first = firstByLabels.putIfAbsent(RegisteredDomain.lastTwoLabels(name.name()), name);
        if (first == null) {
            name.inDomain(newGate());
            return;
        }
        Gate ofFirst = first.domain();
        byDomain.computeIfAbsent(RegisteredDomain.of(first.name()), _ -> ofFirst);
        name.inDomain(byDomain.computeIfAbsent(RegisteredDomain.of(name.name()), _ -> newGate()));
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
        Gate gate = byAddress.computeIfAbsent(address, _ -> newGate());
        gate.addMembers(1);
        gate.addInFlight(name.inFlight());
        rearm(gate);
        name.atAddress(address, gate);
        return freed;
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
                gate.unhold(host);
                host.heldAt(null);
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

    /** Holds a host, which must be nowhere in the schedule, until a gate opens. */
    void hold(Host host, Gate gate) {
        disarm(gate);
        gate.hold(host);
        host.heldAt(gate);
        arm(gate);
    }

    /** Holds a host no longer, if it is held. */
    void unhold(Host host) {
        Gate gate = host.heldAt();
        if (gate != null) {
            disarm(gate);
            gate.unhold(host);
            host.heldAt(null);
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
