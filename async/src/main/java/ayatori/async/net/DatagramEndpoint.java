package ayatori.async.net;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives UDP datagrams: asyncio's datagram endpoint.
 *
 * {@snippet :
 * try (DatagramEndpoint server = DatagramEndpoint.bind(new java.net.InetSocketAddress("127.0.0.1", 0));
 *         DatagramEndpoint client = DatagramEndpoint.connect(server.address())) {
 *     client.send("ping".getBytes());
 *     Datagram ping = server.receive();
 *     server.send("pong".getBytes(), ping.sender());
 *     assert new String(client.receive().data()).equals("pong");
 * }
 * }
 *
 * <p>Datagrams that arrive while no task receives wait in the system's receive buffer. It is bounded, and what does not fit is
 * lost. Several tasks may receive. Each datagram goes to one of them, the one that has waited longest.
 */
public final class DatagramEndpoint implements AutoCloseable {
    /** More than the largest UDP datagram. */
    private static final int DATAGRAM_BYTES_MAX = 64 * 1024;

    private final DatagramTransport transport;
    private final EventLoop loop = EventLoop.current();
    private final ByteBuffer scratch = Scratch.of(loop).buffer;
    private final ArrayDeque<Promise<@Nullable Void>> receivers = new ArrayDeque<>(2);
    private final ArrayDeque<Promise<@Nullable Void>> senders = new ArrayDeque<>(2);
    private boolean closed;

    /**
     * Creates an endpoint.
     *
     * @param transport the socket
     */
    public DatagramEndpoint(DatagramTransport transport) {
        this.transport = Objects.requireNonNull(transport, "transport");
    }

    /**
     * Opens an endpoint that can exchange datagrams with any peer.
     *
     * @param local the address to bind; port 0 for any free port
     * @return the endpoint
     * @throws IOException if the address is in use or is not one of this machine
     */
    public static DatagramEndpoint bind(SocketAddress local) throws IOException {
        return new DatagramEndpoint(Network.current().openDatagrams(requireInternet(local, "local"), null));
    }

    /**
     * Opens an endpoint that exchanges datagrams with one peer only.
     *
     * @param remote the peer's address
     * @return the endpoint
     * @throws IOException if the peer cannot be reached
     */
    public static DatagramEndpoint connect(SocketAddress remote) throws IOException {
        return new DatagramEndpoint(Network.current().openDatagrams(null, requireInternet(remote, "remote")));
    }

    private static SocketAddress requireInternet(SocketAddress address, String name) {
        Objects.requireNonNull(address, name);
        if (!(address instanceof InetSocketAddress internet) || internet.isUnresolved()) {
            throw new IllegalArgumentException("datagrams need an internet address that is resolved, not " + address);
        }
        return address;
    }

    /**
     * Sends a datagram to the connected peer. Waits only while the system has no room for it.
     *
     * @param data the datagram
     * @throws IOException if it cannot be sent, or is too long
     * @throws IllegalStateException if the endpoint was not made by {@link #connect}
     */
    public void send(byte[] data) throws IOException {
        sendTo(data, null);
    }

    /**
     * Sends a datagram. Waits only while the system has no room for it.
     *
     * @param data the datagram
     * @param to the destination
     * @throws IOException if it cannot be sent, or is too long
     */
    public void send(byte[] data, SocketAddress to) throws IOException {
        sendTo(data, requireInternet(to, "to"));
    }

    private void sendTo(byte[] data, @Nullable SocketAddress to) throws IOException {
        ByteBuffer datagram = ByteBuffer.wrap(Objects.requireNonNull(data, "data"));
        requireOpen();
        while (!transport.send(datagram, to)) {
            transport.whenWritable(this::wakeSender);
            await(senders);
        }
        if (!senders.isEmpty()) {
            transport.whenWritable(this::wakeSender);
        }
    }

    /**
     * Waits for a datagram.
     *
     * @return the datagram
     * @throws IOException if the endpoint is closed, or the connected peer refuses datagrams
     */
    public Datagram receive() throws IOException {
        requireOpen();
        for (boolean waited = false; ; waited = true) {
            // A new receiver does not overtake those that wait.
            if (waited || receivers.isEmpty()) {
                scratch.clear().limit(DATAGRAM_BYTES_MAX);
                SocketAddress sender = transport.receive(scratch);
                if (sender != null) {
                    byte[] data = new byte[scratch.position()];
                    scratch.get(0, data);
                    listenForOthers();
                    return new Datagram(data, sender);
                }
            }
            transport.whenReadable(this::wakeReceiver);
            await(receivers);
        }
    }

    /** {@return this end's address} */
    public SocketAddress address() {
        return transport.localAddress();
    }

    /** Closes at once. Waiting tasks get an {@link IOException}. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            transport.close();
            receivers.forEach(Waiters::wake);
            senders.forEach(Waiters::wake);
        }
    }

    private void await(ArrayDeque<Promise<@Nullable Void>> queue) throws IOException {
        Promise<@Nullable Void> woken = loop.createPromise();
        queue.add(woken);
        try {
            Waiters.await(woken);
        } finally {
            queue.remove(woken);
            if (receivers.isEmpty()) {
                transport.cancelReadable();
            } else {
                listenForOthers();
            }
            if (senders.isEmpty()) {
                transport.cancelWritable();
            }
        }
        requireOpen();
    }

    private void listenForOthers() {
        if (!receivers.isEmpty() && !closed) {
            transport.whenReadable(this::wakeReceiver);
        }
    }

    private void wakeReceiver() {
        wakeFirst(receivers);
    }

    private void wakeSender() {
        wakeFirst(senders);
    }

    private static void wakeFirst(ArrayDeque<Promise<@Nullable Void>> queue) {
        Promise<@Nullable Void> first = queue.peek();
        if (first != null) {
            Waiters.wake(first);
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("this endpoint is closed: " + transport);
        }
    }

    @Override
    public String toString() {
        return "datagram endpoint " + transport.localAddress() + (closed ? " (closed)" : "");
    }
}
