package ayatori.async.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.async.RunOptions;
import ayatori.async.Task;
import ayatori.async.VirtualClock;
import ayatori.async.testing.SimulatedNetwork;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The end of a server's connections, over a simulated network. */
final class ServerTest {
    private final VirtualClock clock = new VirtualClock();

    private void run(CarrierKind carrier, Action main) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier).withClock(clock), main);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** A handler may return before the peer has read what it wrote. */
    @OnBothCarriers
    void waitClosedWaitsUntilEverythingIsSent(CarrierKind carrier) throws Exception {
        byte[] sent = new byte[300_000];
        run(carrier, () -> {
            SimulatedNetwork.install(1).withLatency(millis(10), millis(10));
            Server server = Streams.startServer((_, writer) -> writer.write(sent), "server", 80);
            try (Connection connection = Streams.openConnection("server", 80)) {
                Async.sleep(Duration.ofSeconds(1));
                server.close();
                Task<@Nullable Void> closed = Async.createTask(server::waitClosed);
                Async.sleep(Duration.ofSeconds(1));
                assertThat(closed.done()).isFalse();
                assertThat(server.clients()).isEqualTo(1);
                assertThat(connection.reader().readExactly(sent.length)).isEqualTo(sent);
                closed.await();
            }
        });
    }

    @OnBothCarriers
    void abortClientsAbortsAClientWhoseHandlerHasReturned(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            SimulatedNetwork.install(1);
            Server server = Streams.startServer((_, writer) -> writer.write(new byte[300_000]), "server", 80);
            try (Connection connection = Streams.openConnection("server", 80)) {
                Async.sleep(Duration.ofSeconds(1));
                server.close();
                server.abortClients();
                server.waitClosed();
                assertThatThrownBy(() -> connection.reader().readAll(1_000_000)).isInstanceOf(SocketException.class);
            }
        });
    }

    /** The exception handler gets every failure that neither the peer nor the network caused. */
    @OnBothCarriers
    void handlerFailuresReachTheExceptionHandler(CarrierKind carrier) throws Exception {
        List<String> heard = new ArrayList<>();
        var options = RunOptions.defaults()
                .withCarrier(carrier)
                .withClock(clock)
                .withExceptionHandler(context -> heard.add(String.valueOf(
                        Objects.requireNonNull(context.exception()).getMessage())));
        Async.run(options, () -> {
            SimulatedNetwork network = SimulatedNetwork.install(1);
            ClientHandler handler = (reader, writer) -> {
                switch (Objects.requireNonNull(reader.readLine())) {
                    case "file" -> throw new java.nio.file.NoSuchFileException("no such file");
                    case "bug" -> throw new IllegalStateException("a bug");
                    case "assertion" -> throw new AssertionError("an assertion");
                    default -> reader.readExactly(10);
                }
            };
            Server server = Streams.startServer(handler, "server", 80);
            for (String line : List.of("file", "bug", "assertion", "incomplete", "too long " + "x".repeat(70_000))) {
                try (Connection connection = Streams.openConnection("server", 80)) {
                    connection.writer().write(line + "\n");
                    connection.writer().writeEof();
                    assertThatThrownBy(() -> connection.reader().read(1)).isInstanceOf(SocketException.class);
                }
            }
            try (Connection lost = Streams.openConnection("server", 80)) {
                lost.writer().write("lost\n");
                Async.sleep(Duration.ofSeconds(1));
                network.reset("server");
            }
            try (Connection aborted = Streams.openConnection("server", 80)) {
                aborted.writer().write("aborted\n");
                Async.sleep(Duration.ofSeconds(1));
                server.abortClients();
            }
            server.close();
            server.waitClosed();
        });
        assertThat(heard).containsExactly("no such file", "a bug", "an assertion");
    }
}
