package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlException;
import ayatori.demosite.DemoSite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program with the real crawler, against the demo site and against ports where nothing listens. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ProgramIT {

    @TempDir
    private Path folder = Path.of("");

    private final TestConsole console = TestConsole.piped();

    private int run(String... arguments) {
        return new Program(console.console(), Crawls.runner(), exitCode -> {
                    throw new AssertionError("nothing halts the process");
                })
                .run(arguments);
    }

    @Test
    void theDemoFindsEverythingAsItShouldBe() {
        Path out = folder.resolve("demo");
        assertThat(run("demo", "--out=" + out)).isZero();
        assertThat(console.out())
                .contains("Museum of String Figures", "What was skipped, and why", "robots.txt denies it")
                .contains("200 at attempt 2", "skipped: robots", "left after")
                .contains("in " + out + "/")
                .doesNotContain("✗");
        assertThat(List.of("pages.jsonl", "skipped.jsonl", "summary.json"))
                .allSatisfy(file -> assertThat(out.resolve(file)).isNotEmptyFile());
    }

    @Test
    void theTrainingRunSaysNothingAndLeavesNothing() {
        assertThat(run("demo", "--training")).isZero();
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void crawlsInTheFormatOfTheArticle() throws IOException {
        try (var site = DemoSite.start()) {
            Path out = folder.resolve("crawl");
            assertThat(run(
                            "crawl",
                            "--depth=0",
                            "--format=txt",
                            "--out=" + out,
                            site.url().toString()))
                    .isZero();
            assertThat(out.resolve("pages.jsonl")).isNotEmptyFile();
            assertThat(out.resolve("pages.txt"))
                    .hasContent("URL: " + site.url() + "\nTitle: Museum of String Figures\n\n");
            assertThat(console.out()).startsWith("Done · 1 page in ");
        }
    }

    @Test
    void showsWhereAnEndedCrawlStands() throws IOException {
        try (var site = DemoSite.start()) {
            Path out = folder.resolve("crawl");
            assertThat(run(
                            "crawl",
                            "--depth=1",
                            "--compress",
                            "--quiet",
                            "--out=" + out,
                            site.url().toString()))
                    .isZero();
            assertThat(run("status", out.toString())).isZero();
            assertThat(console.out())
                    .startsWith("Done · " + out + "\n  began 20")
                    .contains(" 0 to go · ", "2xx success", "depth", "1 host", "pages.jsonl.zst ", "state/ ")
                    .endsWith("\n  It is complete: nothing is left to be requested.\n");
            TestConsole json = TestConsole.piped();
            new Program(json.console(), Crawls.runner(), _ -> {}).run("status", "--json", out.toString());
            assertThat(json.out())
                    .startsWith("{\"standing\":\"done\",")
                    .contains("\"queued\":0")
                    .hasLineCount(1);
        }
    }

    @Test
    void tellsWhyOfTheDemoSite() throws IOException {
        try (var site = DemoSite.start()) {
            Path out = folder.resolve("crawl");
            assertThat(run(
                            "crawl",
                            "--compress",
                            "--depth=12",
                            "--delay=0",
                            "--quiet",
                            "--out=" + out,
                            site.url().toString()))
                    .isZero();
            String folderName = out.toString();
            assertThat(why(folderName, site.url() + "#top")).contains("requested   200", "as a seed");
            assertThat(why(folderName, site.url() + "vault/"))
                    .contains("skipped     robots", "(Disallow: /vault/, line 3 in " + site.url() + "robots.txt)");
            assertThat(why(folderName, site.url() + "media/cradle.png")).contains("skipped     type", "extension .png");
            assertThat(why(folderName, site.url() + "manners/nofollowed"))
                    .contains("skipped     nofollow", "the link on " + site.url() + "manners/ says nofollow");
            assertThat(why(folderName, site.url() + "redirects/301"))
                    .contains("requested   301", "redirects   to " + site.url() + "figures/cradle/", "200 · text/html");
            assertThat(why(folderName, site.url() + "failures/once")).containsPattern("attempts    .* 500 .* · 200 ");
            assertThat(why(folderName, "https://museum.example/"))
                    .contains("--scope host covers " + site.url().getAuthority());
            TestConsole unknown = TestConsole.piped();
            assertThat(new Program(unknown.console(), Crawls.runner(), _ -> {})
                            .run("why", "--json", folderName, "http://nowhere.example/"))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(unknown.out())
                    .contains("\"fate\":\"unknown\"", "\"forecast\":{\"reason\":\"scope\"")
                    .hasLineCount(1);
        }
    }

    /** The story on one line. */
    private static String why(String folder, String url) {
        TestConsole fresh = TestConsole.piped();
        assertThat(new Program(fresh.console(), Crawls.runner(), _ -> {}).run("why", folder, url))
                .as(url)
                .isZero();
        return fresh.out().replaceAll("\\n {14}", " ").replace('\n', ' ');
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        String seed = "http://127.0.0.1:" + port + "/";
        assertThat(run("crawl", "--retries=0", "--out=" + folder.resolve("crawl"), seed))
                .isEqualTo(1);
        assertThat(console.err()).startsWith("ayatori: " + seed + ": ").contains("port " + port);
        assertThat(console.err().lines()).hasSize(1);
        assertThat(console.out()).isEmpty();
    }

    @Test
    void saysThatRobotsTxtDeniesTheSeed() throws IOException {
        try (var site = DemoSite.start()) {
            String seed = site.url() + "vault/";
            assertThat(run("crawl", "--out=" + folder.resolve("crawl"), seed)).isEqualTo(1);
            assertThat(console.err()).startsWith("ayatori: " + seed + ": ").contains("robots.txt");
            assertThat(console.err().lines()).hasSize(1);
        }
    }

    @Test
    void refusesAFolderThatHoldsACrawl() throws IOException {
        Files.writeString(folder.resolve("pages.jsonl"), "");
        assertThat(run("crawl", "--out=" + folder, "http://127.0.0.1/")).isEqualTo(2);
        assertThat(console.err()).startsWith("ayatori: ").contains("already holds a crawl");
        assertThat(console.err().lines()).hasSize(1);
    }

    /** A crawl that cannot start leaves no folder, which the next attempt would be refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--cookies=bad",
                "--auth-file=bad",
                "--include=(",
                "--proxy=bad",
                "--header=bad",
            })
    void leavesNoFolderWhereAnInputIsBad(String option) throws IOException {
        Path bad = Files.writeString(folder.resolve("bad"), "no cookies, no credentials\n");
        Path out = folder.resolve("crawl");
        assertThat(run("crawl", option.replace("=bad", "=" + bad), "--out=" + out, "http://127.0.0.1/"))
                .isEqualTo(2);
        assertThat(console.err().lines()).hasSize(1);
        assertThat(out).doesNotExist();
    }

    @Test
    void givesEachCrawlOfOneSecondItsOwnFolder() throws CrawlException {
        Path wanted = folder.resolve("ayatori-out").resolve("host-time");
        assertThat(NewFolder.create(wanted)).isEqualTo(wanted);
        assertThat(NewFolder.create(wanted)).isEqualTo(wanted.resolveSibling("host-time-2"));
        Path third = NewFolder.create(wanted);
        assertThat(third).isEqualTo(wanted.resolveSibling("host-time-3")).isEmptyDirectory();
        NewFolder.remove(third);
        assertThat(third).doesNotExist();
    }

    @Test
    void saysWhatIsWrongWithAUrl() {
        for (String seed : List.of("http://", "http://[::1", "http://exa mple/", "http://127.0.0.1:99999/")) {
            TestConsole fresh = TestConsole.piped();
            int exitCode = new Program(fresh.console(), Crawls.runner(), _ -> {})
                    .run("crawl", "--out=" + folder.resolve("crawl"), seed);
            assertThat(exitCode).as(seed).isEqualTo(2);
            assertThat(fresh.err()).as(seed).startsWith("ayatori: ").contains(seed);
            assertThat(fresh.err().lines()).as(seed).hasSize(1);
        }
    }
}
