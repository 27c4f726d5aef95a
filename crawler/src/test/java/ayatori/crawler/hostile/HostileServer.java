package ayatori.crawler.hostile;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/** One server on loopback that misbehaves in one way. Each connection is a conversation on a thread of its own. */
final class HostileServer implements AutoCloseable {
    private static final Instant ALWAYS = Instant.parse("2100-01-01T00:00:00Z");
    private static final X509Bundle AUTHORITY = issue(null, "", ALWAYS);

    private final Hostility hostility;
    private final ServerSocket listener;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = Collections.synchronizedSet(new HashSet<>());

    HostileServer(Hostility hostility) throws Exception {
        this.hostility = hostility;
        this.listener = listener(hostility.wire());
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        Thread.ofPlatform().daemon().name(hostility.name()).start(this::accept);
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

    private static ServerSocket listener(Hostility.Wire wire) throws Exception {
        return switch (wire) {
            case PLAIN, TLS_NEVER -> new ServerSocket();
            case TLS, HTTP2 -> tls(issue(AUTHORITY, "127.0.0.1", ALWAYS), wire);
            case TLS_EXPIRED -> tls(issue(AUTHORITY, "127.0.0.1", Instant.EPOCH.plus(Duration.ofDays(1))), wire);
            case TLS_OF_ANOTHER_HOST -> tls(issue(AUTHORITY, "127.0.0.9", ALWAYS), wire);
        };
    }

    private static ServerSocket tls(X509Bundle certificate, Hostility.Wire wire) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(certificate.toKeyStore(new char[0]), new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket socket =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
        if (wire == Hostility.Wire.HTTP2) {
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
                Thread.ofPlatform().daemon().name(hostility.name()).start(() -> converse(socket, number));
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
        }
    }

    private void converse(Socket socket, int number) {
        try (socket) {
            hostility.converse(new Conversation(socket, origin(), number));
        } catch (IOException e) {
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
}
