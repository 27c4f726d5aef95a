package ayatori.web.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on loopback that sends exactly the bytes a test tells it to, and closes the connection where it tells it to. Each
 * connection has a thread of its own.
 */
final class RawServer implements AutoCloseable {
    /** What the server does with one connection; it is closed when this returns. */
    interface Script {
        void converse(Conversation with) throws IOException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private RawServer(Script script) {
        this(script, InetAddress.getLoopbackAddress());
    }

    private RawServer(Script script, InetAddress address) {
        this.script = script;
        try {
            listener = new ServerSocket(0, 100, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("raw-server").start(this::accept);
    }

    /** A server that runs {@code script} for every connection. */
    static RawServer start(Script script) {
        return new RawServer(script);
    }

    /** A server that answers every request of every connection with {@code answer}. */
    static RawServer answering(String answer) {
        return answering(latin1(answer));
    }

    /** A server on all loopback addresses that answers every request with {@code answer}. */
    static RawServer anywhere(String answer) {
        return new RawServer(
                with -> {
                    while (with.request()) {
                        with.send(answer);
                    }
                },
                InetAddress.ofLiteral("0.0.0.0"));
    }

    static RawServer answering(byte[] answer) {
        return start(with -> {
            while (with.request()) {
                with.send(answer);
            }
        });
    }

    /** A server that answers the first request of every connection with {@code answer} and closes. */
    static RawServer answeringOnce(String answer) {
        return start(with -> {
            if (with.request()) {
                with.send(answer);
            }
        });
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections have been accepted. */
    int connections() {
        return connections.get();
    }

    /** The heads of all requests, in the order they came. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread.ofPlatform().daemon().name("raw-conversation").start(() -> converse(socket));
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            script.converse(new Conversation(socket));
        } catch (IOException e) {
            // The client closed the connection, as many tests expect it to.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : List.copyOf(sockets)) {
            socket.close();
        }
    }

    /** Lines as HTTP/1.1 writes them; the last one ends without a line break. */
    static String lines(String... lines) {
        return String.join("\r\n", lines);
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One connection, as the server sees it. */
    final class Conversation {
        private final Socket socket;
        private final InputStream in;
        private String head = "";
        private byte[] body = {};

        private Conversation(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            socket.setTcpNoDelay(true);
        }

        /** Reads the next request; false when the client has closed. */
        boolean request() throws IOException {
            var bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                bytes.write(next);
            }
            head = bytes.toString(StandardCharsets.ISO_8859_1);
            body = in.readNBytes(contentLength());
            requests.add(head);
            return true;
        }

        private int contentLength() {
            for (String line : head.split("\r\n", -1)) {
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                    return Integer.parseInt(line.substring(15).strip());
                }
            }
            return 0;
        }

        /** The request line and fields read last. */
        String head() {
            return head;
        }

        /** The request target. */
        String target() {
            return head.split(" ", -1)[1];
        }

        String body() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }

        void send(String text) throws IOException {
            send(latin1(text));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Waits until the client closes its side; true once it has. */
        boolean awaitClose() throws IOException {
            while (in.read() >= 0) {}
            return true;
        }

        /** Closes so that the client sees a reset, not an end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
