package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import ayatori.crawler.HostOptions;
import ayatori.crawler.ScopeKind;
import ayatori.web.proxy.Proxies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

final class SettingsTest {
    private static final String SEED = "https://example.org/";

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

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private CrawlOptions options() {
        return Objects.requireNonNull(crawl.options);
    }

    @Test
    void takesOptionsOfEachKind() throws IOException {
        file("ayatori.toml", """
                [crawl]
                depth = 3
                scope = "domain"
                sitemaps = true
                pdf = false
                delay = 0
                exclude = ["/a/", "/b/"]
                format = ["csv", "txt"]
                max-body = "1MB"
                [export]
                to = "csv"
                """);
        assertThat(run("crawl", SEED)).isZero();
        assertThat(options().extent().depth()).isEqualTo(3);
        assertThat(options().extent().scope()).isEqualTo(ScopeKind.DOMAIN);
        assertThat(options().extent().sitemaps()).isTrue();
        assertThat(options().content().pdf()).isFalse();
        assertThat(options().pace().delay()).isEqualTo(Delay.of(Duration.ZERO));
        assertThat(options().extent().exclude()).containsExactly("/a/", "/b/");
        assertThat(options().output().formats()).hasSize(3);
        assertThat(options().extent().maxBody()).isEqualTo(1_000_000);
        assertThat(console.err()).contains("Options are taken from ayatori.toml too.");
    }

    @Test
    void theCommandLineOutranksTheFile() throws IOException {
        file("ayatori.toml", "[crawl]\ndepth = 3\nexclude = ['/a/']\nverbose = true\nquiet = false\nper-host = 9\n");
        assertThat(run("crawl", "-d5", "--exclude=/x/", "-q", SEED)).isZero();
        assertThat(options().extent().depth()).isEqualTo(5);
        assertThat(options().extent().exclude()).containsExactly("/x/");
        assertThat(options().pace().perHost()).isEqualTo(9);
        assertThat(console.err()).isEmpty();
    }

    @Test
    void aProfileOutranksTheRestOfTheFile() throws IOException {
        Path file = file("mine.toml", """
                [crawl]
                depth = 3
                per-host = 2
                [host."a.example"]
                delay = "1s"
                per-host = 1
                [profile.fast.crawl]
                per-host = 8
                [profile.fast.host."a.example"]
                delay = "auto"
                """);
        assertThat(run("crawl", "--config", file.toString(), "--profile", "fast", SEED))
                .isZero();
        assertThat(options().extent().depth()).isEqualTo(3);
        assertThat(options().pace().perHost()).isEqualTo(8);
        assertThat(options().hosts().all())
                .containsExactly(
                        HostOptions.of("a.example").withDelay(Delay.auto()).withPerHost(1));
    }

    @Test
    void noConfigLeavesTheFileAlone() throws IOException {
        file("ayatori.toml", "this is no TOML");
        assertThat(run("crawl", "--no-config", SEED)).isZero();
        assertThat(run("crawl", SEED)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[crawl];dept = 3             | line 2: ayatori crawl has no option \"dept\"; did you mean \"depth\"?",
                "[crawl];;depth = \"x\"       | line 3: depth: 'x' is not a whole number",
                "[crawl];depth = true         | line 2: \"depth\" is a N, not true or false",
                "[crawl];depth = [1, 2]       | line 2: \"depth\" has one value, not an array",
                "[crawl];sitemaps = \"yes\"   | line 2: \"sitemaps\" is true or false",
                "[crawl];exclude = [[1]]      | line 2: \"exclude\" is an array of texts or numbers",
                "[crawl.depth];a = 1          | line 1: \"depth\" is a value, not a table",
                "[crwal];depth = 3            | line 1: there is no command \"crwal\"; did you mean \"crawl\"?",
                "depth = 3                    | line 1: \"depth\" stands in no command's table: put it below a line"
                        + " such as [crawl]",
                "[profile.a.crwal]            | line 1: there is no command \"crwal\"; did you mean \"crawl\"?",
                "[host.\"a.b\"];delai = 1     | line 2: a host has no \"delai\"; did you mean \"delay\"?",
                "[host.\"a.b\"];delay = \"x\" | line 2: delay: 'x' is not a duration; write it like 500ms, 30s, 2m or"
                        + " 1h30m, 0 for none, or auto",
                "[host.\"a/b\"];delay = 0     | line 2: delay: \"a/b\" is no host name: it must look like example.org,"
                        + " or *.example.org for all hosts below it.",
                "[crawl];config = \"x\"       | line 2: ayatori crawl has no option \"config\"",
                "[crawl];insecure = true      | line 2: a file that was only found in the working directory may not set"
                        + " \"insecure\": give the option, or name the file by --config",
                "[crawl];header = [\"cookie: s\"] | line 2: a file that was only found in the working directory may not"
                        + " set credentials: give the option, or name the file by --config",
                "[crawl];log-file = \"/tmp/x\" | line 2: a file that was only found in the working directory may not have"
                        + " \"log-file\" outside of it: give the option, or name the file by --config"
            })
    void saysWhatIsWrongAndWhere(String text, String sentence) throws IOException {
        Path file = file("ayatori.toml", text.replace(';', '\n'));
        assertThat(run("crawl", SEED)).isEqualTo(2);
        assertThat(console.err()).isEqualTo("ayatori: " + file + ", " + sentence + "\n");
        assertThat(crawl.options).isNull();
    }

