package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.Awaitable;
import io.netty.channel.ChannelException;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shortages on this machine, which say nothing about a host. */
class ShortageTest {
    private static final Origin ORIGIN = new Origin("http", "a.test", 80);
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "newSocketStream(..) failed with error(-24): Too many open files",
                "socket: Too many open files in system",
                "connect(..) failed: No buffer space available",
                "Cannot allocate memory",
                "connect(..) failed: Resource temporarily unavailable",
            })
    void isToldFromWhatTheSystemSays(String message) {
        Throwable cause = new ChannelException("Unable to create Channel", new SocketException(message));
        assertThat(Failures.connecting(ORIGIN, ADDRESS, cause).kind()).isEqualTo(FailureKind.LOCAL_SHORTAGE);
        assertThat(Failures.connected(ORIGIN, cause).kind()).isEqualTo(FailureKind.LOCAL_SHORTAGE);
        assertThat(Failures.handshake(ORIGIN, cause).kind()).isEqualTo(FailureKind.LOCAL_SHORTAGE);
    }

    @Test
    void includesPortsAndMemory() {
        var noPort = new ConnectException("connect(..) failed with error(-99): Cannot assign requested address");
        assertThat(Failures.connecting(ORIGIN, ADDRESS, noPort).kind()).isEqualTo(FailureKind.LOCAL_SHORTAGE);
        assertThat(Failures.connecting(ORIGIN, InetAddress.ofLiteral("2001:db8::1"), noPort)
                        .kind())
                .isNotEqualTo(FailureKind.LOCAL_SHORTAGE);
        var noMemory = new OutOfMemoryError("Cannot reserve 16384 bytes of direct buffer memory");
        assertThat(Failures.connected(ORIGIN, noMemory).kind()).isEqualTo(FailureKind.LOCAL_SHORTAGE);
    }

    @Test
    void isNotWhatAHostDoes() {
        for (String message : List.of("Connection refused", "Connection reset by peer", "No route to host")) {
            assertThat(Failures.connecting(ORIGIN, ADDRESS, new ConnectException(message))
                            .kind()
                            .isLocal())
                    .isFalse();
        }
    }

    /** Runs {@link ManyOrigins} in a process that may open few files. */
    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aRequestWaitsForADescriptorInsteadOfFailing() throws Exception {
        try (var server = RawServer.anywhere("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            String java = ProcessHandle.current().info().command().orElseThrow();
            Process process = new ProcessBuilder(
                            "bash",
                            "-c",
                            "ulimit -n 80; exec \"$0\" \"$@\"",
                            java,
                            "-Xmx128m",
                            "--enable-native-access=ALL-UNNAMED",
                            "--add-opens=java.base/java.lang=ALL-UNNAMED",
                            "-cp",
                            neededClassPath(),
                            ManyOrigins.class.getName(),
                            Integer.toString(server.port()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).contains("200 answers\n");
        }
    }

    /** The part of the class path that the client needs: each jar takes a descriptor. */
    private static String neededClassPath() {
        Pattern needed = Pattern.compile("(ayatori|netty|slf4j|jspecify|brotli|zstd|icu)[^/]*\\.jar");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry ->
                        !entry.endsWith(".jar") || needed.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Sends requests to 200 origins at once and keeps the connections open. */
    static final class ManyOrigins {
        private ManyOrigins() {}

        public static void main(String[] arguments) throws Exception {
            Async.run(() -> {
                try (var session = ClientSession.create()) {
                    List<Awaitable<String>> gets = new ArrayList<>();
                    for (int i = 1; i <= 200; i++) {
                        String url = "http://127.0.1." + i + ":" + arguments[0] + "/";
                        gets.add(() -> get(session, url));
                    }
                    System.out.println(
                            Async.gather(gets).stream().filter("ok"::equals).count() + " answers");
                }
            });
        }

        private static String get(ClientSession session, String url) throws IOException {
            try (var response = session.get(url)) {
                return response.text();
            }
        }
    }
}
