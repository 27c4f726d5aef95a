package ayatori.web.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A name server on loopback, over UDP and TCP (RFC 1035), that answers as a test tells it to. */
final class FakeNameServer implements AutoCloseable {
    static final int NO_ERROR = 0;
    static final int SERVER_FAILURE = 2;
    static final int NO_SUCH_NAME = 3;

    /**
     * What is asked.
     *
     * @param type {@code A} or {@code AAAA}
     * @param tcp whether over TCP
     */
    record Question(String name, String type, boolean tcp) {}

    /**
     * What is answered.
     *
     * @param code the response code
     * @param truncated whether it says that it is cut short
     * @param forged addresses that are sent first: under an identifier of no question, for another name, as a
     *     question, and from another port
     */
    record Reply(
            int code, Duration timeToLive, boolean truncated, List<InetAddress> addresses, List<InetAddress> forged) {
        static Reply of(Duration timeToLive, InetAddress... addresses) {
            return new Reply(NO_ERROR, timeToLive, false, List.of(addresses), List.of());
        }

        static Reply code(int code) {
            return new Reply(code, Duration.ZERO, false, List.of(), List.of());
        }

        Reply cutShort() {
            return new Reply(code, timeToLive, true, List.of(), forged);
        }

        Reply after(InetAddress... forgedOnes) {
            return new Reply(code, timeToLive, truncated, addresses, List.of(forgedOnes));
        }
    }

    /** Answers a question; {@code null} sends no answer. */
    @FunctionalInterface
    interface Zone {
        @Nullable Reply reply(Question question);
    }

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Zone zone;
    private final List<Question> asked = Collections.synchronizedList(new ArrayList<>());

    FakeNameServer(Zone zone) throws IOException {
        this.zone = zone;
        tcp = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()));
        Thread.ofPlatform().daemon().name("name-server-udp").start(this::serveUdp);
        Thread.ofPlatform().daemon().name("name-server-tcp").start(this::serveTcp);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort());
    }

    List<Question> asked() {
        return List.copyOf(asked);
    }

    private void serveUdp() {
        try {
            byte[] buffer = new byte[4096];
            while (true) {
                var packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] message = Arrays.copyOf(buffer, packet.getLength());
                Reply reply = reply(message, false);
                if (reply != null) {
                    if (!reply.forged.isEmpty()) {
                        byte[] forged = encode(message, reply, reply.forged);
                        send(udp, changed(forged, 1), packet);
                        send(udp, changed(forged, 13), packet);
                        send(udp, changed(forged, 2), packet);
                        try (var other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                            send(other, forged, packet);
                        }
                    }
                    send(udp, encode(message, reply, reply.addresses), packet);
                }
            }
        } catch (IOException e) {
            if (!udp.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void send(DatagramSocket from, byte[] message, DatagramPacket to) throws IOException {
        from.send(new DatagramPacket(message, message.length, to.getSocketAddress()));
    }

    private static byte[] changed(byte[] message, int at) {
        byte[] changed = message.clone();
        changed[at] ^= (byte) (at == 2 ? 0x80 : 1);
        return changed;
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                var in = new DataInputStream(socket.getInputStream());
                byte[] message = in.readNBytes(in.readUnsignedShort());
                Reply reply = reply(message, true);
                if (reply != null) {
                    byte[] answer = encode(message, reply, reply.addresses);
                    var out = new DataOutputStream(socket.getOutputStream());
                    out.writeShort(answer.length);
                    out.write(answer);
                    in.read(); // until the client has read it and closes
                }
            } catch (IOException _) {
                // the client closed its connection, or the test has ended
            }
        }
    }

    private @Nullable Reply reply(byte[] message, boolean overTcp) {
        int end = endOfName(message);
        var name = new StringBuilder();
        for (int at = 12; message[at] != 0; at += message[at] + 1) {
            name.append(new String(message, at + 1, message[at], StandardCharsets.US_ASCII))
                    .append('.');
        }
        var question =
                new Question(name.substring(0, name.length() - 1), message[end + 1] == 28 ? "AAAA" : "A", overTcp);
        asked.add(question);
        return zone.reply(question);
    }

    private static int endOfName(byte[] message) {
        int at = 12;
        while (message[at] != 0) {
            at += message[at] + 1;
        }
        return at + 1;
    }

    private static byte[] encode(byte[] message, Reply reply, List<InetAddress> addresses) throws IOException {
        int end = endOfName(message);
        int length = message[end + 1] == 28 ? 16 : 4;
        List<byte[]> records = addresses.stream()
                .map(InetAddress::getAddress)
                .filter(bytes -> bytes.length == length)
                .toList();
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(message, 0, 2);
        out.writeShort(0x8580 | (reply.truncated ? 0x0200 : 0) | reply.code); // authoritative, recursion available
        out.writeShort(1);
        out.writeShort(records.size());
        out.writeInt(0);
        out.write(message, 12, end + 4 - 12);
        for (byte[] address : records) {
            out.writeShort(0xc00c); // the name asked for
            out.write(message, end, 4);
            out.writeInt((int) reply.timeToLive.toSeconds());
            out.writeShort(length);
            out.write(address);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
