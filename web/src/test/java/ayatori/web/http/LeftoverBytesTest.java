package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static ayatori.web.http.ConnectionPoolTest.assertKind;
import static ayatori.web.http.RawServer.lines;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.web.proxy.Proxies;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unexpected bytes after a refusal, a failure or an answer. They must neither hang a loop nor become part of a page. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeftoverBytesTest {
    private static final String HELLO = lines("HTTP/1.1 200 OK", "Content-Length: 5", "", "hello");
    private static final String CREDENTIALS_WANTED = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                CREDENTIALS_WANTED + "\r\na page until the end of the connection",
                CREDENTIALS_WANTED + "Content-Length: 100\r\n\r\nthe beginning of a page",
                CREDENTIALS_WANTED + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nhel",
                CREDENTIALS_WANTED + "Transfer-Encoding: chunked\r\n\r\nnot a chunk",
            })
    void aRefusalOfTheProxyMayHaveABody(String refusal) throws Exception {
        Async.run(() -> {
            try (var proxy = RawServer.start(with -> {
                        with.request();
                        with.send(refusal);
                        with.awaitClose();
                    });
                    var session = through("http://127.0.0.1:" + proxy.port())) {
                assertKind(FailureKind.PROXY_LOGIN, () -> session.get("http://site.invalid/"));
                assertKind(FailureKind.PROXY_LOGIN, () -> session.get("https://site.invalid/"));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 502 No\r\n\r\n<p>no such host", "HTTP/1.1 302 Go\r\nLocation: /\r\n\r\n\0\0\0"})
    void aRefusedTunnelMayHaveABody(String refusal) throws Exception {
        Async.run(() -> {
            try (var proxy = RawServer.start(with -> {
                        with.request();
                        with.send(refusal);
                        with.awaitClose();
                    });
                    var session = through("http://127.0.0.1:" + proxy.port())) {
                assertKind(FailureKind.UNREACHABLE, () -> session.get("https://site.invalid/"));
            }
        });
    }

    @OnBothCarriers
    void aProxyCannotSpeakForTheOriginBeforeItIsAsked(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            byte[] connected = {5, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0};
            try (var http = RawServer.start(with -> {
                        with.request();
                        with.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nxyz");
                        with.awaitClose();
                    });
                    var socks = RawServer.start(with -> {
                        with.send(new String(connected, java.nio.charset.StandardCharsets.ISO_8859_1) + HELLO);
                        with.awaitClose();
                    });
                    var first = through("http://127.0.0.1:" + http.port());
                    var second = through("socks5://127.0.0.1:" + socks.port())) {
                assertKind(FailureKind.PROXY, () -> first.get("https://site.invalid/"));
                assertKind(FailureKind.PROXY, () -> second.get("http://site.invalid/"));
            }
        });
    }

    @OnBothCarriers
    void aProxyCannotInformForEver(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var proxy = RawServer.start(with -> {
                        with.request();
                        while (true) {
                            with.send("HTTP/1.1 100 Continue\r\n\r\n".repeat(100));
                        }
                    });
                    var session = through("http://127.0.0.1:" + proxy.port())) {
                assertKind(FailureKind.PROXY, () -> session.get("https://site.invalid/"));
                assertKind(FailureKind.PROTOCOL, () -> session.get("http://site.invalid/"));
            }
        });
    }

    @OnBothCarriers
    void aBodyThatComesAfterItsTimeLimitHangsNothing(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send("HTTP/1.1 200 OK\r\n\r\n");
                        while (true) {
                            with.send("x".repeat(10_000));
                        }
                    });
                    var session = ClientSession.builder()
                            .caps(Caps.DEFAULT.withBodyBytes(1 << 29))
                            .timeouts(Timeouts.DEFAULT.withTotal(Duration.ofMillis(200)))
                            .build()) {
                for (int i = 0; i < 5; i++) {
                    try (var response = session.get(server.url("/"))) {
                        response.bytes();
                        assertThat(response.truncated()).isEqualTo(Truncation.TIME);
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the rest of a body that was longer than its length",
                "HTML\r\n",
                "\0",
                "0\r\n\r\n",
                "a line without end",
            })
    void theLateRestOfAnAnswerDoesNotFailTheNextPage(String rest) throws Exception {
        var conversations = new AtomicInteger();
        Async.run(() -> {
            try (var server = RawServer.start(with -> {
                        boolean first = conversations.incrementAndGet() == 1;
                        while (with.request()) {
                            boolean second = with.target().equals("/2");
                            with.send(first && second ? rest + HELLO : HELLO);
                            if (first && second) {
                                return;
                            }
                        }
                    });
                    var session = ClientSession.create()) {
                for (String path : List.of("/1", "/2", "/3")) {
                    try (var response = session.get(server.url(path))) {
                        assertThat(response.text()).isEqualTo("hello");
                    }
                }
                assertThat(server.connections()).isEqualTo(2);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n",
                "HTTP/1.0 408 Request Timeout\r\nContent-Length: 3\r\n\r\nbye",
            })
    void aServerThatGaveUpWaitingForARequestIsAskedOnceMore(String tooLate) throws Exception {
        var conversations = new AtomicInteger();
        Async.run(() -> {
            try (var server = RawServer.start(with -> {
                        boolean first = conversations.incrementAndGet() == 1;
                        while (with.request()) {
                            if (first && with.target().equals("/2")) {
                                with.send(tooLate);
                                return;
                            }
                            with.send(HELLO);
                        }
                    });
                    var session = ClientSession.create()) {
                for (String path : List.of("/1", "/2")) {
                    try (var response = session.get(server.url(path))) {
                        assertThat(response.text()).isEqualTo("hello");
                    }
                }
            }
        });
    }

    @OnBothCarriers
    void anAnswerThatIsNotHttpIsNotAskedForTwice(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        while (with.request()) {
                            with.send(with.target().equals("/1") ? HELLO : "HTTP/1.1 nonsense\r\n\r\n");
                        }
                    });
                    var session = ClientSession.create()) {
                session.get(server.url("/1")).close();
                assertKind(FailureKind.PROTOCOL, () -> session.get(server.url("/2")));
                assertThat(server.requests()).hasSize(2);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 None\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 204 None\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 204 None\r\nContent-Length: 0\r\n\r\nhello",
                "HTTP/1.1 304 Same\r\nContent-Length: 5\r\n\r\nhello",
            })
    void aConnectionWhoseAnswerAnnouncesABodyItMustNotHaveIsNotUsedAgain(String answer) throws Exception {
        Async.run(() -> {
            try (var server = RawServer.answering(answer);
                    var session = ClientSession.create()) {
                for (int i = 0; i < 2; i++) {
                    try (var response = session.get(server.url("/"))) {
                        assertThat(response.bytes()).isEmpty();
                    }
                }
                assertThat(server.connections()).isEqualTo(2);
            }
        });
    }

    private static ClientSession through(String proxy) {
        return ClientSession.builder().proxies(Proxies.of(List.of(proxy))).build();
    }
}
