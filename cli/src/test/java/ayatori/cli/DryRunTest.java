package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.demosite.DemoSite;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --dry-run} of each command that crawls, with the real crawler. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls open first
final class DryRunTest {
    @TempDir
    private Path folder;

    private DemoSite site;
    private TestConsole console = TestConsole.piped();

    @BeforeEach
    void open() throws Exception {
        site = DemoSite.start();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private int run(String... arguments) {
        console = TestConsole.piped();
        var session = new CrawlSession(console.console(), Crawls.runner(), _ -> {
            throw new AssertionError("nothing halts the process");
        });
        return new Program(console.console(), session, folder).run(arguments);
    }

    private String start() {
        return site.url().resolve("/bazaar/strings/").toString();
    }

    private String crawled() {
        String out = folder.resolve("one").toString();
        assertThat(run("crawl", "-q", "--delay=0", "--max-pages=6", "--exclude=/galleries/", "--out=" + out, start()))
                .isZero();
        return out;
    }

    private void assertAsksNothing(String... arguments) {
        int requests = site.requests().size();
        assertThat(run(arguments)).as(console.err()).isZero();
        assertThat(site.requests()).hasSize(requests);
        assertThat(console.out()).endsWith("Nothing was requested, and nothing was written.\n");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void ofANewCrawl() {
        assertAsksNothing("crawl", "--dry-run", "--depth=3", "--exclude=/x/", start());
        assertThat(console.out())
                .startsWith("Would be requested first\n     0.0s  " + site.url().resolve("/robots.txt") + "\n")
                .contains("1 URL to start with; --scope host covers")
                .contains("No URLs that --exclude /x/ matches.")
                .contains("(--depth)");
    }

    @Test
    void ofACrawlThatGoesOn() {
        String out = crawled();
        assertAsksNothing("resume", "--dry-run", out);
        assertThat(console.out())
                .contains("Nothing: a limit of the crawl is reached. Give a higher one, such as --max-pages.");
        assertAsksNothing("resume", "--dry-run", "--max-pages=1000", out);
        assertThat(console.out())
                .startsWith("Would be requested next\n")
                .contains(site.url().toString())
                .containsPattern("\\d+ URLs wait; --scope host covers")
                .contains("Left out so far")
                .contains("--exclude /galleries/ matches");
    }

    @Test
    void ofARecrawl() {
        String out = crawled();
        assertAsksNothing("recrawl", "--dry-run", out);
        assertThat(console.out())
                .startsWith("Would be requested first\n")
                .contains(start())
                .contains("6 pages are known; ")
                .contains("Left out, or skipped by the crawl before");
        assertAsksNothing("recrawl", "--dry-run", "--due", out);
        assertThat(console.out()).contains("not-due 5").contains("(not-due: has probably not changed)");
        assertThat(folder.toFile().list()).containsExactly("one");
    }

    @Test
    void ofNoCrawlIsOneSentence() {
        assertThat(run("resume", "--dry-run", folder.toString())).isEqualTo(2);
        assertThat(console.err()).hasLineCount(1).startsWith("ayatori: ");
        assertThat(run("recrawl", "--dry-run", folder.toString())).isEqualTo(2);
        assertThat(console.err()).hasLineCount(1).startsWith("ayatori: ");
    }
}
