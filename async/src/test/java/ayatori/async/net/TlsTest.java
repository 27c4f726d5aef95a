package ayatori.async.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.Task;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

final class TlsTest {
    private static final ServerOptions SERVER = ServerOptions.defaults().withTls(Certificates.localhost());
    private static final Tls TRUSTING = Certificates.trusting();
    private static final ConnectOptions CLIENT = ConnectOptions.defaults().withTls(TRUSTING);

    @OnBothCarriers
    void clientAndServerExchangeLines(CarrierKind carrier) throws Exception {
        SocketsTest.run(carrier, () -> {
            try (Server server = Streams.startServer(SocketsTest.ECHO, "localhost", 0, SERVER);
                    Connection connection = Streams.openConnection("localhost", server.port(), CLIENT)) {
                connection.writer().write("hello\n");
                assertThat(connection.reader().readLine()).isEqualTo("hello");
                assertThat(Objects.requireNonNull(connection.transport().tlsSession())
                                .getProtocol())
                        .isEqualTo("TLSv1.3");
                byte[] sent = new byte[1 << 20];
                new java.util.Random(1).nextBytes(sent);
                Task<byte[]> received =
                        Async.createTask(() -> connection.reader().readExactly(sent.length));
                connection.writer().write(sent);
                connection.writer().drain();
                assertThat(received.await()).isEqualTo(sent);
                connection.writer().write("bye");
                connection.writer().writeEof();
                assertThat(new String(connection.reader().readAll(100), UTF_8)).isEqualTo("bye");
            }
        });
    }

    @OnBothCarriers
    void alpnAgreesOnAProtocol(CarrierKind carrier) throws Exception {
        SocketsTest.run(carrier, () -> {
            ServerOptions server2 = SERVER.withTls(Certificates.localhost().withApplicationProtocols("h2", "http/1.1"));
            try (Server server = Streams.startServer(SocketsTest.ECHO, "localhost", 0, server2);
                    Connection one = Streams.openConnection(
                            "localhost", server.port(), CLIENT.withTls(TRUSTING.withApplicationProtocols("http/1.1")));
                    Connection none = Streams.openConnection("localhost", server.port(), CLIENT)) {
                assertThat(one.transport().applicationProtocol()).isEqualTo("http/1.1");
                assertThat(none.transport().applicationProtocol()).isNull();
            }
        });
    }

    @OnBothCarriers
    void untrustedCertificateIsRefused(CarrierKind carrier) throws Exception {
        SocketsTest.run(carrier, () -> {
            try (Server server = Streams.startServer(SocketsTest.ECHO, "localhost", 0, SERVER)) {
                assertThatThrownBy(() -> Streams.openConnection(
                                "localhost",
                                server.port(),
                                ConnectOptions.defaults().withTls(Tls.client())))
                        .isInstanceOf(SSLHandshakeException.class);
            }
        });
    }

    @OnBothCarriers
    void otherHostsCertificateIsRefusedUnlessVerificationIsOff(CarrierKind carrier) throws Exception {
        SocketsTest.run(carrier, () -> {
            try (Server server = Streams.startServer(SocketsTest.ECHO, "127.0.0.1", 0, SERVER)) {
                assertThatThrownBy(() -> Streams.openConnection("127.0.0.1", server.port(), CLIENT))
                        .isInstanceOf(SSLHandshakeException.class)
                        .hasMessageContaining("127.0.0.1");
                assertThatThrownBy(() -> Streams.openConnection(
                                "127.0.0.1", server.port(), CLIENT.withTls(TRUSTING.withServerName("example.com"))))
                        .isInstanceOf(SSLHandshakeException.class)
                        .hasMessageContaining("example.com");
                try (Connection named = Streams.openConnection(
                                "127.0.0.1", server.port(), CLIENT.withTls(TRUSTING.withServerName("localhost")));
                        Connection unchecked = Streams.openConnection(
                                "127.0.0.1", server.port(), CLIENT.withTls(TRUSTING.withVerifyHostname(false)))) {
                    assertThat(named.transport().tlsSession()).isNotNull();
                    assertThat(unchecked.transport().tlsSession()).isNotNull();
                }
            }
        });
    }

