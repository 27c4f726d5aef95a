package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static ayatori.web.http.ConnectionPoolTest.assertKind;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.Awaitable;
import ayatori.async.CarrierKind;
import ayatori.web.url.Url;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What servers answer over HTTP/2, frame by frame (RFC 9113). */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Http2AnswersTest {
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final int NO_ERROR = 0;
    private static final int REFUSED_STREAM = 7;
    private static final int HTTP_1_1_REQUIRED = 13;

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

    /** An answer on one stream, under a name that the test report shows. */
    record Answer(String name, Frames frames) {
        @FunctionalInterface
        interface Frames {
            void send(RawHttp2Server.Conversation with, int stream) throws java.io.IOException;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Answer> properAnswers() {
        return List.of(
                new Answer("plain", (with, stream) -> {
                    with.headers(stream, false, ":status", "200");
                    with.data(stream, true, "hello");
                }),
                new Answer("an empty frame at the end", (with, stream) -> {
                    with.headers(stream, false, ":status", "200", "content-length", "5");
                    with.data(stream, false, "hello");
                    with.data(stream, true, "");
                }),
                new Answer("informational answers and a trailer", (with, stream) -> {
                    with.headers(stream, false, ":status", "103", "link", "x");
                    with.headers(stream, false, ":status", "200");
                    with.data(stream, false, "hello");
                    with.headers(stream, true, "checksum", "x");
                }),
                new Answer("padding", (with, stream) -> {
                    with.headers(stream, false, ":status", "200", "content-length", "5");
                    byte[] padded = {3, 'h', 'e', 'l', 'l', 'o', 0, 0, 0};
                    with.frame(RawHttp2Server.DATA, RawHttp2Server.PADDED | RawHttp2Server.END_STREAM, stream, padded);
                }));
    }

    static List<Answer> malformedAnswers() {
        List<Answer> answers = new ArrayList<>(List.of(
                new Answer("a body before the header", (with, stream) -> {
                    with.data(stream, false, "hello");
                    with.headers(stream, true, ":status", "200");
                }),
                new Answer("a body alone", (with, stream) -> with.data(stream, true, "hello")),
                new Answer("a body after an informational answer", (with, stream) -> {
                    with.headers(stream, false, ":status", "103");
                    with.data(stream, true, "hello");
                }),
                new Answer("an informational answer at the end", (with, stream) -> {
                    with.headers(stream, true, ":status", "103");
                }),
                new Answer("informational answers without end", (with, stream) -> {
                    for (int i = 0; i < 1000; i++) {
                        with.headers(stream, false, ":status", "103");
                    }
                }),
                new Answer("a trailer that is not the end", (with, stream) -> {
                    with.headers(stream, false, ":status", "200");
                    with.headers(stream, false, "x", "y");
                    with.data(stream, true, "hello");
                }),
                new Answer("a trailer with a pseudo-header field", (with, stream) -> {
                    with.headers(stream, false, ":status", "200");
                    with.headers(stream, true, ":status", "404");
                }),
                new Answer("a body that is too short", (with, stream) -> {
                    with.headers(stream, false, ":status", "200", "content-length", "6");
                    with.data(stream, true, "hello");
                }),
                new Answer("a length without a body", (with, stream) -> {
                    with.headers(stream, true, ":status", "200", "content-length", "6");
                }),
                new Answer("a length and an empty body", (with, stream) -> {
                    with.headers(stream, false, ":status", "200", "content-length", "6");
                    with.data(stream, true, "");
                }),
                new Answer("a length and a trailer", (with, stream) -> {
                    with.headers(stream, false, ":status", "200", "content-length", "6");
                    with.headers(stream, true, "checksum", "x");
                }),
                new Answer("a body that is too long", (with, stream) -> {
                    with.headers(stream, false, ":status", "200", "content-length", "4");
                    with.data(stream, true, "hello");
                }),
                new Answer("more padding than payload", (with, stream) -> {
                    with.headers(stream, false, ":status", "200");
                    with.frame(RawHttp2Server.DATA, RawHttp2Server.PADDED, stream, new byte[] {9, 'h'});
                })));
        for (String status : List.of("20", "2000", "+200", "0200", " 200", "200 ", "2x0", "099", "101", "", "200 OK")) {
            answers.add(withFields("status \"" + status + "\"", ":status", status));
        }
        answers.add(withFields("no status", "x", "y"));
        answers.add(withFields("two statuses", ":status", "200", ":status", "200"));
        answers.add(withFields("two different statuses", ":status", "404", ":status", "200"));
        answers.add(withFields("a pseudo-header field of a request", ":status", "200", ":path", "/"));
        answers.add(withFields("an unknown pseudo-header field", ":status", "200", ":x", "y"));
        answers.add(withFields("a pseudo-header field after another field", "x", "y", ":status", "200"));
        answers.add(withFields("a name in upper case", ":status", "200", "Content-Length", "5"));
        answers.add(withFields("a name with a space", ":status", "200", "content length", "5"));
        answers.add(withFields("an empty name", ":status", "200", "", "5"));
        answers.add(withFields("a line break in a value", ":status", "200", "x", "y\r\nz: 1"));
        answers.add(withFields("a NUL in a value", ":status", "200", "x", "y\0"));
        answers.add(withFields("a connection field", ":status", "200", "connection", "close"));
        answers.add(withFields("chunks", ":status", "200", "transfer-encoding", "chunked"));
        answers.add(withFields("two lengths", ":status", "200", "content-length", "5", "content-length", "6"));
        for (String length : List.of("+5", "-5", "5x", "", "\u000b5", "0x5")) {
            answers.add(withFields("length \"" + length + "\"", ":status", "200", "content-length", length));
        }
        return answers;
    }

    private static Answer withFields(String name, String... fields) {
        return new Answer(name, (with, stream) -> {
            with.headers(stream, false, fields);
            with.data(stream, true, "hello");
        });
    }

    @ParameterizedTest
    @MethodSource("properAnswers")
    void takesWhatIsProper(Answer answer) throws Exception {
        Async.run(() -> {
            try (var server = server(answer);
                    var session = session()) {
                try (var response = session.get(server.url("/"))) {
                    assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
                    assertThat(response.text()).isEqualTo("hello");
                    assertThat(response.truncated()).isNull();
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("properAnswers")
    void aTapSeesTheAnswerInTheFormOfHttp1(Answer answer) throws Exception {
        var tap = new WireTapTest.Recorded();
        Async.run(() -> {
            try (var server = server(answer);
                    var session = session();
                    var response = session.request(ClientRequest.get(Url.parse(server.url("/"))), tap)) {
                response.receive();
                assertThat(response.receiveForTap()).isNull();
            }
        });
        assertThat(tap.request).startsWith("HTTP/2|GET / HTTP/1.1\r\nHost: localhost");
        assertThat(tap.answer).startsWith("HTTP/1.1 200 \r\n").endsWith("\r\n\r\nhello");
        assertThat(tap.body).hasToString("hello");
    }

    @ParameterizedTest
    @MethodSource("malformedAnswers")
    void refusesWhatIsMalformed(Answer answer) throws Exception {
        Async.run(() -> {
            try (var server = server(answer);
                    var session = session()) {
                assertKind(FailureKind.PROTOCOL, () -> {
                    try (var response = session.get(server.url("/"))) {
                        response.bytes();
                    }
                });
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"GET,304", "HEAD,200", "HEAD,404"})
    void takesTheLengthOfABodyThatIsNotSent(String method, String status) throws Exception {
        Answer answer =
                new Answer("", (with, stream) -> with.headers(stream, true, ":status", status, "content-length", "6"));
        Async.run(() -> {
            try (var server = server(answer);
                    var session = session();
                    var response = session.request(ClientRequest.of(method, Url.parse(server.url("/"))))) {
                assertThat(response.status()).hasToString(status);
                assertThat(response.bytes()).isEmpty();
            }
        });
    }

    private static RawHttp2Server server(Answer answer) throws Exception {
        return new RawHttp2Server(certificate, with -> {
            with.greet();
            for (int stream; (stream = with.request()) != 0; ) {
                answer.frames.send(with, stream);
            }
        });
    }

    @OnBothCarriers
    void fallsBackToHttp11WhereAStreamIsResetForIt(CarrierKind carrier) throws Exception {
        run(carrier, () -> assertFallsBack((with, stream) -> with.reset(stream, HTTP_1_1_REQUIRED)));
    }

    @OnBothCarriers
    void fallsBackToHttp11WhereTheConnectionEndsForIt(CarrierKind carrier) throws Exception {
        run(carrier, () -> assertFallsBack((with, stream) -> with.goAway(0, HTTP_1_1_REQUIRED)));
    }

    private static void assertFallsBack(Answer.Frames refusal) throws Exception {
        try (var server = server(new Answer("", refusal));
                var session = session()) {
            List<Awaitable<HttpVersion>> gets = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                gets.add(() -> {
                    try (var response = session.get(server.url("/"))) {
                        assertThat(response.bytes()).isEmpty();
                        return response.version();
                    }
                });
            }
            assertThat(Async.gather(gets)).hasSize(5).containsOnly(HttpVersion.HTTP_1_1);
            int connections = server.connections();
            try (var later = session.get(server.url("/"))) {
                assertThat(later.version()).isEqualTo(HttpVersion.HTTP_1_1);
            }
            assertThat(server.connections()).isEqualTo(connections);
            assertThat(server.http1Requests()).isEqualTo(6);
        }
    }

    @Test
    void asksOnceMoreWhatTheServerHasNotProcessed() throws Exception {
        for (Answer.Frames refusal : List.<Answer.Frames>of(
                (with, stream) -> with.reset(stream, REFUSED_STREAM), (with, stream) -> with.goAway(0, NO_ERROR))) {
            var asked = new AtomicInteger();
            Async.run(() -> {
                try (var server = server(new Answer("", (with, stream) -> {
                            if (asked.incrementAndGet() == 1) {
                                refusal.send(with, stream);
                            } else {
                                with.headers(stream, true, ":status", "204");
                            }
                        }));
                        var session = session();
                        var response =
                                session.request(ClientRequest.of("POST", ayatori.web.url.Url.parse(server.url("/")))
                                        .withBody(new byte[0], "text/plain"))) {
                    assertThat(response.status()).isEqualTo(204);
                    assertThat(asked).hasValue(2);
                }
            });
        }
    }

    @OnBothCarriers
    void settingsThatRaiseTheLimitOfStreamsWakeAllThatFit(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new RawHttp2Server(certificate, with -> {
                        with.settings(MAX_CONCURRENT_STREAMS, 1);
                        List<Integer> streams = new ArrayList<>(List.of(with.request()));
                        with.settings(MAX_CONCURRENT_STREAMS, 10);
                        while (streams.size() < 6) { // none is answered before all have been asked
                            streams.add(with.request());
                        }
                        for (int stream : streams) {
                            with.headers(stream, true, ":status", "204");
                        }
                        with.awaitClose();
                    });
                    var session = session()) {
                List<Awaitable<Integer>> gets = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    gets.add(() -> {
                        try (var response = session.get(server.url("/"))) {
                            return response.status();
                        }
                    });
                }
                assertThat(Async.gather(gets)).hasSize(6).containsOnly(204);
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void waitsForSettingsThatAllowAStream(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new RawHttp2Server(certificate, with -> {
                        with.settings(MAX_CONCURRENT_STREAMS, 0);
                        int early = with.requestBeforeAcknowledgement();
                        if (early != 0) {
                            with.headers(early, true, ":status", "204");
                        }
                        with.settings(MAX_CONCURRENT_STREAMS, 2);
                        for (int stream; (stream = with.request()) != 0; ) {
                            with.headers(stream, true, ":status", "204");
                        }
                    });
                    var session = session()) {
                List<Awaitable<Integer>> gets = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    gets.add(() -> {
                        try (var response = session.get(server.url("/"))) {
                            return response.status();
                        }
                    });
                }
                assertThat(Async.gather(gets)).hasSize(4).containsOnly(204);
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    /** With time limits that even a busy machine does not reach: what is tested here is not how fast a connection is made. */
    private static ClientSession session() throws Exception {
        return ClientSession.builder()
                .trustManager((X509TrustManager) authority.toTrustManager())
                .timeouts(Timeouts.all(PATIENCE))
                .build();
    }
}
