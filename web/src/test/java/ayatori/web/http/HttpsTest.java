package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static ayatori.web.http.ConnectionPoolTest.assertKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Async;
import ayatori.async.Awaitable;
import ayatori.async.CancelledError;
import ayatori.async.CarrierKind;
import ayatori.web.url.Url;
import io.netty.handler.ssl.OpenSsl;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** TLS and HTTP/2, against a server with certificates of our own. */
class HttpsTest {
    private static X509Bundle authority;
    private static X509Bundle certificate;

    @BeforeAll
    static void issueCertificates() throws Exception {
        authority = new CertificateBuilder()
                .subject("CN=test authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        certificate = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .addExtendedKeyUsageServerAuth()
                .buildIssuedBy(authority);
    }

    private static ClientSession.Builder trusting() {
        return ClientSession.builder().trustManager((X509TrustManager) authority.toTrustManager());
    }

    @Test
    void usesBoringSsl() {
        assertThat(OpenSsl.isAvailable()).isTrue();
    }

    @OnBothCarriers
    void speaksHttp2OverOneConnection(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 100);
                    var session = trusting().build()) {
                List<Awaitable<String>> gets = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    String path = "/" + i;
                    gets.add(() -> {
                        try (var response = session.get(server.url(path))) {
                            assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
                            assertThat(response.headers().first("Server")).isEqualTo("test");
                            assertThat(response.text()).isEqualTo("GET " + path + " ");
                            return path;
                        }
                    });
                }
                assertThat(Async.gather(gets)).hasSize(50);
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void keepsToTheServersLimitOfStreams(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 2);
                    var session = trusting().build()) {
                session.get(server.url("/")).close(); // by now the limit is known
                List<Awaitable<String>> gets = new ArrayList<>();
                for (int i = 0; i < 30; i++) {
                    gets.add(() -> text(session, server.url("/")));
                }
                assertThat(Async.gather(gets)).hasSize(30).containsOnly("GET / ");
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void keepsToTheLimitOfStreamsThatLaterSettingsLeaveOut(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 1);
                    var session = trusting().build()) {
                assertThat(text(session, server.url("/settings"))).isEqualTo("GET /settings ");
                List<Awaitable<Integer>> gets = new ArrayList<>();
                for (int i = 0; i < 5; i++) { // the server refuses a second stream beside one of these
                    gets.add(() -> {
                        try (var response = session.get(server.url("/large"))) {
                            return response.bytes().length;
                        }
                    });
                }
                assertThat(Async.gather(gets)).hasSize(5).containsOnly(HttpsServer.LARGE);
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void speaksHttp11WhereTheServerDoes(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, false, 0);
                    var session = trusting().build()) {
                for (int i = 0; i < 3; i++) {
                    try (var response = session.get(server.url("/a"))) {
                        assertThat(response.version()).isEqualTo(HttpVersion.HTTP_1_1);
                        assertThat(response.text()).isEqualTo("GET /a ");
                    }
                }
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void speaksHttp11WhereHttp2IsOff(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 100);
                    var session = trusting().http2(false).build();
                    var response = session.get(server.url("/a"))) {
                assertThat(response.version()).isEqualTo(HttpVersion.HTTP_1_1);
                assertThat(response.text()).isEqualTo("GET /a ");
            }
        });
    }

    @OnBothCarriers
    void worksWithTheJdksTls(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 100);
                    var session = trusting().jdkTls(true).build()) {
                try (var response = session.get(server.url("/a"))) {
                    assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
                    assertThat(response.text()).isEqualTo("GET /a ");
                }
                assertKind(FailureKind.CERTIFICATE, () -> session.get(server.url("127.0.0.1", "/")));
            }
            try (var server = new HttpsServer(certificate, true, 100);
                    var session = ClientSession.builder().jdkTls(true).build()) {
                assertKind(FailureKind.CERTIFICATE, () -> session.get(server.url("/")));
            }
        });
    }

    @OnBothCarriers
    void sendsContentOverHttp2(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 100);
                    var session = trusting().build()) {
                var post = ClientRequest.of("POST", Url.parse(server.url("/form")))
                        .withBody("a=b".getBytes(StandardCharsets.US_ASCII), "text/plain");
                try (var response = session.request(post)) {
                    assertThat(response.text()).isEqualTo("POST /form a=b");
                }
            }
        });
    }

    @OnBothCarriers
    void readsLargeBodiesOverHttp2(CarrierKind carrier) throws Exception {
        byte[] large = BodyTest.random(HttpsServer.LARGE);
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 100);
                    var session = trusting().build()) {
                try (var response = session.get(server.url("/large"))) {
                    assertThat(response.bytes()).isEqualTo(large);
                }
                try (var dawdling = session.get(server.url("/large"))) {
                    // A stream with a slow reader does not hold up other streams.
                    assertThat(text(session, server.url("/"))).isEqualTo("GET / ");
                    try (InputStream in = dawdling.body()) {
                        assertThat(in.readAllBytes()).isEqualTo(large);
                    }
                }
                try (var response = session.get(server.url("/hints"))) {
                    assertThat(response.status()).isEqualTo(200);
                    assertThat(response.text()).isEqualTo("hinted");
                }
            }
        });
    }

    @OnBothCarriers
    void resetsAStreamThatIsCancelledOrGivenUp(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            for (String path : new String[] {"/hang", "/hang-in-body", "/large"}) {
                try (var server = new HttpsServer(certificate, true, 100);
                        var session = trusting().build()) {
                    assertThat(text(session, server.url("/"))).isEqualTo("GET / ");
                    if (path.equals("/large")) {
                        session.get(server.url(path)).close();
                    } else {
                        var task = Async.createTask(() -> text(session, server.url(path)));
                        while (server.requests() < 2) {
                            Async.sleep(Duration.ofMillis(1));
                        }
                        task.cancel();
                        assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
                    }
                    Async.blocking(() -> {
                        server.resets.await();
                        return true;
                    });
                    // The connection is still in use.
                    assertThat(text(session, server.url("/"))).isEqualTo("GET / ");
                    assertThat(server.connections()).isEqualTo(1);
                }
            }
        });
    }

    @OnBothCarriers
    void tellsWhatBecameOfAStream(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 100);
                    var session = trusting()
                            .timeouts(Timeouts.DEFAULT
                                    .withFirstByte(Duration.ofMillis(500))
                                    .withIdle(Duration.ofMillis(100)))
                            .build()) {
                assertKind(FailureKind.RESET, () -> session.get(server.url("/reset")));
                try (var response = session.get(server.url("/cut"))) {
                    assertThat(response.text()).isEqualTo("begun");
                    assertThat(response.truncated()).isEqualTo(Truncation.DISCONNECT);
                }
                assertKind(FailureKind.TIMEOUT, () -> session.get(server.url("/hang")));
                try (var response = session.get(server.url("/hang-in-body"))) {
                    assertThat(response.text()).isEqualTo("begun");
                    assertThat(response.truncated()).isEqualTo(Truncation.TIME);
                }
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void asksOnceMoreWhatWasRefusedUnseen(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 100);
                    var session = trusting().build()) {
                var post = ClientRequest.of("POST", Url.parse(server.url("/refuse-once")))
                        .withBody("x".getBytes(StandardCharsets.US_ASCII), "text/plain");
                try (var response = session.request(post)) {
                    assertThat(response.text()).isEqualTo("POST /refuse-once x");
                }
                assertThat(server.requests()).isEqualTo(2);
            }
        });
    }

    @OnBothCarriers
    void makesANewConnectionAfterGoAway(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 100);
                    var session = trusting().build()) {
                assertThat(text(session, server.url("/goaway-once"))).isEqualTo("GET /goaway-once ");
                assertThat(text(session, server.url("/"))).isEqualTo("GET / ");
                assertThat(server.connections()).isEqualTo(2);
            }
        });
    }

    @OnBothCarriers
    void asksOnceMoreWhenAKeptHttp2ConnectionIsDead(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 100);
                    var session = trusting().build()) {
                assertThat(text(session, server.url("/"))).isEqualTo("GET / ");
                // Closes the connection every time: retried once, on a new one, and no more.
                assertKind(FailureKind.RESET, () -> session.get(server.url("/close")));
                assertThat(server.requests()).isEqualTo(3);
                assertThat(text(session, server.url("/"))).isEqualTo("GET / ");
            }
        });
    }

    @OnBothCarriers
    void verifiesCertificates(CarrierKind carrier) throws Exception {
        X509Bundle expired = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .notBefore(Instant.EPOCH)
                .notAfter(Instant.EPOCH.plus(Duration.ofDays(1)))
                .buildIssuedBy(authority);
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 100)) {
                try (var session = ClientSession.create()) {
                    assertMessage(session, server.url("/"), "The certificate of localhost is not trusted.");
                }
                try (var session = trusting().build()) {
                    assertMessage(
                            session,
                            server.url("127.0.0.1", "/"),
                            "The certificate is for another host than 127.0.0.1.");
                }
                try (var session = ClientSession.builder().insecure(true).build()) {
                    assertThat(text(session, server.url("127.0.0.1", "/"))).isEqualTo("GET / ");
                }
            }
            try (var server = new HttpsServer(expired, true, 100);
                    var session = trusting().build()) {
                assertMessage(session, server.url("/"), "The certificate of localhost has expired.");
            }
        });
    }

    @OnBothCarriers
    void tellsAServerThatDoesNotSpeakTls(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var plain = RawServer.start(with -> with.send("HTTP/1.1 400 Bad Request\r\n\r\n"));
                    var silent = RawServer.start(RawServer.Conversation::awaitClose);
                    var session = ClientSession.builder()
                            .timeouts(Timeouts.DEFAULT.withTls(Duration.ofMillis(100)))
                            .build()) {
                for (int port : new int[] {plain.port(), silent.port()}) {
                    assertKind(FailureKind.TLS, () -> session.get("https://127.0.0.1:" + port + "/"));
                }
            }
        });
    }

    private static void assertMessage(ClientSession session, String url, String message) {
        assertThatThrownBy(() -> session.get(url))
                .isInstanceOf(HttpException.class)
                .hasMessage(message)
                .extracting(e -> ((HttpException) e).kind())
                .isEqualTo(FailureKind.CERTIFICATE);
    }

    private static String text(ClientSession session, String url) throws Exception {
        try (var response = session.get(url)) {
            return response.text();
        }
    }
}
