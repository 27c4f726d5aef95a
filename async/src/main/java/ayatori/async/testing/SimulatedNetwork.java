package ayatori.async.testing;

import ayatori.async.EventLoop;
import ayatori.async.net.DatagramTransport;
import ayatori.async.net.Listener;
import ayatori.async.net.Network;
import ayatori.async.net.ServerOptions;
import ayatori.async.net.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A simulated network of hosts in one loop, without sockets: latency, lost datagrams, resets and partitions, driven by a seed and
 * under the virtual clock.
 *
 * {@snippet :
 * SimulatedNetwork network = SimulatedNetwork.install(42).withLatency(Duration.ofMillis(20), Duration.ofMillis(30));
 * Server server = Streams.startServer((reader, writer) -> writer.write("hello, " + reader.readLine()), "server", 80);
 * try (Connection connection = Streams.openConnection("server", 80)) {
 *     connection.writer().write("world\n");
 *     assert connection.reader().readLine().equals("hello, world");
 * }
 * network.partition("localhost", "server");
 * try {
 *     Async.waitFor(() -> Streams.openConnection("server", 80), Duration.ofSeconds(5));
 * } catch (TimeoutException e) {
 *     network.heal();
 * }
 * }
 *
 * <p>A host exists when its name is first used. Only names under {@code .invalid} are unknown. Code runs on the host {@code
 * localhost}, unless it uses a local address of another host ({@link #address}). A connection behaves as TCP does. Bytes arrive in
 * order, in pieces of random size. A reader that does not read stops its writer. What is sent into a partition arrives when it
 * heals, or the sender gives up after a quarter of an hour. A reset that is sent into a partition is lost, and the other end stays
 * half open until it sends something.
 */
public final class SimulatedNetwork implements Network {
    /** The time after which a connect without an answer fails, and the time for unacknowledged bytes below; both Linux's. */
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(127);

    static final Duration SEND_TIMEOUT = Duration.ofSeconds(924);

    private static final int PORT_FIRST = 49152;

    final EventLoop loop = EventLoop.current();
    final Random random;
    private final Map<String, List<InetAddress>> names = new LinkedHashMap<>();
    private final Map<SocketAddress, SimulatedListener> listeners = new LinkedHashMap<>();
    private final Map<SocketAddress, SimulatedDatagrams> datagrams = new LinkedHashMap<>();
    private final List<SimulatedTransport> connections = new ArrayList<>();
    private final Set<Set<InetAddress>> partitions = new HashSet<>();
    private final List<Runnable> heldBack = new ArrayList<>();
    private long latencyMin;
    private long latencyMax;
    private double datagramLoss;
    private long cutAfter = Long.MAX_VALUE;
    private int portsGiven;

    private SimulatedNetwork(long seed) {
        random = new Random(seed);
        names.put("localhost", List.of(InetAddress.getLoopbackAddress()));
    }

    /**
     * Creates a network without latency or faults, and makes the current loop use it.
     *
     * @param seed determines everything random
     * @return the network
     */
    public static SimulatedNetwork install(long seed) {
        var network = new SimulatedNetwork(seed);
        Network.install(network);
        return network;
    }

    /**
     * Sets the latency between two hosts.
     *
     * @param min the shortest
     * @param max the longest
     * @return this network
     */
    public SimulatedNetwork withLatency(Duration min, Duration max) {
        Objects.requireNonNull(min, "min");
        Objects.requireNonNull(max, "max");
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("latency is 0 <= min <= max, not min " + min + ", max " + max);
        }
        latencyMin = min.toNanos();
        latencyMax = max.toNanos();
        return this;
    }

    /**
     * Sets how many datagrams are lost.
     *
     * @param probability 0 for none, 1 for all
     * @return this network
     */
    public SimulatedNetwork withDatagramLoss(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability is 0 to 1, not " + probability);
        }
        datagramLoss = probability;
        return this;
    }

    /**
     * Resets every new connection after a number of bytes in both directions together. A test that tries every number meets a
     * failure at every byte of a protocol.
     *
     * @param bytes zero or more
     * @return this network
     */
    public SimulatedNetwork withResetAfter(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a connection is reset after zero bytes or more, not " + bytes);
        }
        cutAfter = bytes;
        return this;
    }

    /**
     * Sets the addresses of a host.
     *
     * @param host its name
     * @param addresses one or more, as text, the preferred first
     * @return this network
     * @throws IllegalArgumentException if there is none or one is malformed
     */
    public SimulatedNetwork withHost(String host, String... addresses) {
        Objects.requireNonNull(host, "host");
        if (addresses.length == 0) {
            throw new IllegalArgumentException("a host has one address or more: " + host);
        }
        names.put(host, Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
        return this;
    }

    /**
     * Returns an address of a host, to be used as a local address by code that runs there.
     *
     * @param host its name
     * @param port 0 for any free port
     * @return the address
     */
    public InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(addresses(host).getFirst(), port);
    }

    /**
     * Separates two hosts until {@link #heal}: nothing passes between them.
     *
     * @param one a host
     * @param other another
     */
    public void partition(String one, String other) {
        for (InetAddress from : addresses(one)) {
            for (InetAddress to : addresses(other)) {
                partitions.add(Set.of(from, to));
            }
        }
    }

    /** Ends all partitions. What connections have held back arrives. */
    public void heal() {
        partitions.clear();
        List<Runnable> arriving = List.copyOf(heldBack);
        heldBack.clear();
        arriving.forEach(Runnable::run);
    }

    /**
     * Resets all connections of a host.
     *
     * @param host its name
     */
    public void reset(String host) {
        List<InetAddress> addresses = addresses(host);
        for (SimulatedTransport connection : List.copyOf(connections)) {
            if (addresses.contains(connection.localHost()) || addresses.contains(connection.peerHost())) {
                connection.reset();
            }
        }
    }

    /** {@return how many ends of connections are open: two for each connection, until they are closed} */
    public int openConnections() {
        return connections.size();
    }

    // ---- for streams

    @Override
    public List<InetAddress> resolve(String host) throws IOException {
        if (host.endsWith(".invalid")) {
            throw new UnknownHostException(host);
        }
        return addresses(host);
    }

    @Override
    public Transport connect(SocketAddress remote, @Nullable SocketAddress local) throws IOException {
        return new SimulatedConnect(this, freePort(local), remote).await();
    }

    @Override
    public Listener listen(SocketAddress address, ServerOptions options) throws IOException {
        SocketAddress free = freePort(address);
        if (listeners.containsKey(free)) {
            throw new java.net.BindException("Address already in use: " + address);
        }
        var listener = new SimulatedListener(this, free, options.backlog());
        listeners.put(free, listener);
        return listener;
    }

    @Override
    public DatagramTransport openDatagrams(@Nullable SocketAddress local, @Nullable SocketAddress remote)
            throws IOException {
        SocketAddress free = freePort(local);
        if (datagrams.containsKey(free)) {
            throw new java.net.BindException("Address already in use: " + local);
        }
        var socket = new SimulatedDatagrams(this, free, remote);
        datagrams.put(free, socket);
        return socket;
    }

    // ---- for the parts of the simulation

    @Nullable SimulatedListener listener(SocketAddress address) {
        SimulatedListener exact = listeners.get(address);
        return exact == null && address instanceof InetSocketAddress internet
                ? listeners.get(new InetSocketAddress(internet.getPort()))
                : exact;
    }

    @Nullable SimulatedDatagrams datagrams(SocketAddress address) {
        return datagrams.get(address);
    }

    void closed(SimulatedListener listener) {
        listeners.remove(listener.address(), listener);
    }

    void closed(SimulatedDatagrams socket) {
        datagrams.remove(socket.localAddress(), socket);
    }

    void opened(SimulatedTransport connection) {
        connections.add(connection);
    }

    void closed(SimulatedTransport connection) {
        connections.remove(connection);
    }

    long cutAfter() {
        return cutAfter;
    }

    boolean loses() {
        return datagramLoss > 0 && random.nextDouble() < datagramLoss;
    }

    /** Returns the latency of the next transfer. */
    long latencyNanos() {
        return latencyMax == latencyMin ? latencyMin : random.nextLong(latencyMin, latencyMax + 1);
    }

    void later(long nanos, Runnable arrival) {
        loop.callLater(Duration.ofNanos(nanos), arrival);
    }

    boolean parted(SocketAddress one, SocketAddress other) {
        if (partitions.isEmpty()) {
            return false;
        }
        InetAddress from = ((InetSocketAddress) one).getAddress();
        InetAddress to = ((InetSocketAddress) other).getAddress();
        return !from.equals(to) && partitions.contains(Set.of(from, to));
    }

    /** Keeps an arrival until the partitions end. */
    void holdBack(Runnable arrival) {
        heldBack.add(arrival);
    }

    private List<InetAddress> addresses(String host) {
        return names.computeIfAbsent(Objects.requireNonNull(host, "host"), _ -> List.of(madeUp(host, names.size())));
    }

    private static InetAddress madeUp(String host, int number) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            try {
                return InetAddress.getByAddress(host, new byte[] {10, 0, (byte) (number >> 8), (byte) number});
            } catch (UnknownHostException impossible) {
                throw new AssertionError(impossible); // four bytes are an address
            }
        }
    }

    private SocketAddress freePort(@Nullable SocketAddress wanted) {
        if (wanted == null) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT_FIRST + portsGiven++);
        }
        return wanted instanceof InetSocketAddress internet && internet.getPort() == 0
                ? new InetSocketAddress(internet.getAddress(), PORT_FIRST + portsGiven++)
                : wanted;
    }

    @Override
    public String toString() {
        return "simulated network (" + names.keySet() + ", " + connections.size() + " open ends)";
    }
}
