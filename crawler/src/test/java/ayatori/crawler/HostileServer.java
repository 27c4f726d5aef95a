package ayatori.crawler;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/** One server on loopback that misbehaves in one way. Each connection is a conversation on a thread of its own. */
final class HostileServer implements AutoCloseable {
    private static final X509Bundle AUTHORITY = issue(null, "", Instant.parse("2100-01-01T00:00:00Z"));

    private final Hostility hostility;
    private final ServerSocket listener;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = Collections.synchronizedSet(new HashSet<>());

    HostileServer(Hostility hostility) throws Exception {
        this.hostility = hostility;
        this.listener = hostility.isTls() && hostility != Hostility.TLS_STALLS ? tlsListener() : new ServerSocket();
        listener.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        Thread.ofPlatform().daemon().name("hostile-" + hostility).start(this::accept);
    }

    String origin() {
        return (hostility.isTls() ? "https" : "http") + "://127.0.0.1:" + listener.getLocalPort();
    }

    Hostility hostility() {
        return hostility;
    }

    /** The key store in which the authority of all certificates is, for the client to trust. */
    static KeyStore trusted() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", AUTHORITY.getCertificate());
        return store;
    }

    private ServerSocket tlsListener() throws Exception {
        X509Bundle certificate = switch (hostility) {
            case CERTIFICATE_EXPIRED -> issue(AUTHORITY, "127.0.0.1", Instant.EPOCH.plus(Duration.ofDays(1)));
            case CERTIFICATE_OF_ANOTHER_HOST ->
                issue(AUTHORITY, "127.0.0.9", Instant.now().plusSeconds(9_999));
            default -> issue(AUTHORITY, "127.0.0.1", Instant.now().plusSeconds(9_999));
        };
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(certificate.toKeyStore(new char[0]), new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket socket =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
        if (hostility.isHttp2()) {
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
        }
        return socket;
    }

    private static X509Bundle issue(@Nullable X509Bundle issuer, String address, Instant until) {
        try {
            var builder = new CertificateBuilder()
                    .subject("CN=hostile")
                    .notBefore(Instant.EPOCH)
                    .notAfter(until);
            return issuer == null
                    ? builder.setIsCertificateAuthority(true).buildSelfSigned()
                    : builder.addSanIpAddress(address)
                            .addExtendedKeyUsageServerAuth()
                            .buildIssuedBy(issuer);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                int number = connections.incrementAndGet();
                open.add(socket);
                Thread.ofPlatform().daemon().name("hostile-" + hostility).start(() -> converse(socket, number));
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
        }
    }

    private void converse(Socket socket, int number) {
        try (socket) {
            hostility.converse(new Conversation(socket, number));
        } catch (IOException | RuntimeException e) {
            // The client went away, which is what it should do.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : Set.copyOf(open)) {
            socket.close();
        }
    }

    /** What is sent again and again. */
    interface Piece {
        void write() throws IOException;
    }

    /** One connection, as the server sees it. */
    final class Conversation {
        private final int number;
        private final InputStream in;
        final OutputStream out;
        private String target = "";

        private Conversation(Socket socket, int number) throws IOException {
            this.number = number;
            in = new BufferedInputStream(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream(), 16 << 10);
            socket.setTcpNoDelay(true);
        }

        /** Which connection to this server it is, from one on. */
        int number() {
            return number;
        }

        String origin() {
            return HostileServer.this.origin();
        }

        /** Reads the next request; false when the client has closed. */
        boolean request() throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                head.append((char) next);
            }
            target = head.toString().split(" ", -1)[1];
            return true;
        }

        String target() {
            return target;
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** A whole answer of HTML. */
        void page(String html) throws IOException {
            byte[] body = html.getBytes(StandardCharsets.UTF_8);
            send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + body.length + "\r\n\r\n");
            send(body);
        }

        void notFound() throws IOException {
            send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        }

        void redirect(String location) throws IOException {
            send("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
        }

        /** Sends a piece again and again, until the client goes away. */
        void endlessly(String piece) throws IOException {
            byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
            while (true) {
                flood(() -> out.write(bytes));
            }
        }

        /** Writes something a thousand times, and leaves the client a little time: it shares the processor with us. */
        void flood(Piece piece) throws IOException {
            for (int i = 0; i < 1_000; i++) {
                piece.write();
            }
            out.flush();
            LockSupport.parkNanos(1_000_000);
        }

        void times(long count, String piece) throws IOException {
            byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
            for (long i = 0; i < count; i++) {
                out.write(bytes);
            }
            out.flush();
        }

        /** Waits until the client goes away. */
        void awaitClose() throws IOException {
            while (in.read() >= 0) {}
        }

        /** An HTTP/2 frame (RFC 9113 section 4.1). */
        void frame(int type, int flags, int stream, byte... payload) throws IOException {
            byte[] frame = new byte[9 + payload.length];
            frame[0] = (byte) (payload.length >> 16);
            frame[1] = (byte) (payload.length >> 8);
            frame[2] = (byte) payload.length;
            frame[3] = (byte) type;
            frame[4] = (byte) flags;
            frame[5] = (byte) (stream >> 24);
            frame[6] = (byte) (stream >> 16);
            frame[7] = (byte) (stream >> 8);
            frame[8] = (byte) stream;
            System.arraycopy(payload, 0, frame, 9, payload.length);
            out.write(frame);
        }

        /** Greets as an HTTP/2 server and reads until a request has come; its stream, 0 when the client has closed. */
        int http2Request(boolean greet) throws IOException {
            if (greet) {
                in.readNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
                frame(4, 0, 0); // SETTINGS, all at their defaults
                out.flush();
            }
            while (true) {
                byte[] head = in.readNBytes(9);
                if (head.length < 9) {
                    return 0;
                }
                in.readNBytes((head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff));
                if (head[3] == 4 && (head[4] & 1) == 0) {
                    frame(4, 1, 0);
                    out.flush();
                }
                if (head[3] == 1) {
                    return (head[5] & 0x7f) << 24 | (head[6] & 0xff) << 16 | (head[7] & 0xff) << 8 | (head[8] & 0xff);
                }
            }
        }
    }
}