    @OnBothCarriers
    void serverMayRequireClientCertificates(CarrierKind carrier) throws Exception {
        SocketsTest.run(carrier, () -> {
            ServerOptions strict = SERVER.withTls(Certificates.localhost().withClientAuth(true));
            try (Server server = Streams.startServer(SocketsTest.ECHO, "localhost", 0, strict)) {
                try (Connection known =
                        Streams.openConnection("localhost", server.port(), CLIENT.withTls(Certificates.localhost()))) {
                    known.writer().write("hello\n");
                    assertThat(known.reader().readLine()).isEqualTo("hello");
                }
                assertThatThrownBy(() -> {
                            // In TLS 1.3 the client's first read reports it.
                            try (Connection unknown = Streams.openConnection("localhost", server.port(), CLIENT)) {
                                unknown.reader().read(1);
                            }
                        })
                        .isInstanceOf(IOException.class);
            }
        });
    }

    /** The peer's connection ends without close_notify, so data may be missing. */
    @OnBothCarriers
    void truncatedStreamIsAnError(CarrierKind carrier) throws Exception {
        SocketsTest.run(carrier, () -> {
            ClientHandler cut = (reader, writer) -> {
                writer.write("incomplete");
                writer.drain();
                reader.readLine();
                writer.transport().close(); // closes the socket without close_notify
            };
            try (Server server = Streams.startServer(cut, "localhost", 0, SERVER);
                    Connection connection = Streams.openConnection("localhost", server.port(), CLIENT)) {
                assertThat(new String(connection.reader().readExactly(10), UTF_8))
                        .isEqualTo("incomplete");
                connection.writer().write("\n");
                assertThatThrownBy(() -> connection.reader().read(1))
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining("close_notify");
            }
        });
    }

    @OnBothCarriers
    void closeNotifyEndsTheStream(CarrierKind carrier) throws Exception {
        SocketsTest.run(carrier, () -> {
            try (Server server = Streams.startServer((reader, writer) -> writer.write("all"), "localhost", 0, SERVER);
                    Connection connection = Streams.openConnection("localhost", server.port(), CLIENT)) {
                assertThat(new String(connection.reader().readAll(100), UTF_8)).isEqualTo("all");
            }
        });
    }

    @OnBothCarriers
    void handshakeWithASilentOrNonTlsPeerFails(CarrierKind carrier) throws Exception {
        SocketsTest.run(carrier, () -> {
            Promise<@Nullable Void> end = EventLoop.current().createPromise();
            try (Server silent = Streams.startServer((_, _) -> end.await(), "localhost", 0);
                    Server plain = Streams.startServer(
                            (reader, writer) -> writer.write("220 not TLS at all\r\n"), "localhost", 0)) {
                Tls hasty = TRUSTING.withHandshakeTimeout(Duration.ofMillis(50));
                assertThatThrownBy(() -> Streams.openConnection("localhost", silent.port(), CLIENT.withTls(hasty)))
                        .isInstanceOf(SocketTimeoutException.class)
                        .hasMessageContaining("50 ms");
                assertThatThrownBy(() -> Streams.openConnection("localhost", plain.port(), CLIENT))
                        .isInstanceOf(SSLException.class);
                end.setResult(null);
            }
        });
    }

    @OnBothCarriers
    void clientWithoutTlsGetsAnAlert(CarrierKind carrier) throws Exception {
        SocketsTest.run(carrier, () -> {
            try (Server server = Streams.startServer(SocketsTest.ECHO, "localhost", 0, SERVER);
                    Connection connection = Streams.openConnection("localhost", server.port())) {
                connection.writer().write("GET / HTTP/1.1\r\n\r\n");
                byte[] alert = connection.reader().readAll(100);
                assertThat(alert[0]).isEqualTo((byte) 21); // a TLS alert
            }
        });
    }
}
