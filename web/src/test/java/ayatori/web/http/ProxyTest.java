package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static ayatori.web.http.ConnectionPoolTest.assertKind;
import static ayatori.web.http.RawServer.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.web.auth.Keyring;
import ayatori.web.proxy.Proxies;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests through proxies; the proxies resolve the names. */
class ProxyTest {
    private static final String OK = lines("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok");

    private static X509Bundle authority;
    private static X509Bundle certificate;

    @BeforeAll
    static void issueCertificates() throws Exception {
        authority = new CertificateBuilder()
                .subject("CN=test authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        certificate = new CertificateBuilder()
                .subject("CN=site.invalid")
                .addSanDnsName("site.invalid")
                .addSanIpAddress("127.0.0.1")
                .addExtendedKeyUsageServerAuth()
                .buildIssuedBy(authority);
    }

    @OnBothCarriers
    void sendsWholeUrlsToAnHttpProxy(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(OK);
                    var proxy = new TestProxy(false);
                    var session = session(proxy.http()).build()) {
                String origin = "http://site.invalid:" + server.port();
                assertThat(text(session, origin + "/a?b")).isEqualTo("ok");
                assertThat(text(session, origin + "/c")).isEqualTo("ok");
                assertThat(proxy.asked())
                        .singleElement()
                        .satisfies(head -> assertThat(head)
                                .startsWith("GET " + origin + "/a?b HTTP/1.1\r\nHost: site.invalid:" + server.port()
                                        + "\r\n"));
                assertThat(server.requests().get(1)).startsWith("GET " + origin + "/c HTTP/1.1\r\n");
            }
        });
    }

    @OnBothCarriers
    void goesThroughATunnelForHttps(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 100);
                    var proxy = new TestProxy(true);
                    var session = session(proxy.http().replace("//", "//me:secret@"))
                            .trustManager((X509TrustManager) authority.toTrustManager())
                            .credentials(Keyring.EMPTY.with(server.url("site.invalid", "") + "=Bearer token"))
                            .build()) {
                assertThat(text(session, server.url("site.invalid", "/a"))).isEqualTo("GET /a ");
                assertThat(text(session, server.url("site.invalid", "/b"))).isEqualTo("GET /b ");
                assertThat(proxy.asked())
                        .singleElement()
                        .satisfies(head -> assertThat(head)
                                .startsWith("CONNECT site.invalid:")
                                .contains("\r\nProxy-Authorization: Basic bWU6c2VjcmV0\r\n")
                                .doesNotContain("token"));
            }
        });
    }

    @OnBothCarriers
    void speaksTlsToAProxyThatWantsIt(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var plain = RawServer.answering(OK);
                    var secure = new HttpsServer(certificate, true, 100);
                    var proxy = new TestProxy(true, tls(certificate));
                    var session = session(proxy.https().replace("//", "//me:secret@"))
                            .trustManager((X509TrustManager) authority.toTrustManager())
                            .build()) {
                assertThat(text(session, "http://site.invalid:" + plain.port() + "/a"))
                        .isEqualTo("ok");
                assertThat(plain.requests().getFirst()).startsWith("GET /a HTTP/1.1\r\n");
                try (var response = session.get(secure.url("site.invalid", "/b"))) {
                    assertThat(response.text()).isEqualTo("GET /b ");
                    assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
                }
                assertThat(proxy.asked())
                        .hasSize(2)
                        .allSatisfy(
                                head -> assertThat(head).contains("\r\nProxy-Authorization: Basic bWU6c2VjcmV0\r\n"));
            }
        });
    }

    @OnBothCarriers
    void tellsNothingToAProxyWhoseCertificateIsWrong(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var proxy = new TestProxy(false, tls(certificate));
                    var elsewhere = session(proxy.https().replace("127.0.0.1", "localhost"))
                            .trustManager((X509TrustManager) authority.toTrustManager())
                            .build();
                    var distrusting = session(proxy.https()).build()) {
                for (ClientSession session : List.of(elsewhere, distrusting)) {
                    assertKind(FailureKind.PROXY, () -> session.get("http://site.invalid/"));
                    assertKind(FailureKind.PROXY, () -> session.get("https://site.invalid/"));
                }
                assertThat(proxy.asked()).isEmpty();
            }
        });
    }

    @OnBothCarriers
    void boundsTheTimeOfAProxysHandshake(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var silent = RawServer.start(with -> with.awaitClose());
                    var session = session("https://127.0.0.1:" + silent.port())
                            .timeouts(Timeouts.DEFAULT.withConnect(Duration.ofMillis(50)))
                            .build()) {
                assertKind(FailureKind.PROXY, () -> session.get("https://site.invalid/"));
            }
        });
    }

    private static SSLContext tls(X509Bundle bundle) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
        return context;
    }

    @OnBothCarriers
    void checksTheCertificateOfTheHostBehindTheProxy(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new HttpsServer(certificate, true, 100);
                    var proxy = new TestProxy(false);
                    var session = session(proxy.http())
                            .trustManager((X509TrustManager) authority.toTrustManager())
                            .build()) {
                assertKind(FailureKind.CERTIFICATE, () -> session.get(server.url("other.invalid", "/")));
            }
        });
    }

    @OnBothCarriers
    void goesThroughSocks5(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(OK);
                    var secure = new HttpsServer(certificate, true, 100);
                    var proxy = new TestProxy(false);
                    var session = session(proxy.socks())
                            .trustManager((X509TrustManager) authority.toTrustManager())
                            .build()) {
                assertThat(text(session, "http://site.invalid:" + server.port() + "/a"))
                        .isEqualTo("ok");
                assertThat(text(session, "http://[2001:db8::1]:" + server.port() + "/"))
                        .isEqualTo("ok");
                assertThat(text(session, "http://192.0.2.1:" + server.port() + "/"))
                        .isEqualTo("ok");
                assertThat(text(session, secure.url("site.invalid", "/s"))).isEqualTo("GET /s ");
                assertThat(server.requests().getFirst()).startsWith("GET /a HTTP/1.1\r\n");
                assertThat(proxy.asked())
                        .startsWith(
                                "socks site.invalid:" + server.port(),
                                "socks 2001:db8:0:0:0:0:0:1:" + server.port(),
                                "socks 192.0.2.1:" + server.port());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "socks5://"})
    void provesWhoItIsToTheProxyAndToNobodyElse(String scheme) throws Exception {
        Async.run(() -> {
            try (var server = RawServer.answering(OK);
                    var proxy = new TestProxy(true)) {
                String address = proxy.http().substring("http://".length());
                String url = "http://site.invalid:" + server.port() + "/";
                try (var session = session(scheme + "me:secret@" + address).build()) {
                    assertThat(text(session, url)).isEqualTo("ok");
                }
                for (String who : List.of("", "me:wrong@")) {
                    try (var session = session(scheme + who + address).build()) {
                        assertKind(FailureKind.PROXY_LOGIN, () -> session.get(url));
                    }
                }
                assertThat(server.requests()).hasSize(1);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void tellsTheProxysFailuresFromTheHosts(String kind) throws Exception {
        Async.run(() -> {
            try (var proxy = new TestProxy(false);
                    var session = session(kind.equals("http") ? proxy.http() : proxy.socks())
                            .build()) {
                assertKind(
                        kind.equals("http") ? FailureKind.UNREACHABLE : FailureKind.REFUSED,
                        () -> session.get("https://site.invalid:1/"));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200", "\5\0\5\0\0", "nonsense\r\n\r\n", "\0\0", "HTTP/1.1 200 OK\r\nX: \t"})
    void failsWithAProxyThatBreaksOffOrTalksNonsense(String answer) throws Exception {
        Async.run(() -> {
            try (var proxy = RawServer.start(with -> with.send(answer));
                    var https = session("http://127.0.0.1:" + proxy.port()).build();
                    var socks = session("socks5://127.0.0.1:" + proxy.port()).build()) {
                assertKind(FailureKind.PROXY, () -> https.get("https://site.invalid/"));
                assertKind(FailureKind.PROXY, () -> socks.get("https://site.invalid/"));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void boundsTheTimeAndTheBytesOfAProxy(String kind) throws Exception {
        Async.run(() -> {
            try (var silent = RawServer.start(with -> with.awaitClose());
                    var endless = RawServer.start(with -> {
                        while (true) {
                            with.send("HTTP/1.1 200 OK\r\nX: y\r\n".repeat(100));
                        }
                    });
                    var first = session(kind + "://127.0.0.1:" + silent.port())
                            .timeouts(Timeouts.DEFAULT.withConnect(Duration.ofMillis(50)))
                            .build();
                    var second =
                            session(kind + "://127.0.0.1:" + endless.port()).build()) {
                assertKind(FailureKind.CONNECT_TIMEOUT, () -> first.get("https://site.invalid/"));
                assertKind(FailureKind.PROXY, () -> second.get("https://site.invalid/"));
            }
        });
    }

    @OnBothCarriers
    void takesTheNextProxyWhereOneFailsAndLetsThatRest(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(OK);
                    var proxy = new TestProxy(false);
                    var session = ClientSession.builder()
                            .proxies(Proxies.of(List.of("socks5://127.0.0.1:" + closedPort(), proxy.socks())))
                            .build()) {
                for (int i = 0; i < 20; i++) {
                    assertThat(text(session, "http://h" + i + ".invalid:" + server.port() + "/"))
                            .isEqualTo("ok");
                }
                assertThat(proxy.asked()).hasSize(20);
            }
        });
    }

    @OnBothCarriers
    void neverGoesDirectlyWhereAllProxiesFail(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(OK);
                    var session = ClientSession.builder()
                            .proxies(Proxies.of(
                                    List.of("http://127.0.0.1:" + closedPort(), "http://proxy.invalid:3128")))
                            .build()) {
                for (int i = 0; i < 3; i++) {
                    assertKind(FailureKind.PROXY, () -> session.get(server.url("/")));
                }
                assertThat(server.requests()).isEmpty();
            }
        });
    }

    @OnBothCarriers
    void asksTheAddressPolicyWhatCanBeSeenFromHere(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(OK);
                    var proxy = new TestProxy(false);
                    var session = session(proxy.socks())
                            .addressPolicy(AddressPolicy.publicOnly())
                            .build()) {
                for (String host : List.of("127.0.0.1", "[::1]", "0x7f.1", "localhost", "a.localhost", "10.0.0.1")) {
                    assertKind(
                            FailureKind.PRIVATE_ADDRESS,
                            () -> session.get("http://" + host + ":" + server.port() + "/"));
                }
                assertThat(text(session, "http://site.invalid:" + server.port() + "/"))
                        .isEqualTo("ok");
                assertThat(proxy.asked()).hasSize(1);
            }
        });
    }

    @OnBothCarriers
    void goesDirectlyWhereTheProxyIsForOthers(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(OK);
                    var session =
                            session("https=http://127.0.0.1:" + closedPort()).build()) {
                assertThat(text(session, server.url("/"))).isEqualTo("ok");
                assertThatThrownBy(() -> session.get("https://127.0.0.1:1/")).hasMessageContaining("The proxy http://");
            }
        });
    }

    private static ClientSession.Builder session(String proxy) {
        return ClientSession.builder().proxies(Proxies.of(List.of(proxy)));
    }

    private static String text(ClientSession session, String url) throws IOException {
        try (var response = session.get(url)) {
            return response.text();
        }
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
