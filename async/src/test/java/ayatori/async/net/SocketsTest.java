package ayatori.async.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.Awaitable;
import ayatori.async.CarrierKind;
import ayatori.async.EventLoop;
import ayatori.async.IoDriver;
import ayatori.async.Promise;
import ayatori.async.RunOptions;
import ayatori.async.Task;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams over the system's own sockets, on loopback. */
final class SocketsTest {
    static final ClientHandler ECHO = (reader, writer) -> {
        byte[] data = reader.read(4096);
        while (data.length > 0) {
            writer.write(data);
            writer.drain();
            data = reader.read(4096);
        }
    };

    /** Runs in real time, and checks that no channel is open at the end. */
    static void run(CarrierKind carrier, Action main) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier), () -> {
            main.run();
            untilChannelsAre(0);
        });
    }

    /** Waits until this many channels are open. Handlers need a few passes to end. A leak makes the test time out. */
    static void untilChannelsAre(int expected) {
        SelectorDriver driver = SelectorDriver.of(EventLoop.current());
        while (driver.channels() != expected) {
            Async.sleep(Duration.ofMillis(1));
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @OnBothCarriers
    void clientAndServerExchangeLines(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Server server = Streams.startServer(ECHO, "localhost", 0);
                    Connection connection = Streams.openConnection("localhost", server.port())) {
                connection.writer().write("hello\n");
                assertThat(connection.reader().readLine()).isEqualTo("hello");
                assertThat(connection.writer().peerAddress())
                        .isEqualTo(connection.transport().peerAddress());
                assertThat(server.clients()).isEqualTo(1);
                connection.writer().write("bye");
                connection.writer().writeEof();
                assertThat(new String(connection.reader().readAll(100), UTF_8)).isEqualTo("bye");
            }
        });
    }

    @OnBothCarriers
    void megabyteIsEchoed(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            byte[] sent = new byte[1 << 20];
            new java.util.Random(1).nextBytes(sent);
            try (Server server = Streams.startServer(ECHO, "localhost", 0);
                    Connection connection = Streams.openConnection("localhost", server.port())) {
                Task<byte[]> received =
                        Async.createTask(() -> connection.reader().readExactly(sent.length));
                connection.writer().write(sent);
                connection.writer().drain();
                assertThat(received.await()).isEqualTo(sent);
            }
        });
    }

    @OnBothCarriers
    void thousandConnectionsAreEchoed(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Server server = Streams.startServer(
                    ECHO, "localhost", 0, ServerOptions.defaults().withBacklog(1000))) {
                List<Awaitable<String>> clients = new ArrayList<>();
                for (int i = 0; i < 1000; i++) {
                    String line = "client " + i;
                    clients.add(() -> {
                        try (Connection connection = Streams.openConnection(server.address())) {
                            String answer = "";
                            for (int round = 0; round < 3; round++) {
                                connection.writer().write(line + "\n");
                                answer = connection.reader().readLine();
                            }
                            return String.valueOf(answer);
                        }
                    });
                }
                List<String> answers = Async.gather(clients);
                for (int i = 0; i < 1000; i++) {
                    assertThat(answers.get(i)).isEqualTo("client " + i);
                }
            }
        });
    }

    /** The peer does not read. The writer's buffer stays near the high-water mark, however much it writes. */
    @OnBothCarriers
    void slowReaderSlowsTheWriterDown(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            Promise<String> mayRead = EventLoop.current().createPromise();
            int total = 32 << 20;
            try (Server server = Streams.startServer(
                            (reader, writer) -> {
                                mayRead.await();
                                writer.write(String.valueOf(reader.readAll(total).length));
                            },
                            "localhost",
                            0);
                    Connection connection = Streams.openConnection("localhost", server.port())) {
                byte[] chunk = new byte[64 * 1024];
                int[] written = {0};
                int[] bufferedMost = {0};
                Task<@Nullable Void> writing = Async.createTask(() -> {
                    StreamWriter writer = connection.writer();
                    for (; written[0] < total; written[0] += chunk.length) {
                        writer.write(chunk);
                        bufferedMost[0] = Math.max(bufferedMost[0], writer.writeBufferSize());
                        writer.drain();
                    }
                    writer.writeEof();
                });
                for (int before = -1; before != written[0]; ) {
                    before = written[0];
                    Async.sleep(Duration.ofMillis(50));
                }
                assertThat(written[0]).isLessThan(total);
                mayRead.setResult("now");
                writing.await();
                assertThat(new String(connection.reader().readAll(100), UTF_8)).isEqualTo(String.valueOf(total));
                assertThat(bufferedMost[0]).isBetween(1, 128 * 1024);
            }
        });
    }

    @OnBothCarriers
    void timeoutsAndCancellationsLeaveNothingOpen(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Server server = Streams.startServer((reader, writer) -> reader.read(1), "localhost", 0)) {
                assertThatThrownBy(() -> Async.waitFor(
                                () -> {
                                    try (Connection connection = Streams.openConnection(server.address())) {
                                        return connection.reader().readLine();
                                    }
                                },
                                Duration.ofMillis(20)))
                        .isInstanceOf(TimeoutException.class);
                untilChannelsAre(1);
                // A connect that is cancelled at each of its steps.
                for (int passes = 0; passes < 4; passes++) {
                    Task<Connection> connecting = Async.createTask(() -> {
                        try (Connection connection = Streams.openConnection(server.address())) {
                            Async.sleep(Duration.ofHours(1));
                            return connection;
                        }
                    });
                    for (int i = 0; i < passes; i++) {
                        Async.sleep(Duration.ZERO);
                    }
                    connecting.cancel();
                    Async.wait(List.of(connecting));
                }
                untilChannelsAre(1);
            }
        });
    }

    @OnBothCarriers
    void refusalsNameTheAddress(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            Server closed = Streams.startServer(ECHO, "127.0.0.1", 0);
            closed.close();
            closed.waitClosed();
            assertThatThrownBy(() -> Streams.openConnection(closed.address()))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(String.valueOf(closed.port()));
            assertThatThrownBy(() -> Streams.openConnection("no such name", 80))
                    .isInstanceOf(UnknownHostException.class);
            try (Server taken = Streams.startServer(ECHO, "127.0.0.1", 0)) {
                assertThatThrownBy(() -> Streams.startServer(ECHO, "127.0.0.1", taken.port()))
                        .isInstanceOf(BindException.class)
                        .hasMessageContaining(String.valueOf(taken.port()));
            }
        });
    }

    @OnBothCarriers
    void abortResetsThePeer(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            Promise<Throwable> seen = EventLoop.current().createPromise();
            try (Server server = Streams.startServer(
                            (reader, writer) -> {
                                try {
                                    writer.write("greeting");
                                    reader.read(1);
                                } catch (IOException e) {
                                    seen.setResult(e);
                                }
                            },
                            "localhost",
                            0);
                    Connection connection = Streams.openConnection("localhost", server.port())) {
                connection.reader().readExactly(8);
                connection.writer().abort();
                assertThat(seen.await()).hasMessageContaining("reset");
                assertThatThrownBy(() -> connection.reader().read(1)).hasMessageContaining("aborted");
            }
        });
    }

    @OnBothCarriers
    void closeEndsAWaitingRead(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (Server server = Streams.startServer(ECHO, "localhost", 0);
                    Connection connection = Streams.openConnection("localhost", server.port())) {
                Task<byte[]> reading =
                        Async.createTask(() -> connection.reader().read(1));
                Async.sleep(Duration.ZERO);
                connection.writer().close();
                assertThat(reading.await()).isEmpty();
            }
        });
    }

    @OnBothCarriers
    void serverEndsAfterItsClients(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            Server server = Streams.startServer(ECHO, "localhost", 0);
            Connection connection = Streams.openConnection("localhost", server.port());
            connection.writer().write("x");
            connection.reader().read(1);
            Task<@Nullable Void> serving = Async.createTask(server::serveForever);
            Async.sleep(Duration.ZERO);
            serving.cancel();
            assertThatThrownBy(serving::await).isInstanceOf(ayatori.async.CancelledError.class);
            assertThat(server.isServing()).isFalse();
            Task<@Nullable Void> closed = Async.createTask(server::waitClosed);
            Async.sleep(Duration.ofMillis(5));
            assertThat(closed.done()).isFalse(); // a client is still connected
            server.closeClients();
            closed.await();
            assertThat(connection.reader().read(1)).isEmpty();
            connection.close();
        });
    }

    @OnBothCarriers
    void noMoreClientsThanAllowedAreServed(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            int[] most = {0};
            int[] now = {0};
            ClientHandler counting = (reader, writer) -> {
                most[0] = Math.max(most[0], ++now[0]);
                writer.write(reader.readLine() + "\n");
                now[0]--;
            };
            try (Server server = Streams.startServer(
                    counting, "localhost", 0, ServerOptions.defaults().withClientsMax(2))) {
                List<Awaitable<String>> clients = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    clients.add(() -> {
                        try (Connection connection = Streams.openConnection(server.address())) {
                            connection.writer().write("x\n");
                            return String.valueOf(connection.reader().readLine());
                        }
                    });
                }
                assertThat(Async.gather(clients)).hasSize(10).containsOnly("x");
                assertThat(most[0]).isEqualTo(2);
            }
        });
    }

    @OnBothCarriers
    void datagrams(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            DatagramEndpoint server = DatagramEndpoint.bind(loopback(0));
            try (DatagramEndpoint client = DatagramEndpoint.connect(server.address())) {
                Task<Datagram> first = Async.createTask(server::receive);
                Task<Datagram> second = Async.createTask(server::receive);
                Async.sleep(Duration.ZERO);
                client.send("ping".getBytes(UTF_8));
                assertThatThrownBy(() -> client.send(new byte[0])).isInstanceOf(IllegalArgumentException.class);
                client.send("ping again".getBytes(UTF_8));
                Datagram ping = first.await();
                assertThat(new String(ping.data(), UTF_8)).isEqualTo("ping");
                assertThat(second.await().data()).hasSize(10);
                server.send(new byte[0], ping.sender());
                assertThat(client.receive().data()).isEmpty();
                server.send("pong".getBytes(UTF_8), ping.sender());
                assertThat(new String(client.receive().data(), UTF_8)).isEqualTo("pong");
                assertThatThrownBy(() -> client.send(new byte[70_000])).isInstanceOf(IOException.class);
                Task<Datagram> never = Async.createTask(server::receive);
                Async.sleep(Duration.ZERO);
                server.close();
                assertThatThrownBy(never::await).isInstanceOf(IOException.class);
                assertThatThrownBy(server::receive).isInstanceOf(IOException.class);
            }
        });
    }

    /** Another driver, such as Netty's, which the loop gets before or after the selector. */
    private static final class OtherDriver implements IoDriver {
        private final Thread loopThread = EventLoop.current().thread();

        @Override
        public void poll(long timeoutNanos) {
            if (timeoutNanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else if (timeoutNanos > 0) {
                LockSupport.parkNanos(this, timeoutNanos);
            }
        }

        @Override
        public boolean idle() {
            return true;
        }

        @Override
        public void wakeup() {
            LockSupport.unpark(loopThread);
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @org.junit.jupiter.api.Timeout(60)
    @CsvSource({"LOOP,before", "LOOP,after", "BATON,before", "BATON,after"})
    void streamsWorkBesideAnotherDriver(CarrierKind carrier, String comes) throws Exception {
        run(carrier, () -> {
            EventLoop loop = EventLoop.current();
            if (comes.equals("before")) {
                loop.driver(OtherDriver.class, _ -> new OtherDriver());
            }
            try (Server server = Streams.startServer(ECHO, "localhost", 0);
                    Connection connection = Streams.openConnection("localhost", server.port())) {
                connection.writer().write("one\n");
                assertThat(connection.reader().readLine()).isEqualTo("one");
                Task<@Nullable String> reading = Async.createTask(connection.reader()::readLine);
                Async.sleep(Duration.ZERO);
                loop.driver(OtherDriver.class, _ -> new OtherDriver());
                byte[] much = "x".repeat(1 << 20).getBytes(UTF_8);
                connection.writer().write("two\n");
                assertThat(reading.await()).isEqualTo("two");
                connection.writer().write(much);
                assertThat(connection.reader().readExactly(much.length)).hasSize(much.length);
            }
        });
    }

    @OnBothCarriers
    void failedHandlerResetsItsConnection(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            ClientHandler failing = (reader, writer) -> {
                reader.readLine();
                throw new IOException("cannot serve this");
            };
            Server server = Streams.startServer(failing, "localhost", 0);
            try (Connection connection = Streams.openConnection("localhost", server.port())) {
                connection.writer().write("x\n");
                assertThatThrownBy(() -> connection.reader().read(1)).hasMessageContaining("reset");
                server.close();
                server.waitClosed();
            }
        });
    }
}
