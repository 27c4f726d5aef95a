package ayatori.async.net;

import static ayatori.async.net.SocketsTest.ECHO;
import static ayatori.async.net.SocketsTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.CarrierKind;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams over Unix domain sockets, and what becomes of their files. */
@Timeout(60)
final class UnixSocketsTest {
    @OnBothCarriers
    void unixSockets(CarrierKind carrier, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("socket");
        run(carrier, () -> {
            var address = UnixDomainSocketAddress.of(file);
            try (Server server = Streams.startServer(ECHO, address, ServerOptions.defaults());
                    Connection connection = Streams.openConnection(address)) {
                assertThat(server.port()).isEqualTo(-1);
                connection.writer().write("hello\n");
                assertThat(connection.reader().readLine()).isEqualTo("hello");
            }
            assertThat(Files.exists(file)).isFalse();
            assertThatThrownBy(() -> Streams.openConnection(address)).isInstanceOf(IOException.class);
        });
    }

    @OnBothCarriers
    void fileOfACrashedServerIsReplaced(CarrierKind carrier, @TempDir Path folder) throws Exception {
        var address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        ServerSocketChannel crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        crashed.bind(address);
        crashed.close(); // which leaves the file, as a crash does
        assertThat(address.getPath()).exists();
        run(carrier, () -> {
            try (Server _ = Streams.startServer(ECHO, address, ServerOptions.defaults());
                    Connection connection = Streams.openConnection(address)) {
                connection.writer().write("hello\n");
                assertThat(connection.reader().readLine()).isEqualTo("hello");
            }
        });
    }

    @OnBothCarriers
    void fileOfARunningServerAndOtherFilesAreKept(CarrierKind carrier, @TempDir Path folder) throws Exception {
        var address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        var file = UnixDomainSocketAddress.of(Files.writeString(folder.resolve("file"), "kept"));
        run(carrier, () -> {
            Server server = Streams.startServer(ECHO, address, ServerOptions.defaults());
            assertThatThrownBy(() -> Streams.startServer(ECHO, address, ServerOptions.defaults()))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("socket");
            assertThatThrownBy(() -> Streams.startServer(ECHO, file, ServerOptions.defaults()))
                    .isInstanceOf(BindException.class);
            try (Connection connection = Streams.openConnection(address)) {
                connection.writer().write("hello\n");
                assertThat(connection.reader().readLine()).isEqualTo("hello");
            }
            server.close();
            server.waitClosed();
        });
        assertThat(file.getPath()).hasContent("kept");
        assertThat(address.getPath()).doesNotExist();
    }

    @OnBothCarriers
    void closeKeepsAFileThatHasReplacedItsOwn(CarrierKind carrier, @TempDir Path folder) throws Exception {
        var address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        run(carrier, () -> {
            Server first = Streams.startServer(ECHO, address, ServerOptions.defaults());
            Files.move(address.getPath(), folder.resolve("moved"));
            Server second = Streams.startServer(ECHO, address, ServerOptions.defaults());
            first.close();
            try (Connection connection = Streams.openConnection(address)) {
                connection.writer().write("hello\n");
                assertThat(connection.reader().readLine()).isEqualTo("hello");
            }
            Files.delete(address.getPath());
            second.close(); // its file is gone already
            second.waitClosed();
        });
    }
}
