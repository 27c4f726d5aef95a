package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static ayatori.web.http.RawServer.latin1;
import static ayatori.web.http.RawServer.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ayatori.async.Async;
import ayatori.async.CarrierKind;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies that are streamed, capped, cut short, and received in turn. */
class BodyTest {
    private static final int LARGE = 3_000_000;

    @OnBothCarriers
    void readsALargeBodyWhole(CarrierKind carrier) throws Exception {
        byte[] body = random(LARGE);
        run(carrier, () -> {
            try (var server = RawServer.start(serving(body));
                    var session = ClientSession.create();
                    var response = session.get(server.url("/"))) {
                assertThat(response.bytes()).isEqualTo(body);
                assertThat(response.bytes()).isSameAs(response.bytes());
            }
        });
    }

    @OnBothCarriers
    void streamsALargeBody(CarrierKind carrier) throws Exception {
        byte[] body = random(LARGE);
        run(carrier, () -> {
            try (var server = RawServer.start(serving(body));
                    var session = ClientSession.create();
                    var response = session.get(server.url("/"));
                    InputStream in = response.body()) {
                assertThat(in.readAllBytes()).isEqualTo(body);
                assertThatThrownBy(response::bytes).isInstanceOf(IllegalStateException.class);
            }
        });
    }

