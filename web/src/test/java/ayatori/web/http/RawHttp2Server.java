package ayatori.web.http;

import io.netty.pkitesting.X509Bundle;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * An https server on loopback that sends exactly the HTTP/2 frames a test tells it to (RFC 9113 section 4), proper or not.
 * A client that does not offer HTTP/2 gets an empty HTTP/1.1 answer to each of its requests.
 */
final class RawHttp2Server implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;
    private static final int ACK = 1;
    private static final int PREFACE_BYTES = 24;

    /** What the server does with one HTTP/2 connection; it is closed when this returns. */
    interface Script {
        void converse(Conversation with) throws IOException;
    }

    private final SSLServerSocket listener;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger http1Requests = new AtomicInteger();
    private final List<SSLSocket> sockets = Collections.synchronizedList(new ArrayList<>());

    RawHttp2Server(X509Bundle certificate, Script script) throws Exception {
        this.script = script;
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        var parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        listener.setSSLParameters(parameters);
        Thread.ofPlatform().daemon().name("raw-http2-server").start(this::accept);
    }

    String url(String path) {
        return "https://localhost:" + listener.getLocalPort() + path;
    }

    int connections() {
        return connections.get();
    }

    /** How many requests came over HTTP/1.1. */
    int http1Requests() {
        return http1Requests.get();
    }

    private void accept() {
        try {
            while (true) {
                var socket = (SSLSocket) listener.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread.ofPlatform().daemon().name("raw-http2-conversation").start(() -> converse(socket));
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
        }
    }

    private void converse(SSLSocket accepted) {
        try (SSLSocket socket = accepted) {
            socket.startHandshake();
            var with = new Conversation(socket);
            if ("h2".equals(socket.getApplicationProtocol())) {
                with.in.readNBytes(PREFACE_BYTES);
                script.converse(with);
            } else {
                with.http1();
            }
        } catch (IOException e) {
            // The client closed the connection, as many tests expect it to.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SSLSocket socket : List.copyOf(sockets)) {
            socket.close();
        }
    }

    /** One connection, as the server sees it. */
    final class Conversation {
        private final SSLSocket socket;
        private final DataInputStream in;

        private Conversation(SSLSocket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        }

        private void http1() throws IOException {
            var head = new ByteArrayOutputStream();
            for (int next; (next = in.read()) >= 0; ) {
                head.write(next);
                if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    http1Requests.incrementAndGet();
                    write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    head.reset();
                }
            }
        }

        /** Acknowledges settings, and waits for the next request; its stream, or 0 when the client has closed. */
        int request() throws IOException {
            return next(false);
        }

        /** Waits until the client acknowledges the settings; the stream of a request that came before, or 0 if none did. */
        int requestBeforeAcknowledgement() throws IOException {
            int stream = next(true);
            if (stream != 0) {
                next(true);
            }
            return stream;
        }

        private int next(boolean untilAcknowledged) throws IOException {
            while (true) {
                byte[] length = in.readNBytes(3);
                if (length.length < 3) {
                    return 0;
                }
                int bytes = (length[0] & 0xff) << 16 | (length[1] & 0xff) << 8 | (length[2] & 0xff);
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                in.readNBytes(bytes);
                if (type == SETTINGS && (flags & ACK) == 0) {
                    frame(SETTINGS, ACK, 0, new byte[0]);
                } else if (type == SETTINGS && untilAcknowledged) {
                    return 0;
                } else if (type == HEADERS) {
                    return stream;
                }
            }
        }

        /** Sends a header block whose fields are literals, byte for byte. */
        void headers(int stream, boolean end, String... namesAndValues) throws IOException {
            var block = new ByteArrayOutputStream();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                block.write(0); // literal without indexing, new name (RFC 7541 section 6.2.2)
                text(block, namesAndValues[i]);
                text(block, namesAndValues[i + 1]);
            }
            frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block.toByteArray());
        }

        private static void text(ByteArrayOutputStream block, String text) {
            block.write(text.length()); // shorter than 127
            block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void data(int stream, boolean end, String text) throws IOException {
            frame(DATA, end ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void reset(int stream, int code) throws IOException {
            frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
        }

        void goAway(int lastStream, int code) throws IOException {
            frame(
                    GOAWAY,
                    0,
                    0,
                    ByteBuffer.allocate(8).putInt(lastStream).putInt(code).array());
        }

        void settings(int identifier, int value) throws IOException {
            frame(
                    SETTINGS,
                    0,
                    0,
                    ByteBuffer.allocate(6)
                            .putShort((short) identifier)
                            .putInt(value)
                            .array());
        }

        /** Sends settings without content. */
        void greet() throws IOException {
            frame(SETTINGS, 0, 0, new byte[0]);
        }

        void frame(int type, int flags, int stream, byte[] payload) throws IOException {
            byte[] frame = new byte[9 + payload.length];
            ByteBuffer.wrap(frame)
                    .putInt(payload.length << 8 | type)
                    .put((byte) flags)
                    .putInt(stream)
                    .put(payload);
            write(frame);
        }

        private void write(byte[] bytes) throws IOException {
            try {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        /** Waits until the client closes the connection. */
        void awaitClose() throws IOException {
            while (request() != 0) {}
        }
    }
}
