package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A file that is only found in the working directory, and all ways in which it could try to do harm. */
final class FoundSettingsTest {
    /** What each setting would be set to, as TOML. */
    private static final Map<String, String> REFUSED = Map.of(
            "insecure", "true",
            "allow-private", "true",
            "auth", "[\"example.org=ada:engine\"]",
            "auth-file", "\"logins\"",
            "netrc", "true",
            "cookies", "\"cookies.txt\"",
            "keep-secrets", "true",
            "sign", "\"key.pem\"");

    /** Options that name files or folders which are only read. */
    private static final Set<String> READ = Set.of(
            "input", "rules", "baseline", "warc-dictionary", "dedupe-against", "from", "cookies", "auth-file", "sign");

    @TempDir
    private Path folder;

    private TestConsole console = TestConsole.piped();
    private final ScriptedCrawl crawl = new ScriptedCrawl();

    private Program program() {
        console = TestConsole.piped();
        var session = new CrawlSession(console.console(), crawl, _ -> {
            throw new AssertionError("nothing halts the process");
        });
        return new Program(console.console(), session, folder);
    }

    private int run(String file, String... arguments) throws IOException {
        Files.writeString(folder.resolve("ayatori.toml"), file);
        return program().run(arguments);
    }

    private static String[] call(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(options));
        if (!command.equals("demo")) {
            arguments.add("http://a.test/");
        }
        return arguments.toArray(String[]::new);
    }

    private Map<String, CommandLine> commands() {
        return program().commandLine("help").getSubcommands();
    }

    private List<OptionSpec> options(String command) {
        return Objects.requireNonNull(commands().get(command)).getCommandSpec().options();
    }

    private void assertRefused(String file, String... arguments) throws IOException {
        assertThat(run(file, arguments)).as(file).isEqualTo(2);
        assertThat(console.err())
                .as(file)
                .contains("a file that was only found in the working directory may not ")
                .hasLineCount(1);
        assertThat(crawl.options).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%1$s]\n%2$s = %3$s",
                "[\"%1$s\"]\n'%2$s' = %3$s",
                "%1$s.%2$s = %3$s",
                "%1$s = { %2$s = %3$s }",
                "[profile.p.%1$s]\n%2$s = %3$s",
                "profile.p.%1$s.%2$s = %3$s",
                "profile = { p = { %1$s = { %2$s = %3$s } } }",
                "[%1$s]\n[profile.p]\n%1$s.\"%2$s\" = %3$s"
            })
    void refusesWhatProtectsTheUserInEveryTableOfEveryCommand(String way) throws IOException {
        int tried = 0;
        for (String command : Program.SETTINGS) {
            for (OptionSpec option : options(command)) {
                String key = option.longestName().substring(2);
                String value = REFUSED.get(key);
                if (value != null) {
                    tried++;
                    String[] arguments = way.contains("profile") ? call(command, "--profile=p") : call(command);
                    assertRefused(way.formatted(command, key, value), arguments);
                }
            }
        }
        assertThat(tried).isGreaterThan(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer x",
                "AUTHORIZATION : x",
                " authorization:x",
                "Cookie: a=b",
                "cOOKIE:\\ta=b",
                "Proxy-Authorization: Basic x"
            })
    void refusesCredentialsInHeadersOfCommandsAndHosts(String header) throws IOException {
        for (String command : Program.SETTINGS) {
            if (options(command).stream()
                    .anyMatch(option -> option.longestName().equals("--header"))) {
                assertRefused("[%s]\nheader = \"%s\"".formatted(command, header), call(command));
                assertRefused("[%s]\nheader = ['A: b', \"%s\"]".formatted(command, header), call(command));
                assertRefused("[host.'a.test']\nheader = \"%s\"".formatted(header), call(command));
                assertRefused(
                        "[profile.p.host.'*.test']\nheader = [\"%s\"]".formatted(header), call(command, "--profile=p"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://u:p@h.test:1", "socks5://u@h.test", "https=http://u:p@h.test:1"})
    void refusesLoginsToProxies(String proxy) throws IOException {
        assertRefused("[crawl]\nproxy = \"%s\"".formatted(proxy), call("crawl"));
        assertRefused("[check]\nproxy = ['http://h.test:1', \"%s\"]".formatted(proxy), call("check"));
    }

    @Test
    void hostsHaveNothingThatProtectsTheUser() throws IOException {
        for (Map.Entry<String, String> setting : REFUSED.entrySet()) {
            assertThat(run("[host.'a.test']\n%s = %s".formatted(setting.getKey(), setting.getValue()), call("crawl")))
                    .isEqualTo(2);
        }
        assertThat(crawl.options).isNull();
    }

    @Test
    void everyOptionThatNamesAFileIsReadOrMustStayInTheFolder() throws IOException {
        Set<String> written = new TreeSet<>();
        for (String command : Program.SETTINGS) {
            for (OptionSpec option : options(command)) {
                String key = option.longestName().substring(2);
                boolean isPath = Set.of("FILE", "DIR", "PATH").contains(option.paramLabel());
                if (isPath && Settings.isSetting(option) && !READ.contains(key)) {
                    written.add(key);
                    assertRefused("[%s]\n%s = \"/tmp/x\"".formatted(command, key), call(command));
                    assertRefused("[%s]\n%s = \"a/../../x\"".formatted(command, key), call(command));
                }
            }
        }
        assertThat(written).containsExactly("cache", "log-file", "out", "save-baseline");
    }

    @Test
    void aSymbolicLinkLeadsOutOfTheFolderToo(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(folder.resolve("away"), elsewhere);
        Files.createSymbolicLink(folder.resolve("nowhere"), elsewhere.resolve("new"));
        Files.writeString(elsewhere.resolve("file"), "precious");
        Files.createSymbolicLink(folder.resolve("log.txt"), elsewhere.resolve("file"));
        assertRefused("[crawl]\nout = 'away/crawl'", call("crawl"));
        assertRefused("[crawl]\nout = 'nowhere'", call("crawl"));
        assertRefused("[crawl]\nlog-file = 'log.txt'", call("crawl"));
        assertThat(elsewhere.resolve("file")).hasContent("precious");
    }

    @Test
    void aLinkWithinTheFolderIsFine() throws IOException {
        Files.createDirectories(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        assertThat(run("[crawl]\nout = 'link/crawl'\n", call("crawl"))).isZero();
    }
}
