package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ayatori.async.Async;
import ayatori.async.Awaitable;
import ayatori.async.CancelledError;
import ayatori.async.CarrierKind;
import ayatori.web.url.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections that are kept, shared, limited, stale, and given back. */
class ConnectionPoolTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @OnBothCarriers
    void keepsToTheLimitPerOrigin(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(HELLO);
                    var session =
                            ClientSession.builder().connectionsPerOrigin(3).build()) {
                List<Awaitable<String>> gets = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    gets.add(() -> text(session, server));
                }
                assertThat(Async.gather(gets)).hasSize(50).containsOnly("hello");
                assertThat(server.connections()).isLessThanOrEqualTo(3);
                assertThat(server.requests()).hasSize(50);
            }
        });
    }

    @OnBothCarriers
    void asksOnceMoreWhenAKeptConnectionIsDead(CarrierKind carrier) throws Exception {
        var conversations = new AtomicInteger();
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        boolean first = conversations.incrementAndGet() == 1;
                        while (with.request()) {
                            if (first && with.target().equals("/second")) {
                                return; // read the request, and closed without an answer
                            }
                            with.send(HELLO);
                        }
                    });
                    var session = ClientSession.create()) {
                assertThat(text(session, server)).isEqualTo("hello");
                try (var response = session.get(server.url("/second"))) {
                    assertThat(response.text()).isEqualTo("hello");
                }
                assertThat(server.connections()).isEqualTo(2);
            }
        });
    }

    @OnBothCarriers
    void doesNotAskOnceMoreOnANewConnection(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(RawServer.Conversation::request);
                    var session = ClientSession.create()) {
                assertKind(FailureKind.RESET, () -> session.get(server.url("/")));
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void doesNotAskOnceMoreWhenPosting(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send(HELLO);
                        with.request();
                    });
                    var session = ClientSession.create()) {
                assertThat(text(session, server)).isEqualTo("hello");
                var post = ClientRequest.of("POST", Url.parse(server.url("/"))).withBody(new byte[] {1}, "a/b");
                assertKind(FailureKind.RESET, () -> session.request(post));
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void doesNotAskOnceMoreWhenAnAnswerHadBegun(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send(HELLO);
                        with.request();
                        with.send("HTTP/1.1 200 OK\r\nConte");
                    });
                    var session = ClientSession.create()) {
                assertThat(text(session, server)).isEqualTo("hello");
                assertKind(FailureKind.RESET, () -> session.get(server.url("/")));
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void dropsAConnectionTheServerWillClose(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(
                            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");
                    var session = ClientSession.create()) {
                assertThat(text(session, server)).isEqualTo("hello");
                assertThat(text(session, server)).isEqualTo("hello");
                assertThat(server.connections()).isEqualTo(2);
            }
        });
    }

    @OnBothCarriers
    void dropsAConnectionThatSaysMoreThanItWasAsked(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(HELLO + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
                    var session = ClientSession.create()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(text(session, server)).isEqualTo("hello");
                }
                assertThat(server.connections()).isEqualTo(3);
            }
        });
    }

    @OnBothCarriers
    void dropsAConnectionWithBytesLeftOver(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(HELLO + "HTTP/1.1 200 evil\r\nContent-Le");
                    var session = ClientSession.create()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(text(session, server)).isEqualTo("hello");
                }
                assertThat(server.connections()).isEqualTo(3);
            }
        });
    }

    @OnBothCarriers
    void closesWhatHasWaitedLongestBeyondTheIdleLimit(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var one = RawServer.answering(HELLO);
                    var other = RawServer.answering(HELLO);
                    var session = ClientSession.builder().idleConnectionsMax(1).build()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(text(session, one)).isEqualTo("hello");
                    assertThat(text(session, other)).isEqualTo("hello");
                }
                assertThat(text(session, other)).isEqualTo("hello");
                assertThat(one.connections()).isEqualTo(3);
                assertThat(other.connections()).isEqualTo(3);
            }
        });
    }

    @OnBothCarriers
    void closesAConnectionThatHasWaitedTooLong(CarrierKind carrier) throws Exception {
        var closed = new java.util.concurrent.CountDownLatch(1);
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send(HELLO);
                        with.awaitClose();
                        closed.countDown();
                    });
                    var session = ClientSession.builder()
                            .keepAlive(Duration.ofMillis(50))
                            .build()) {
                assertThat(text(session, server)).isEqualTo("hello");
                Async.blocking(() -> {
                    closed.await();
                    return true;
                });
            }
        });
        assertThat(closed.getCount()).isZero();
    }

    @OnBothCarriers
    void givesACancelledTasksPlaceToTheNext(CarrierKind carrier) throws Exception {
        var gate = new java.util.concurrent.CountDownLatch(1);
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        while (with.request()) {
                            if (with.target().equals("/slow")) {
                                with.awaitClose();
                                gate.countDown();
                                return;
                            }
                            with.send(HELLO);
                        }
                    });
                    var session =
                            ClientSession.builder().connectionsPerOrigin(1).build()) {
                var slow = Async.createTask(() -> session.get(server.url("/slow")));
                awaitRequests(server, 1);
                var waiting = Async.createTask(() -> session.get(server.url("/never")));
                var next = Async.createTask(() -> text(session, server));
                Async.sleep(Duration.ZERO);
                waiting.cancel();
                slow.cancel();
                assertThat(next.await()).isEqualTo("hello");
                assertThatThrownBy(slow::await).isInstanceOf(CancelledError.class);
                assertThatThrownBy(waiting::await).isInstanceOf(CancelledError.class);
                Async.blocking(() -> {
                    gate.await(); // the server saw the cancelled request's connection close
                    return true;
                });
                assertThat(server.requests()).hasSize(2);
            }
        });
    }

    @OnBothCarriers
    void survivesCancellationAtAnyMoment(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.answering(HELLO);
                    var session =
                            ClientSession.builder().connectionsPerOrigin(2).build()) {
                for (int passes = 0; passes < 60; passes++) {
                    var task = Async.createTask(() -> text(session, server));
                    var other = Async.createTask(() -> text(session, server));
                    for (int pass = 0; pass < passes; pass++) {
                        Async.sleep(Duration.ZERO);
                    }
                    task.cancel();
                    assertThat(other.await()).isEqualTo("hello");
                    try {
                        assertThat(task.await()).isEqualTo("hello");
                    } catch (CancelledError e) {
                        // It was cancelled in time.
                    }
                }
                assertThat(text(session, server)).isEqualTo("hello");
            }
        });
    }

    @OnBothCarriers
    void failsThoseWhoWaitWhenTheSessionCloses(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                with.request();
                with.awaitClose();
            })) {
                var session = ClientSession.create();
                var waiting = Async.createTask(() -> session.get(server.url("/")));
                awaitRequests(server, 1);
                session.close();
                assertThatThrownBy(waiting::await).isInstanceOf(HttpException.class);
            }
        });
    }

    /** Yields to the loop until the server has seen so many requests. */
    static void awaitRequests(RawServer server, int count) {
        while (server.requests().size() < count) {
            Async.sleep(Duration.ofMillis(1));
        }
    }

    static void assertKind(FailureKind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(HttpException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind))
                .satisfies(e -> assertThat(e.getMessage()).matches("[A-Z\"][^\n]*\\."));
    }

    private static String text(ClientSession session, RawServer server) throws Exception {
        try (var response = session.get(server.url("/"))) {
            return response.text();
        }
    }
}
