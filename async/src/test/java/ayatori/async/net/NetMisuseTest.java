package ayatori.async.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.testing.AsyncTest;
import ayatori.async.testing.SimulatedNetwork;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Invalid arguments are refused at once, with the argument's name or a sentence that says what is allowed. */
@SuppressWarnings("NullAway") // passes null on purpose
final class NetMisuseTest {
    private static final ClientHandler HANDLER = (_, _) -> {};

    private static void refusesNull(String argument, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(argument);
    }

    private static void refuses(String sentence, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(sentence);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @AsyncTest
    void ofStreams() {
        var connect = ConnectOptions.defaults();
        var serve = ServerOptions.defaults();
        refusesNull("host", () -> Streams.openConnection((String) null, 80));
        refusesNull("options", () -> Streams.openConnection("localhost", 80, null));
        refusesNull("address", () -> Streams.openConnection((SocketAddress) null));
        refusesNull("options", () -> Streams.openConnection(loopback(80), null));
        refusesNull("handler", () -> Streams.startServer(null, "localhost", 0));
        refusesNull("host", () -> Streams.startServer(HANDLER, null, 0));
        refusesNull("options", () -> Streams.startServer(HANDLER, "localhost", 0, null));
        refusesNull("handler", () -> Streams.startServer(null, loopback(0), serve));
        refusesNull("address", () -> Streams.startServer(HANDLER, null, serve));
        refusesNull("network", () -> Network.install(null));
        refuses("a host to connect to is not empty", () -> Streams.openConnection("", 80));
        refuses("1 to 65535, not 0", () -> Streams.openConnection("localhost", 0));
        refuses("1 to 65535, not 65536", () -> Streams.openConnection("localhost", 65_536, connect));
        refuses("0 to 65535, not -1", () -> Streams.startServer(HANDLER, "localhost", -1));
    }

    @AsyncTest
    void ofOptions() {
        refuses("one byte or more, not 0", () -> ConnectOptions.defaults().withLimit(0));
        refuses("positive, not PT0S", () -> ConnectOptions.defaults().withAttemptDelay(Duration.ZERO));
        refusesNull("attemptDelay", () -> ConnectOptions.defaults().withAttemptDelay(null));
        refusesNull("localAddress", () -> ConnectOptions.defaults().withLocalAddress(null));
        refusesNull("tls", () -> ConnectOptions.defaults().withTls(null));
        refusesNull("tls", () -> ServerOptions.defaults().withTls(null));
        refuses("one or more, not -1", () -> ServerOptions.defaults().withBacklog(-1));
        refuses("one or more, not 0", () -> ServerOptions.defaults().withClientsMax(0));
        refuses("one or more, not 0", () -> ServerOptions.defaults().withLimit(0));
        refusesNull("context", () -> Tls.of(null));
        refusesNull("serverName", () -> Tls.client().withServerName(null));
        refuses("a server name is not empty", () -> Tls.client().withServerName(""));
        refuses("1 to 255 bytes", () -> Tls.client().withApplicationProtocols("h2", ""));
        refuses("positive, not PT-1S", () -> Tls.client().withHandshakeTimeout(Duration.ofSeconds(-1)));
        refusesNull("handshakeTimeout", () -> Tls.client().withHandshakeTimeout(null));
    }

    @AsyncTest
    void ofReadersAndWriters() {
        var memory = new Memory();
        refusesNull("transport", () -> new StreamReader(null));
        refusesNull("transport", () -> new StreamWriter(null));
        var reader = new StreamReader(memory);
        var writer = new StreamWriter(memory);
        refusesNull("separator", () -> reader.readUntil((byte[]) null));
        refusesNull("into", () -> reader.read((ByteBuffer) null));
        refuses("one byte or more, not 0", () -> reader.read(ByteBuffer.allocate(0)));
        refuses("one byte or more, not -1", () -> reader.read(-1));
        refuses("one byte or more, not 0", () -> reader.readAll(0));
        refusesNull("bytes", () -> writer.write((byte[]) null));
        refusesNull("text", () -> writer.write((String) null));
        refusesNull("bytes", () -> writer.write((ByteBuffer) null));
        writer.close();
        assertThatThrownBy(() -> writer.write("x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(writer::writeEof)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        refusesNull("reader", () -> new Connection(null, writer, memory));
        refusesNull("sender", () -> new Datagram(new byte[0], null));
        refusesNull("partial", () -> new IncompleteReadException(null, 1));
    }

    @AsyncTest
    void ofDatagrams() throws Exception {
        for (boolean simulated : List.of(true, false)) {
            if (simulated) {
                SimulatedNetwork.install(1);
            } else {
                Network.install(new SocketNetwork());
            }
            refusesNull("local", () -> DatagramEndpoint.bind(null));
            refusesNull("remote", () -> DatagramEndpoint.connect(null));
            refuses("an internet address", () -> DatagramEndpoint.bind(UnixDomainSocketAddress.of("socket")));
            refuses("resolved", () -> DatagramEndpoint.connect(InetSocketAddress.createUnresolved("localhost", 9)));
            try (DatagramEndpoint bound = DatagramEndpoint.bind(loopback(0));
                    DatagramEndpoint connected = DatagramEndpoint.connect(bound.address())) {
                refusesNull("data", () -> connected.send(null));
                refusesNull("to", () -> bound.send(new byte[1], null));
                assertThatThrownBy(() -> bound.send(new byte[1]))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("say where to send");
                refuses("is connected to", () -> connected.send(new byte[1], loopback(9)));
                connected.send(new byte[1], bound.address());
                assertThat(bound.receive().data()).hasSize(1);
            }
        }
    }
}
