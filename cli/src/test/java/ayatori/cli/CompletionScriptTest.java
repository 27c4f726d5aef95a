package ayatori.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, run by bash on command lines as bash cuts them into words. */
final class CompletionScriptTest {

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        TestConsole console = TestConsole.piped();
        new Program(console.console(), new ScriptedCrawl(), _ -> {}).run("completion");
        Files.writeString(folder.resolve("script"), console.out());
        Files.writeString(folder.resolve("cookies file.txt"), "");
        Files.createDirectory(folder.resolve("crawls"));
    }

    /** The completions of the last word. */
    private List<String> offered(String... words) throws IOException, InterruptedException {
        String line = Stream.of(words).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        String program = "set -u; . ./script; COMP_WORDS=(ayatori " + line + "); COMP_CWORD=" + words.length
                + "; _complete_ayatori; printf '%s\\n' \"${COMPREPLY[@]-}\"";
        Process bash = new ProcessBuilder("bash", "-c", program)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertThat(bash.waitFor()).as(out).isZero();
        return out.lines().filter(word -> !word.isEmpty()).toList();
    }

    @Test
    void offersCommands() throws Exception {
        assertThat(offered("")).contains("crawl", "demo", "help", "tasks", "completion", "--version");
        assertThat(offered("cr")).containsExactly("crawl");
        assertThat(offered("help", "d")).containsExactlyInAnyOrder("demo", "diff");
        assertThat(offered("cluster", "st")).containsExactlyInAnyOrder("start", "status", "stop");
        assertThat(offered("cluster", "start", "--rep")).containsExactly("--replicas");
    }

    @Test
    void offersOptions() throws Exception {
        assertThat(offered("crawl", "--max-")).contains("--max-pages", "--max-redirects", "--max-time");
        assertThat(offered("demo", "--")).contains("--serve").doesNotContain("--training", "--depth");
    }

    @Test
    void offersFoldersOfCrawls() throws Exception {
        for (String command : List.of("resume", "status", "why", "export")) {
            assertThat(offered(command, "cr")).as(command).containsExactly("crawls");
        }
        assertThat(offered("status", "--js")).containsExactly("--json");
    }

    @Test
    void offersTheValuesOfAnOption() throws Exception {
        assertThat(offered("crawl", "--scope", "")).containsExactly("prefix", "host", "domain", "any");
        assertThat(offered("crawl", "-s", "d")).containsExactly("domain");
        assertThat(offered("crawl", "--scope", "=")).containsExactly("prefix", "host", "domain", "any");
        assertThat(offered("crawl", "--scope", "=", "p")).containsExactly("prefix");
        assertThat(offered("crawl", "--scope=p")).containsExactly("--scope=prefix"); // as zsh passes it
        assertThat(offered("crawl", "--progress", "")).containsExactly("auto", "on", "off");
        assertThat(offered("crawl", "--links", "")).containsExactly("all", "count", "none", "full");
        assertThat(offered("crawl", "--format", "t")).containsExactly("txt");
    }

    @Test
    void offersFilesAndFoldersOnlyWhereTheyAreMeant() throws Exception {
        assertThat(offered("crawl", "--cookies", "c")).containsExactlyInAnyOrder("cookies file.txt", "crawls");
        assertThat(offered("crawl", "-o", "c")).containsExactly("crawls");
        assertThat(offered("crawl", "--depth", "")).isEmpty();
        assertThat(offered("crawl", "c")).isEmpty();
        assertThat(offered("tasks", "")).isEmpty();
    }
}
