package ayatori.async.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.RunOptions;
import ayatori.async.Task;
import ayatori.async.VirtualClock;
import ayatori.async.testing.SimulatedNetwork;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Clients and servers over a simulated network, in virtual time. */
final class SimulatedNetworkTest {
    private static final ClientHandler ECHO = SocketsTest.ECHO;

    private final VirtualClock clock = new VirtualClock();

    private void run(CarrierKind carrier, Action main) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier).withClock(clock), main);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @OnBothCarriers
    void everyTripTakesTheLatency(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            SimulatedNetwork.install(1).withLatency(millis(10), millis(10));
            Server server = Streams.startServer(ECHO, "server", 80);
            try (Connection connection = Streams.openConnection("server", 80)) {
                assertThat(clock.elapsed()).isEqualTo(millis(20));
                connection.writer().write("hello\n");
                assertThat(connection.reader().readLine()).isEqualTo("hello");
                assertThat(clock.elapsed()).isEqualTo(millis(40));
            }
            server.close();
            server.waitClosed();
        });
    }

    @OnBothCarriers
    void bytesArriveInOrderUnderEverySeed(CarrierKind carrier) throws Exception {
        byte[] sent = new byte[300_000];
        new java.util.Random(7).nextBytes(sent);
        for (int seed = 0; seed < 20; seed++) {
            int chosen = seed;
            run(carrier, () -> {
                SimulatedNetwork network = SimulatedNetwork.install(chosen).withLatency(millis(1), millis(50));
                Server server = Streams.startServer(ECHO, "server", 80);
                try (Connection connection = Streams.openConnection("server", 80)) {
                    Task<byte[]> received =
                            Async.createTask(() -> connection.reader().readExactly(sent.length));
                    connection.writer().write(sent);
                    connection.writer().drain();
                    connection.writer().writeEof();
                    assertThat(received.await()).isEqualTo(sent);
                    assertThat(connection.reader().read(1)).isEmpty();
                }
                server.close();
                server.waitClosed();
                Async.sleep(Duration.ofSeconds(1));
                assertThat(network.openConnections()).isZero();
            });
        }
    }

    @OnBothCarriers
    void sameSeedGivesTheSameRun(CarrierKind carrier) throws Exception {
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            var own = new VirtualClock();
            Async.run(RunOptions.defaults().withCarrier(carrier).withClock(own), () -> {
                SimulatedNetwork.install(42).withLatency(millis(1), millis(99));
                try (Server server = Streams.startServer(ECHO, "server", 80);
                        Connection connection = Streams.openConnection(server.address())) {
                    connection.writer().write("x".repeat(10_000) + "\n");
                    connection.reader().readLine();
                }
            });
            took.add(own.elapsed());
        }
        assertThat(took.get(0)).isEqualTo(took.get(1)).isPositive();
    }

    @OnBothCarriers
    void connectIsRefusedUnknownOrTimedOut(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            SimulatedNetwork network = SimulatedNetwork.install(1).withLatency(millis(10), millis(10));
            assertThatThrownBy(() -> Streams.openConnection("server", 80))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("refused");
            assertThatThrownBy(() -> Streams.openConnection("host.invalid", 80))
                    .isInstanceOf(UnknownHostException.class);
            network.partition("localhost", "server");
            Duration before = clock.elapsed();
            assertThatThrownBy(() -> Streams.openConnection("server", 80))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("timed out");
            assertThat(clock.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(127));
        });
    }

    /** RFC 8305: a first address that does not answer costs 250 ms, not two minutes. */
    @OnBothCarriers
    void nextAddressIsTriedWhileTheFirstIsSilent(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            SimulatedNetwork network = SimulatedNetwork.install(1)
                    .withLatency(millis(10), millis(10))
                    .withHost("server", "2001:db8::1", "192.0.2.1", "192.0.2.2");
            Server server = Streams.startServer(ECHO, "192.0.2.1", 80);
            network.partition("localhost", "2001:db8::1");
            try (Connection connection = Streams.openConnection("server", 80)) {
                assertThat(connection.transport().peerAddress()).isEqualTo(server.address());
                assertThat(clock.elapsed()).isEqualTo(millis(270));
            }
            server.close();
            server.waitClosed();
            Async.sleep(Duration.ofSeconds(200));
            assertThat(network.openConnections()).isZero();
            assertThatThrownBy(() -> Streams.openConnection("server", 80))
                    .isInstanceOf(ConnectException.class)
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
        });
    }

    @OnBothCarriers
    void bytesSentIntoAPartitionArriveWhenItHeals(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            SimulatedNetwork network = SimulatedNetwork.install(1).withLatency(millis(10), millis(10));
            try (Server server = Streams.startServer(ECHO, "server", 80);
                    Connection connection = Streams.openConnection(server.address())) {
                network.partition("localhost", "server");
                connection.writer().write("patience\n");
                assertThatThrownBy(() -> Async.waitFor(connection.reader()::readLine, Duration.ofSeconds(60)))
                        .isInstanceOf(TimeoutException.class);
                network.heal();
                assertThat(connection.reader().readLine()).isEqualTo("patience");
                network.partition("localhost", "server");
                connection.writer().write("in vain\n");
                assertThatThrownBy(connection.reader()::readLine)
                        .isInstanceOf(SocketException.class)
                        .hasMessage("Connection timed out");
            }
        });
    }

    /** A lost reset leaves the other end half open until it sends something. */
    @OnBothCarriers
    void lostResetLeavesTheOtherEndHalfOpen(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            SimulatedNetwork network = SimulatedNetwork.install(1).withLatency(millis(10), millis(10));
            Promise<StreamWriter> serverSide = EventLoop.current().createPromise();
            Promise<Throwable> serverSaw = EventLoop.current().createPromise();
            ClientHandler handler = (reader, writer) -> {
                serverSide.setResult(writer);
                try {
                    reader.read(1);
                } catch (IOException e) {
                    serverSaw.setResult(e);
                }
            };
            try (Server server = Streams.startServer(handler, "server", 80);
                    Connection connection = Streams.openConnection(server.address())) {
                StreamWriter writer = serverSide.await();
                network.partition("localhost", "server");
                connection.writer().abort();
                Async.sleep(Duration.ofSeconds(1));
                network.heal();
                Async.sleep(Duration.ofHours(1));
                assertThat(serverSaw.done()).isFalse();
                writer.write("are you there?");
                assertThat(serverSaw.await()).hasMessage("Connection reset");
            }
        });
    }

    @OnBothCarriers
    void connectionsOfAHostAreReset(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            SimulatedNetwork network = SimulatedNetwork.install(1).withLatency(millis(10), millis(10));
            Server server = Streams.startServer(ECHO, "server", 80);
            try (Connection connection = Streams.openConnection(server.address())) {
                Task<@Nullable String> reading = Async.createTask(connection.reader()::readLine);
                Async.sleep(millis(100));
                network.reset("server");
                assertThatThrownBy(reading::await).isInstanceOf(SocketException.class);
                server.close();
                server.waitClosed();
                assertThat(network.openConnections()).isZero();
            }
        });
    }

    /** Breaks a request and its answer after every number of bytes: always an exception, never a hang or a leak. */
    @OnBothCarriers
    void connectionBrokenAtAnyByteFailsAndLeavesNothingOpen(CarrierKind carrier) throws Exception {
        String request = "GET 3\n";
        String answer = "3:abc";
        int whole = request.length() + answer.length();
        for (int bytes = 0; bytes <= whole; bytes++) {
            int cut = bytes;
            run(carrier, () -> {
                SimulatedNetwork network = SimulatedNetwork.install(cut)
                        .withLatency(millis(1), millis(9))
                        .withResetAfter(cut);
                ClientHandler handler = (reader, writer) -> {
                    if ("GET 3".equals(reader.readLine())) {
                        writer.write(answer);
                        writer.drain();
                    }
                };
                Server server = Streams.startServer(handler, "server", 80);
                String result;
                try (Connection connection = Streams.openConnection("server", 80)) {
                    connection.writer().write(request);
                    byte[] length = connection.reader().readUntil((byte) ':');
                    result = new String(connection.reader().readExactly(length[0] - '0'), UTF_8);
                } catch (IOException e) {
                    result = "failed";
                }
                assertThat(result).isEqualTo(cut < whole ? "failed" : "abc");
                server.close();
                server.waitClosed();
                Async.sleep(Duration.ofSeconds(1));
                assertThat(network.openConnections()).isZero();
                assertThat(server.clients()).isZero();
            });
        }
    }

    @OnBothCarriers
    void connectCancelledAtAnyTimeLeavesNothingOpen(CarrierKind carrier) throws Exception {
        for (int ms = 0; ms <= 45; ms += 5) {
            int cancelAt = ms;
            run(carrier, () -> {
                SimulatedNetwork network = SimulatedNetwork.install(1).withLatency(millis(20), millis(20));
                try (Server server = Streams.startServer(ECHO, "server", 80)) {
                    Task<Connection> connecting = Async.createTask(() -> {
                        try (Connection connection = Streams.openConnection(server.address())) {
                            Async.sleep(Duration.ofHours(1));
                            return connection;
                        }
                    });
                    Async.sleep(millis(cancelAt));
                    connecting.cancel();
                    Async.wait(List.of(connecting));
                    Async.sleep(Duration.ofSeconds(1));
                    assertThat(network.openConnections()).isZero();
                }
            });
        }
    }

    @OnBothCarriers
    void tlsWorksOverIt(CarrierKind carrier) throws Exception {
        ServerOptions secure = ServerOptions.defaults().withTls(Certificates.localhost());
        ConnectOptions trusting =
                ConnectOptions.defaults().withTls(Certificates.trusting().withServerName("localhost"));
        run(carrier, () -> {
            SimulatedNetwork.install(3).withLatency(millis(1), millis(20));
            try (Server server = Streams.startServer(ECHO, "server", 443, secure.withLimit(100_000));
                    Connection connection = Streams.openConnection(server.address(), trusting)) {
                String line = "x".repeat(50_000);
                connection.writer().write(line + "\n");
                assertThat(connection.reader().readLine()).isEqualTo(line);
            }
        });
    }

    @OnBothCarriers
    void datagramsAreLostAndReordered(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            SimulatedNetwork network = SimulatedNetwork.install(5)
                    .withLatency(millis(1), millis(50))
                    .withDatagramLoss(0.3);
            try (DatagramEndpoint server = DatagramEndpoint.bind(network.address("server", 53));
                    DatagramEndpoint client = DatagramEndpoint.connect(server.address())) {
                for (byte i = 0; i < 100; i++) {
                    client.send(new byte[] {i});
                }
                List<Byte> received = new ArrayList<>();
                try {
                    while (true) {
                        received.add(Async.waitFor(server::receive, Duration.ofSeconds(1))
                                .data()[0]);
                    }
                } catch (TimeoutException e) {
                    assertThat(received).hasSizeBetween(50, 90).doesNotHaveDuplicates();
                    assertThat(received).isNotEqualTo(received.stream().sorted().toList());
                }
            }
        });
    }

    @OnBothCarriers
    void cancelledConnectEndsItsAttempts(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            SimulatedNetwork network = SimulatedNetwork.install(1).withHost("server", "10.0.0.1", "10.0.0.2");
            network.partition("localhost", "server");
            Task<Connection> connecting = Async.createTask(() -> Streams.openConnection("server", 80));
            Async.sleep(Duration.ofSeconds(1)); // both addresses are tried
            assertThat(Async.allTasks()).hasSize(4);
            connecting.cancel();
            Async.wait(List.of(connecting));
            assertThat(connecting.cancelled()).isTrue();
            assertThat(Async.allTasks()).containsExactly(Async.currentTask());
        });
    }
}
