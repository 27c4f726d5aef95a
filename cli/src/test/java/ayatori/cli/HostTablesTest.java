package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import ayatori.crawler.HostOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of hosts, and the commands that use them. */
final class HostTablesTest {
    private final TestConsole console = TestConsole.piped();
    private final ScriptedCrawl crawl = new ScriptedCrawl();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        var session = new CrawlSession(console.console(), crawl, _ -> {
            throw new AssertionError("nothing halts the process");
        });
        return new Program(console.console(), session, folder).run(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crawl https://example.org/",
                "resume folder",
                "recrawl folder --out new",
                "check https://example.org/"
            })
    void reachTheCrawl(String command) throws IOException {
        Files.writeString(folder.resolve("ayatori.toml"), """
                [host."*.example.org"]
                delay = "2s"
                max-pages = 1_000
                header = ["Accept-Language: de", "X-A: b"]
                """);
        run(command.split(" ", -1));
        CrawlOptions options = Objects.requireNonNull(crawl.options);
        assertThat(options.hosts().all())
                .containsExactly(HostOptions.of("*.example.org")
                        .withDelay(Delay.of(Duration.ofSeconds(2)))
                        .withMaxPages(1_000)
                        .withHeader("Accept-Language", "de")
                        .withHeader("X-A", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "try --field name=title"})
    void reachTheRequestForOnePage(String command) throws IOException {
        try (var site = MembersSite.http()) {
            Path file = Files.writeString(
                    folder.resolve("mine.toml"), "[host.\"127.0.0.1\"]\nheader = [\"Cookie: session=hush-cookie\"]\n");
            String[] call = (command + " http://127.0.0.1:" + site.port() + "/cookie --config " + file).split(" ", -1);
            assertThat(run(call)).as(console.err()).isZero();
            call[call.length - 1] =
                    Files.writeString(folder.resolve("none.toml"), "").toString();
            assertThat(run(call)).isEqualTo(1);
            assertThat(console.err()).contains("401");
        }
    }

    @Test
    void theTableOfAProfileComesFirst() throws IOException {
        Files.writeString(folder.resolve("ayatori.toml"), """
                [host."a.example"]
                per-host = 2
                delay = "1s"
                [profile.fast.host."a.example"]
                per-host = 8
                """);
        run("check", "--profile=fast", "https://a.example/");
        assertThat(Objects.requireNonNull(crawl.options).hosts().all())
                .containsExactly(HostOptions.of("a.example")
                        .withDelay(Delay.of(Duration.ofSeconds(1)))
                        .withPerHost(8));
    }
}
