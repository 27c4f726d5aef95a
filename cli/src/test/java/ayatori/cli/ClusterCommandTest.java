package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before a broker is asked, and when none answers. */
final class ClusterCommandTest {

    @TempDir
    private Path folder = Path.of("");

    private final TestConsole console = TestConsole.piped();

    private int run(String... arguments) {
        return new Program(console.console(), new ScriptedCrawl(), _ -> {}).run(arguments);
    }

    private void assertRefused(int exitCode, String sentence) {
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines()).hasSize(1);
        assertThat(console.err()).contains(sentence);
    }

    @Test
    void listsItsCommands() {
        assertThat(run("cluster")).isEqualTo(ExitCode.USAGE);
        assertThat(console.out())
                .contains("dev", "start", "node", "status", "pause", "resume", "stop", "add", "why", "collect");
    }

    @Test
    void explainsACommandOfIts() {
        assertThat(run("help", "cluster", "start")).isEqualTo(ExitCode.DONE);
        assertThat(console.out()).contains("--replicas", "--scope", "--bootstrap");
        assertThat(run("help", "cluster", "begin")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void refusesABootstrapThatNamesNoBroker() {
        assertRefused(run("cluster", "status", "--bootstrap", "kafka1"), "'kafka1' names no broker");
    }

    @Test
    void refusesAPrefixThatNoTopicHas() {
        assertRefused(run("cluster", "status", "--topic-prefix", "a b/"), "cannot begin the name of a topic");
    }

    @Test
    void refusesAFileOfPropertiesThatIsMissing() {
        assertRefused(
                run("cluster", "status", "--config", "none.properties"),
                "there is no file none.properties for --config");
    }

    @Test
    void refusesAStartWithoutAUrl() {
        assertRefused(run("cluster", "start", "news"), "a crawl needs a name and a URL");
    }

    @Test
    void refusesAUrlInPlaceOfAName() {
        assertRefused(
                run("cluster", "start", "https://example.org/", "https://example.org/a"),
                "'https://example.org/' cannot be the name of a crawl");
    }

    @Test
    void refusesToCollectWithoutAFolder() {
        assertRefused(run("cluster", "collect", "news"), "no folder given; write for example ayatori cluster collect");
    }

    @Test
    void refusesAnAddressWhereNoBrokerAnswersAndWritesNothing() throws IOException {
        Path config = Files.writeString(
                folder.resolve("kafka.properties"), "default.api.timeout.ms=300\nrequest.timeout.ms=200\n");
        int exitCode = run(
                "cluster",
                "collect",
                "--bootstrap",
                nowhere(),
                "--config",
                config.toString(),
                "news",
                "--out",
                folder.resolve("out").toString());
        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(console.err().lines()).hasSize(1);
        assertThat(console.err()).contains("no broker answers at 127.0.0.1:");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(config);
        }
    }

    @Test
    void repeatsNoSecretOfAFileOfProperties() throws IOException {
        Path config = Files.writeString(folder.resolve("kafka.properties"), """
                default.api.timeout.ms=300
                security.protocol=SASL_SSL
                sasl.mechanism=PLAIN
                sasl.jaas.config=nonsense password="hunter2";
                """);
        assertThat(run("cluster", "status", "--bootstrap", nowhere(), "--config", config.toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(console.err() + console.out()).doesNotContain("hunter2");
    }

    @Test
    void takesTheSettingsOfACrawlForAStart() throws IOException {
        Path settings = Files.writeString(folder.resolve("own.toml"), "[crawl]\nout = \"x\"\ndepht = 3\n");
        assertRefused(
                run("cluster", "start", "--settings", settings.toString(), "news", "https://example.org/"),
                "has no option \"depht\"; did you mean \"depth\"?");
    }

    /** An address where nobody listens. */
    private static String nowhere() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
