package ayatori.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalBrokerIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void isReadyWhenItIsStartedAndGoneWhenItIsClosed() throws Exception {
        LocalBroker broker = LocalBroker.start(folder);
        try (broker) {
            assertThat(broker.isAlive()).isTrue();
            assertThatCode(() -> connect(broker)).doesNotThrowAnyException();
        }
        assertThat(broker.isAlive()).isFalse();
        assertThatThrownBy(() -> connect(broker)).isInstanceOf(IOException.class);

        broker.restart(); // over the same folder, at the same place
        assertThatCode(() -> connect(broker)).doesNotThrowAnyException();
        broker.kill();
        assertThat(broker.isAlive()).isFalse();
    }

    @Test
    void endsWithTheProcessThatStartedIt() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long pid = Long.parseLong(parent.inputReader().readLine());
        ProcessHandle broker = ProcessHandle.of(pid).orElseThrow();
        parent.destroyForcibly();
        assertThat(broker.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    /** Starts a broker, and waits to be killed. */
    static final class Parent {
        public static void main(String[] arguments) throws Exception {
            LocalBroker broker = LocalBroker.start(Path.of(arguments[0]));
            System.out.println(broker.pid());
            System.out.flush();
            Thread.currentThread().join();
        }
    }

    private static void connect(LocalBroker broker) throws IOException {
        int port = Integer.parseInt(broker.address().replaceFirst(".*:", ""));
        new Socket(InetAddress.ofLiteral("127.0.0.1"), port).close();
    }
}