    @Test
    void whatIsNoTomlIsOneSentence() throws IOException {
        file("ayatori.toml", "[crawl\ndepth = 3\n");
        assertThat(run("crawl", SEED)).isEqualTo(2);
        assertThat(console.err())
                .contains("ayatori.toml, line 1: this is no TOML: ")
                .hasLineCount(1);
    }

    @Test
    void aFileThatIsNamedMaySetEverything() throws IOException {
        Path file = file("mine.toml", """
                [crawl]
                insecure = true
                allow-private = true
                auth = ["example.org=ada:engine"]
                proxy = ["http://u:p@proxy.example:1"]
                header = ["Cookie: a=b"]
                log-file = "%s"
                """.formatted(folder.resolve("log.txt")));
        assertThat(run("crawl", "--config=" + file, SEED)).isZero();
        assertThat(options().access().insecure()).isTrue();
        assertThat(options().access().proxies()).isNotEqualTo(Proxies.NONE);
        assertThat(folder.resolve("log.txt")).content().contains("ends (done)").doesNotContain("engine");
    }

    @Test
    void aProfileOrFileThatIsMissingIsOneSentence() throws IOException {
        assertThat(run("crawl", "--profile=fast", SEED)).isEqualTo(2);
        assertThat(console.err())
                .isEqualTo("ayatori: there is no ayatori.toml here with a profile \"fast\"; name a file by --config\n");
        Path file = file("ayatori.toml", "[profile.fast.crawl]\n");
        assertThat(run("crawl", "--profile=fats", SEED)).isEqualTo(2);
        assertThat(console.err())
                .endsWith("ayatori: there is no profile \"fats\" in " + file + "; did you mean \"fast\"?\n");
        assertThat(run("crawl", "--config=nope.toml", SEED)).isEqualTo(2);
        assertThat(console.err()).endsWith("nope.toml for --config\n");
        assertThat(run("crawl", "--config=x", "--no-config", SEED)).isEqualTo(2);
        assertThat(console.err()).endsWith("--no-config and --config exclude each other\n");
    }

    @Test
    void initWritesAFileThatSetsNothing() throws IOException {
        assertThat(run("init")).isZero();
        assertThat(console.out()).contains("ayatori.toml");
        for (String command : Program.SETTINGS) {
            var settings = SettingsFile.read(folder.resolve("ayatori.toml"), Program.TABLES, null);
            assertThat(settings.of(command)).as(command).isEmpty();
            assertThat(settings.ofHosts()).isEmpty();
        }
        assertThat(run("crawl", SEED)).isZero();
        assertThat(options().extent().scope()).isEqualTo(ScopeKind.HOST);
        assertThat(console.err()).doesNotContain("Options are taken");
    }

    @Test
    void initCoversEachOptionOfEachCommandWithAValueThatItTakes() throws IOException {
        assertThat(run("init")).isZero();
        String text = Files.readString(folder.resolve("ayatori.toml"));
        assertThat(text).contains("#concurrency = 64\n", "#scope = \"host\"\n");
        Path all = file("all.toml", text.replaceAll("(?m)^#(?! |$)", ""));
        var program = new Program(console.console(), crawl, _ -> {});
        for (String command : Program.SETTINGS) {
            CommandLine commandLine = program.commandLine("help");
            CommandSpec spec = Objects.requireNonNull(
                            commandLine.getSubcommands().get(command))
                    .getCommandSpec();
            List<String> options = spec.options().stream()
                    .filter(Settings::isSetting)
                    .map(option -> option.longestName().substring(2))
                    .toList();
            assertThat(SettingsFile.read(all, Program.TABLES, null).of(command))
                    .as(command)
                    .extracting(SettingsFile.Setting::key)
                    .containsExactlyInAnyOrderElementsOf(options);
            String[] call = spec.positionalParameters().isEmpty()
                    ? new String[] {command, "--config=" + all}
                    : new String[] {command, "--config=" + all, SEED};
            Settings.Found found = new Settings(folder).find(commandLine, Program.TABLES, call);
            assertThat(found.arguments()).as(command).hasSizeGreaterThanOrEqualTo(call.length + options.size());
            commandLine.parseArgs(found.arguments()); // each is an option with a value that it takes
        }
    }

    @Test
    void initOverwritesNothing() throws IOException {
        file("ayatori.toml", "# mine");
        assertThat(run("init")).isEqualTo(2);
        assertThat(console.err()).contains("already; remove it, or name another folder");
        assertThat(run("init", "nowhere")).isEqualTo(2);
        assertThat(console.err()).endsWith("there is no folder nowhere\n");
        assertThat(folder.resolve("ayatori.toml")).hasContent("# mine");
    }
}
