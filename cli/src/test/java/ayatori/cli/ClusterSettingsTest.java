package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table {@code [cluster]} of a file of settings. */
final class ClusterSettingsTest {
    private TestConsole console = TestConsole.piped();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        console = TestConsole.piped();
        var session = new CrawlSession(console.console(), new ScriptedCrawl(), _ -> {
            throw new AssertionError("nothing halts the process");
        });
        return new Program(console.console(), session, folder).run(arguments);
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve("ayatori.toml"), text.replace(';', '\n'));
    }

    private void assertRefused(String sentence, String... arguments) {
        assertThat(run(arguments)).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains(sentence);
    }

    @Test
    void isForAllCommandsOfACluster() throws IOException {
        file("[cluster];bootstrap = 'kafka1'");
        for (String command : new String[] {"status", "pause", "resume", "stop", "node"}) {
            assertRefused("'kafka1' names no broker", "cluster", command);
        }
        assertRefused("'kafka1' names no broker", "cluster", "why", "http://a.test/");
        assertRefused("'kafka1' names no broker", "cluster", "add", "http://a.test/");
        assertRefused(
                "'kafka1' names no broker",
                "cluster",
                "collect",
                "--out",
                folder.resolve("x").toString());
        assertRefused("'kafka1' names no broker", "cluster", "start", "news", "http://a.test/");
    }

    @Test
    void isOutrankedByTheCommandLineAndByAProfile() throws IOException {
        file("[cluster];bootstrap = 'kafka1';[profile.two.cluster];bootstrap = 'kafka2'");
        assertRefused("'kafka3' names no broker", "cluster", "status", "-b", "kafka3");
        assertRefused("'kafka2' names no broker", "cluster", "status", "--profile", "two");
        assertRefused("'kafka2' names no broker", "cluster", "start", "--profile", "two", "news", "http://a.test/");
    }

    @Test
    void aStartTakesTheSettingsOfACrawlToo() throws IOException {
        file("[crawl];depth = 3;out = 'x';format = 'csv';warc-size = '1MB';[cluster];bootstrap = 'kafka1'");
        assertRefused("--warc-size is about archives", "cluster", "start", "news", "http://a.test/");
        assertRefused("'kafka1' names no broker", "cluster", "start", "news", "--archive", "http://a.test/");
    }

    @Test
    void whatACommandDoesNotHaveIsLeftOut() throws IOException {
        file("[cluster];partitions = 8;state-dir = 'nodes';name = 'news';bootstrap = 'kafka1'");
        assertRefused("'kafka1' names no broker", "cluster", "status");
        assertRefused("'kafka1' names no broker", "cluster", "collect", "other", "--out", "x"); // not two names
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[cluster];bootstrp = 'a:1' | line 2: ayatori cluster has no option \"bootstrp\"; did you mean \"bootstrap\"?",
                "[cluster];depth = 3        | line 2: ayatori cluster has no option \"depth\"",
                "[cluster];verbose = 'yes'  | line 2: \"verbose\" is true or false",
                "[clutser];name = 'a'       | line 1: there is no command \"clutser\"; did you mean \"cluster\"?",
                "[cluster];config = 'c'     | line 2: a file that was only found in the working directory may not set"
                        + " \"config\": give the option, or name the file by --settings",
                "[cluster];log-file = '/l'  | line 2: a file that was only found in the working directory may not have"
                        + " \"log-file\" outside of it: give the option, or name the file by --settings",
            })
    void refusesWhatItDoesNotKnowOrMayNotHave(String text, String sentence) throws IOException {
        file(text);
        assertRefused(sentence, "cluster", "status");
    }

    @Test
    void aFoundFileMayNotSayWhereANodeWritesOutsideOfItsFolder() throws IOException {
        for (String key : new String[] {"state-dir", "archive-dir"}) {
            file("[cluster];" + key + " = '../x'");
            assertRefused("may not have \"" + key + "\" outside of it", "cluster", "node");
        }
    }

    @Test
    void credentialsGoToNoBrokerOfAFoundFile() throws IOException {
        Path kafka = Files.writeString(folder.resolve("kafka.properties"), "security.protocol=SSL\n");
        file("[cluster];bootstrap = 'kafka1'");
        assertRefused(
                "may not say where the credentials of --config go", "cluster", "status", "--config", kafka.toString());
        String named = folder.resolve("ayatori.toml").toString();
        assertRefused(
                "'kafka1' names no broker", "cluster", "status", "--config", kafka.toString(), "--settings", named);
        assertRefused(
                "'kafka2' names no broker", "cluster", "status", "--config", kafka.toString(), "--bootstrap", "kafka2");
    }

    @Test
    void aNamedFileMaySetConfig() throws IOException {
        file("[cluster];config = 'none.properties'");
        String named = folder.resolve("ayatori.toml").toString();
        assertRefused("there is no file none.properties for --config", "cluster", "status", "--settings", named);
        assertThat(run("cluster", "status", "--no-settings", "--bootstrap", "kafka1"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("'kafka1' names no broker");
    }

    @Test
    void theTemplateHasIt() throws IOException {
        assertThat(run("init")).isZero();
        assertThat(Files.readString(folder.resolve("ayatori.toml")))
                .contains("\n[cluster]\n", "\n#bootstrap = ", "\n#archive-from = [\"");
    }
}