    @OnBothCarriers
    void holdsTheServerUpRatherThanTheMemory(CarrierKind carrier) throws Exception {
        var sent = new AtomicLong();
        byte[] piece = new byte[1 << 16];
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send("HTTP/1.1 200 OK\r\n\r\n");
                        for (int i = 0; i < 2000; i++) {
                            with.send(piece);
                            sent.addAndGet(piece.length);
                        }
                    });
                    var session = ClientSession.builder()
                            .caps(Caps.DEFAULT.withBodyBytes(1 << 28))
                            .build();
                    var response = session.get(server.url("/"));
                    InputStream in = response.body()) {
                assertThat(in.read()).isZero();
                // The server goes on until the sockets' buffers are full, and stops while nothing is read.
                long before;
                do {
                    before = sent.get();
                    Async.sleep(Duration.ofMillis(200));
                } while (sent.get() > before);
                assertThat(sent.get()).isLessThan(2000L * piece.length);
                long rest = in.transferTo(OutputStream.nullOutputStream());
                assertThat(rest).isEqualTo(2000L * piece.length - 1);
            }
        });
    }

    @OnBothCarriers
    void cutsABodyOverTheCap(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world");
                    var session = ClientSession.builder()
                            .caps(Caps.DEFAULT.withBodyBytes(5))
                            .build()) {
                try (var response = session.get(server.url("/"))) {
                    assertThat(response.text()).isEqualTo("hello");
                    assertThat(response.truncated()).isEqualTo(Truncation.LENGTH);
                }
                try (var response = session.get(server.url("/"));
                        InputStream in = response.body()) {
                    assertThatThrownBy(in::readAllBytes)
                            .asInstanceOf(type(HttpException.class))
                            .extracting(HttpException::kind)
                            .isEqualTo(FailureKind.BODY_TOO_LARGE);
                }
            }
        });
    }

    @OnBothCarriers
    void takesABodyOfExactlyTheCap(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                    var session = ClientSession.builder()
                            .caps(Caps.DEFAULT.withBodyBytes(5))
                            .build()) {
                try (var response = session.get(server.url("/"))) {
                    assertThat(response.text()).isEqualTo("hello");
                    assertThat(response.truncated()).isNull();
                }
                try (var response = session.get(server.url("/"));
                        InputStream in = response.body()) {
                    assertThat(in.readAllBytes()).hasSize(5);
                }
            }
        });
    }

    @OnBothCarriers
    void keepsWhatCameBeforeTheServerHungUp(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answeringOnce("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
                    var session = ClientSession.create()) {
                try (var response = session.get(server.url("/"))) {
                    assertThat(response.text()).isEqualTo("hello");
                    assertThat(response.truncated()).isEqualTo(Truncation.DISCONNECT);
                }
                try (var response = session.get(server.url("/"));
                        InputStream in = response.body()) {
                    assertThat(in.readNBytes(5)).isEqualTo(latin1("hello"));
                    assertThatThrownBy(in::read)
                            .asInstanceOf(type(HttpException.class))
                            .extracting(HttpException::kind)
                            .isEqualTo(FailureKind.RESET);
                }
            }
        });
    }

    @OnBothCarriers
    void keepsWhatCameOfChunksBeforeTheServerHungUp(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answeringOnce(
                            lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "5", "hello", "9", "wor"));
                    var session = ClientSession.create();
                    var response = session.get(server.url("/"))) {
                assertThat(response.text()).isEqualTo("hellowor");
                assertThat(response.truncated()).isEqualTo(Truncation.DISCONNECT);
            }
        });
    }

    @OnBothCarriers
    void failsWhenNothingOfABodyCame(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answeringOnce("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
                    var session = ClientSession.create();
                    var response = session.get(server.url("/"))) {
                assertThatThrownBy(response::bytes)
                        .asInstanceOf(type(HttpException.class))
                        .extracting(HttpException::kind)
                        .isEqualTo(FailureKind.RESET);
            }
        });
    }

    @OnBothCarriers
    void keepsWhatCameInTime(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
                        with.awaitClose();
                    });
                    var session = ClientSession.builder()
                            .timeouts(Timeouts.DEFAULT.withIdle(Duration.ofMillis(100)))
                            .build();
                    var response = session.get(server.url("/"))) {
                assertThat(response.text()).isEqualTo("hello");
                assertThat(response.truncated()).isEqualTo(Truncation.TIME);
            }
        });
    }

    @OnBothCarriers
    void believesAPromisedLengthOnlyAsItComes(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answeringOnce("HTTP/1.1 200 OK\r\nContent-Length: 900000000000\r\n\r\nhello");
                    var session = ClientSession.create();
                    var response = session.get(server.url("/"))) {
                assertThat(response.text()).isEqualTo("hello");
                assertThat(response.truncated()).isEqualTo(Truncation.DISCONNECT);
            }
        });
    }

    @OnBothCarriers
    void closesTheConnectionOfABodyThatIsGivenUp(CarrierKind carrier) throws Exception {
        var closed = new java.util.concurrent.CountDownLatch(1);
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
                        with.awaitClose();
                        closed.countDown();
                    });
                    var session = ClientSession.create()) {
                session.get(server.url("/")).close();
                Async.blocking(() -> {
                    closed.await();
                    return true;
                });
            }
        });
        assertThat(closed.getCount()).isZero();
    }

    @OnBothCarriers
    void readsTextInTheCharsetNamed(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        while (with.request()) {
                            boolean sjis = with.target().equals("/sjis");
                            byte[] text = "綾取り".getBytes(sjis ? Charset.forName("Shift_JIS") : StandardCharsets.UTF_8);
                            String charset = sjis ? "; charset=\"Shift_JIS\"" : "; charset=no-such";
                            with.send(lines(
                                    "HTTP/1.1 200 OK",
                                    "Content-Type: text/plain" + charset,
                                    "Content-Length: " + text.length,
                                    "",
                                    ""));
                            with.send(text);
                        }
                    });
                    var session = ClientSession.create()) {
                for (String path : new String[] {"/sjis", "/utf8"}) {
                    try (var response = session.get(server.url(path))) {
                        assertThat(response.text()).isEqualTo("綾取り");
                    }
                }
            }
        });
    }

    @Test
    void bufferGivesBackWhatWasPutIn() {
        var random = new Random(7);
        var buffer = new BodyBuffer();
        byte[] all = random(200_000);
        byte[] read = new byte[all.length];
        int put = 0;
        int got = 0;
        while (got < all.length) {
            int more = Math.min(random.nextInt(5000), all.length - put);
            buffer.append(io.netty.buffer.Unpooled.wrappedBuffer(all, put, more));
            put += more;
            got += buffer.take(read, got, Math.min(random.nextInt(5000), read.length - got));
            assertThat(buffer.size()).isEqualTo(put - got);
        }
        assertThat(Arrays.equals(read, all)).isTrue();
    }

    private static RawServer.Script serving(byte[] body) {
        return with -> {
            while (with.request()) {
                with.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n");
                with.send(body);
            }
        };
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

    @OnBothCarriers
    void theHeadIsGoodWhateverBecomesOfTheBody(CarrierKind carrier) throws Exception {
        record Bad(String rest, FailureKind kind, Truncation truncation, String kept) {}
        var bodies = List.of(
                new Bad("Content-Length: 9\r\n\r\nhello", FailureKind.RESET, Truncation.DISCONNECT, "hello"),
                new Bad("Content-Length: 9\r\n\r\n", FailureKind.RESET, Truncation.DISCONNECT, ""),
                new Bad(
                        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nxyz\r\n",
                        FailureKind.PROTOCOL,
                        Truncation.UNSPECIFIED,
                        "hello"),
                new Bad(
                        "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
                        FailureKind.CONTENT_ENCODING,
                        Truncation.UNSPECIFIED,
                        ""),
                new Bad(
                        "Content-Encoding: br, br, br, br\r\nContent-Length: 5\r\n\r\nhello",
                        FailureKind.CONTENT_ENCODING,
                        Truncation.UNSPECIFIED,
                        ""));
        run(carrier, () -> {
            for (Bad bad : bodies) {
                try (var server = RawServer.answeringOnce("HTTP/1.1 404 No\r\nX: y\r\n" + bad.rest);
                        var session = ClientSession.create();
                        var response = session.get(server.url("/"))) {
                    ResponseBody body = response.receive();
                    assertThat(response.status()).isEqualTo(404);
                    assertThat(response.headers().first("X")).isEqualTo("y");
                    assertThat(body.bytes()).asString(StandardCharsets.US_ASCII).isEqualTo(bad.kept);
                    assertThat(body.truncated()).isEqualTo(bad.truncation);
                    assertThat(Objects.requireNonNull(body.failure()).kind()).isEqualTo(bad.kind);
                }
            }
        });
    }

    @OnBothCarriers
    void theWaitForAPermitIsNotTheServersTime(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(
                            "HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n" + "x".repeat(400_000));
                    var session = ClientSession.builder()
                            .timeouts(Timeouts.all(Duration.ofMillis(300)))
                            .build();
                    var response = session.get(server.url("/"))) {
                BodyTurns turns = BodyTurns.ofBytes(1, 1);
                var other = new HeldTurns("other", () -> 0, Duration.ZERO, () -> {});
                other.join(turns);
                other.awaitMoreThan(BodyTurns.SMALL_BYTES_MAX);
                var body = Async.createTask(() -> response.receiveInTurn(turns));
                Async.sleep(Duration.ofMillis(900));
                other.close();
                assertThat(body.await().bytes()).hasSize(400_000);
                assertThat(response.truncated()).isNull();
            }
        });
    }

    @OnBothCarriers
    void aLargeBodyInItsTurnDoesNotHoldUpSmallerOnes(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            for (int bytes : new int[] {1_000, 400_000, BodyTurns.MEDIUM_BYTES_MAX, BodyTurns.LARGE_BYTES_MAX}) {
                try (var server = RawServer.answering(
                                "HTTP/1.1 200 OK\r\nContent-Length: " + bytes + "\r\n\r\n" + "x".repeat(bytes));
                        var session = ClientSession.create();
                        var response = session.get(server.url("/"));
                        var other = new HeldTurns("other", () -> 0, Duration.ZERO, () -> {})) {
                    BodyTurns turns = BodyTurns.ofBytes(8 << 20, 10 << 20);
                    other.join(turns);
                    other.awaitMoreThan(BodyTurns.LARGE_BYTES_MAX);
                    assertThat(response.receiveInTurn(turns).bytes()).hasSize(bytes);
                }
            }
        });
    }

    @OnBothCarriers
    void theTimeOfASlowReaderIsNotTheServers(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(
                            "HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + "x".repeat(900_000));
                    var session = ClientSession.builder()
                            .timeouts(Timeouts.all(Duration.ofMillis(300)))
                            .build();
                    var response = session.get(server.url("/"))) {
                InputStream body = response.body();
                assertThat(body.readNBytes(1)).hasSize(1);
                Async.sleep(Duration.ofMillis(900));
                assertThat(body.readAllBytes()).hasSize(899_999);
            }
        });
    }

    @OnBothCarriers
    void theTimeOfABusyLoopIsNotTheServers(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(
                            "HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + "x".repeat(900_000));
                    var session = ClientSession.builder()
                            .timeouts(Timeouts.all(Duration.ofMillis(300)))
                            .build()) {
                var answer = Async.createTask(() -> {
                    try (var response = session.get(server.url("/"))) {
                        return response.bytes().length;
                    }
                });
                for (int i = 0; i < 3; i++) {
                    Async.sleep(Duration.ofMillis(1));
                    long end = System.nanoTime() + 400_000_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                }
                assertThat(answer.await()).isEqualTo(900_000);
            }
        });
    }
}
