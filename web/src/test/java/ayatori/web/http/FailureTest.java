package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static ayatori.web.http.ConnectionPoolTest.assertKind;
import static ayatori.web.http.ConnectionPoolTest.awaitRequests;
import static ayatori.web.http.RawServer.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.CarrierKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that get no valid answer fail with the right kind. */
class FailureTest {
    @OnBothCarriers
    void tellsThatNothingListens(CarrierKind carrier) throws Exception {
        int port;
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        run(carrier, () -> {
            try (var session = ClientSession.create()) {
                assertThatThrownBy(() -> session.get("http://127.0.0.1:" + port + "/"))
                        .hasMessage("Nothing answers at 127.0.0.1, port " + port + ".");
                assertKind(FailureKind.REFUSED, () -> session.get("http://127.0.0.1:" + port + "/"));
            }
        });
    }

    @OnBothCarriers
    void tellsThatAHostIsUnknown(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var session = ClientSession.create()) {
                for (int i = 0; i < 2; i++) { // the second time from memory
                    assertThatThrownBy(() -> session.get("http://no-such-host.invalid/"))
                            .hasMessage("The host no-such-host.invalid has no address.");
                }
                assertKind(FailureKind.UNKNOWN_HOST, () -> session.get("http://no-such-host.invalid/"));
            }
        });
    }

    @OnBothCarriers
    void refusesAddressesThePolicyForbids(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                    var session = ClientSession.builder()
                            .addressPolicy(AddressPolicy.publicOnly())
                            .build()) {
                assertKind(FailureKind.PRIVATE_ADDRESS, () -> session.get(server.url("/")));
                assertKind(FailureKind.PRIVATE_ADDRESS, () -> session.get("http://localhost:" + server.port() + "/"));
                assertKind(FailureKind.PRIVATE_ADDRESS, () -> session.get("http://[::1]:" + server.port() + "/"));
                assertKind(
                        FailureKind.PRIVATE_ADDRESS,
                        () -> session.get("http://[::ffff:127.0.0.1]:" + server.port() + "/"));
                assertKind(FailureKind.PRIVATE_ADDRESS, () -> session.get("http://0x7f000001:" + server.port() + "/"));
                assertThat(server.connections()).isZero();
            }
        });
    }

    @OnBothCarriers
    void refusesWhatIsNoWebAddress(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var session = ClientSession.create()) {
                for (String url :
                        new String[] {"", "no scheme", "ftp://example.org/", "file:///etc/passwd", "http://"}) {
                    assertKind(FailureKind.INVALID_URL, () -> session.get(url));
                }
            }
        });
    }

    @OnBothCarriers
    void tellsAReset(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.reset();
                    });
                    var session = ClientSession.create()) {
                assertKind(FailureKind.RESET, () -> session.get(server.url("/")));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nhello!",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5x\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000000000000000000005\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloXX0\r\n\r\n",
            })
    void refusesWhatIsNotHttp(String answer) throws Exception {
        run(CarrierKind.best(), () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send(answer);
                        with.awaitClose();
                    });
                    var session = ClientSession.create()) {
                for (int i = 0; i < 2; i++) {
                    assertKind(FailureKind.PROTOCOL, () -> {
                        try (var response = session.get(server.url("/"))) {
                            response.bytes();
                        }
                    });
                }
                assertThat(server.connections()).isEqualTo(2); // none of them was used again
            }
        });
    }

    @ParameterizedTest
    @EnumSource(CarrierKind.class)
    void takesTheSameLengthSaidTwiceAndBareLineFeeds(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(
                            "HTTP/1.1 200 OK\nContent-Length: 5\nContent-Length: 5\nX: a\n\nhello");
                    var session = ClientSession.create();
                    var response = session.get(server.url("/"))) {
                assertThat(response.text()).isEqualTo("hello");
                assertThat(response.headers().first("x")).isEqualTo("a");
            }
        });
    }

    @OnBothCarriers
    void refusesAHeaderThatIsTooLarge(CarrierKind carrier) throws Exception {
        String line = "X-Filler: " + "x".repeat(2000);
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send("HTTP/1.1 200 OK\r\n");
                        while (true) {
                            with.send(line + "\r\n");
                        }
                    });
                    var longLine = RawServer.answeringOnce("HTTP/1.1 200 " + "x".repeat(5000) + "\r\n\r\n");
                    var session = ClientSession.builder()
                            .caps(Caps.DEFAULT.withHeaderBytes(4096))
                            .build()) {
                assertKind(FailureKind.HEADER_TOO_LARGE, () -> session.get(server.url("/")));
                assertKind(FailureKind.HEADER_TOO_LARGE, () -> session.get(longLine.url("/")));
            }
        });
    }

    @OnBothCarriers
    void limitsTheTimeToTheFirstByte(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = silent();
                    var session = ClientSession.builder()
                            .timeouts(Timeouts.DEFAULT.withFirstByte(Duration.ofMillis(50)))
                            .build()) {
                assertThatThrownBy(() -> session.get(server.url("/")))
                        .hasMessage("The host 127.0.0.1 did not answer within 50 ms.");
                assertKind(FailureKind.TIMEOUT, () -> session.get(server.url("/")));
            }
        });
    }

    @OnBothCarriers
    void limitsThePauseBetweenBytes(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send("HTTP/1.1 200 OK\r\nServer:");
                        with.awaitClose();
                    });
                    var session = ClientSession.builder()
                            .timeouts(Timeouts.DEFAULT.withIdle(Duration.ofMillis(50)))
                            .build()) {
                assertKind(FailureKind.IDLE_TIMEOUT, () -> session.get(server.url("/")));
            }
        });
    }

    @OnBothCarriers
    void limitsTheWhole(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send("HTTP/1.1 200 OK\r\n\r\n");
                        while (true) {
                            with.send("drip"); // never idle
                            Thread.onSpinWait();
                        }
                    });
                    var session = ClientSession.builder()
                            .caps(Caps.DEFAULT.withBodyBytes(1 << 30))
                            .timeouts(Timeouts.DEFAULT.withTotal(Duration.ofMillis(200)))
                            .build();
                    var response = session.get(server.url("/"))) {
                assertThat(response.bytes()).isNotEmpty();
                assertThat(response.truncated()).isEqualTo(Truncation.TIME);
            }
        });
    }

    @OnBothCarriers
    void limitsTheWaitForAConnection(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = silent();
                    var session = ClientSession.builder()
                            .connectionsPerOrigin(1)
                            .timeouts(Timeouts.DEFAULT.withTotal(Duration.ofMillis(100)))
                            .build()) {
                var first = Async.createTask(() -> session.get(server.url("/")));
                awaitRequests(server, 1);
                assertKind(FailureKind.TIMEOUT, () -> session.get(server.url("/")));
                assertKind(FailureKind.TIMEOUT, first::await);
            }
        });
    }

    @OnBothCarriers
    void isCutOffByWaitForAndClosesItsConnection(CarrierKind carrier) throws Exception {
        var closed = new CountDownLatch(1);
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.awaitClose();
                        closed.countDown();
                    });
                    var session = ClientSession.create()) {
                assertThatThrownBy(() -> Async.waitFor(() -> session.get(server.url("/")), Duration.ofMillis(50)))
                        .isInstanceOf(TimeoutException.class);
                Async.blocking(() -> {
                    closed.await();
                    return true;
                });
            }
        });
        assertThat(closed.getCount()).isZero();
    }

    @OnBothCarriers
    void closesTheConnectionWhenCancelledInTheHandshake(CarrierKind carrier) throws Exception {
        var accepted = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        run(carrier, () -> {
            NameLookup.Answer two = new NameLookup.Answer(
                    List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2")),
                    Duration.ofMinutes(1));
            try (var server = RawServer.start(with -> {
                        accepted.countDown();
                        with.awaitClose();
                        closed.countDown();
                    });
                    var session = ClientSession.builder().names(_ -> two).build()) {
                var task = Async.createTask(() -> session.get("https://a.test:" + server.port() + "/"));
                Async.blocking(() -> {
                    accepted.await();
                    return true;
                });
                task.cancel();
                assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
                Async.blocking(() -> {
                    closed.await();
                    return true;
                });
            }
        });
    }

    @OnBothCarriers
    void closesTheConnectionWhenCancelledInTheBody(CarrierKind carrier) throws Exception {
        var closed = new CountDownLatch(1);
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                        with.awaitClose();
                        closed.countDown();
                    });
                    var session = ClientSession.create()) {
                var response = session.get(server.url("/")); // not closed: the cancellation alone must close it
                var reading = Async.createTask(() -> response.bytes());
                Async.sleep(Duration.ofMillis(1));
                reading.cancel();
                assertThatThrownBy(reading::await).isInstanceOf(CancelledError.class);
                Async.blocking(() -> {
                    closed.await();
                    return true;
                });
            }
        });
        assertThat(closed.getCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void hasATokenForEveryKind(FailureKind kind) {
        assertThat(kind.token()).matches("[a-z]+(-[a-z]+)*");
    }

    @OnBothCarriers
    void triesTheNextAddress(CarrierKind carrier) throws Exception {
        // localhost may be ::1 as well, where nothing listens: both are tried.
        run(carrier, () -> {
            try (var server = RawServer.answering(lines("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok"));
                    var session = ClientSession.create();
                    var response = session.get("http://localhost:" + server.port() + "/")) {
                assertThat(response.text()).isEqualTo("ok");
            }
        });
    }

    private static RawServer silent() throws IOException {
        return RawServer.start(with -> {
            with.request();
            with.awaitClose();
        });
    }
}
