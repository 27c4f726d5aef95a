package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport.End;
import ayatori.crawler.Delay;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.RequisiteRole;
import ayatori.crawler.ScopeKind;
import ayatori.crawler.sink.Compression;
import ayatori.web.auth.Keyring;
import ayatori.web.proxy.Proxies;
import ayatori.web.url.CanonicalForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgramTest {

    private static final String SEED = "https://example.org/";

    private final TestConsole console = TestConsole.piped();
    private final ScriptedCrawl crawl = new ScriptedCrawl();

    private int run(String... arguments) {
        return run(console, arguments);
    }

    private int run(TestConsole where, String... arguments) {
        return new Program(where.console(), crawl, exitCode -> {
                    throw new AssertionError("nothing halts the process");
                })
                .run(arguments);
    }

    private CrawlOptions options() {
        return Objects.requireNonNull(crawl.options);
    }

    @Test
    void crawlsWithTheDefaults() {
        assertThat(run("crawl", SEED)).isZero();
        CrawlOptions defaults = CrawlOptions.from(SEED)
                .out(Objects.requireNonNull(options().output().out()))
                .output(output -> output.resumable(true))
                .build();
        assertThat(options()).isEqualTo(defaults);
        assertThat(String.valueOf(defaults.output().out())).matches("ayatori-out/example\\.org-\\d{8}-\\d{6}");
    }

    @Test
    void passesEveryOptionOn() {
        assertThat(run(
                        "crawl",
                        "--out=dir",
                        "--format=jsonl,csv,txt,warc",
                        "--warc-size=5MB",
                        "--warc-prefix=TEST",
                        "--warc-compression=zstd",
                        "--max-archive-body=7MB",
                        "--keep-secrets",
                        "--warc-block-digests",
                        "--operator=Ada <ada@example.org>",
                        "--dedupe-against=/before",
                        "--scope=prefix",
                        "--include=a",
                        "--include=b,c",
                        "--exclude=d",
                        "--depth=3",
                        "--max-pages=1000",
                        "--max-pages-per-host=50",
                        "--limit-rate=1MB",
                        "--accept-type=text/html,image/*",
                        "--accept-type=Application/PDF",
                        "--requisites",
                        "--max-requisite-size=1MB",
                        "--skip-requisites=media,font",
                        "--max-time=1h30m",
                        "--max-bytes=2GiB",
                        "--concurrency=7",
                        "--per-host=2",
                        "--delay=250ms",
                        "--timeout=5s",
                        "--retries=0",
                        "--max-body=1MB",
                        "--max-redirects=2",
                        "--user-agent=Bot/1",
                        "--header=X-Key: a: b",
                        "-HAccept-Language:de",
                        "--no-robots",
                        "--allow-private",
                        "--insecure",
                        "--no-cookies",
                        "--auth=http://localhost:8080=me:secret",
                        "--proxy=https=socks5://localhost:9050",
                        "--sitemaps",
                        "--ignore-tracking",
                        "--ignore-slash",
                        "--links=count",
                        "--compress",
                        SEED,
                        "http://two.example/"))
                .isZero();
        assertThat(options())
                .isEqualTo(CrawlOptions.from(SEED, "http://two.example/")
                        .out(Path.of("dir"))
                        .output(output -> output.formats(java.util.EnumSet.allOf(OutputFormat.class))
                                .archive(archive -> archive.withFileBytes(5_000_000)
                                        .withPrefix("TEST")
                                        .withZstd(true)
                                        .withMaxBody(7_000_000)
                                        .withKeepSecrets(true)
                                        .withBlockDigests(true)
                                        .withOperator("Ada <ada@example.org>")
                                        .withDedupeAgainst(List.of(Path.of("/before")))))
                        .scope(ScopeKind.PREFIX)
                        .extent(extent -> extent.include("a").include("b,c").exclude("d"))
                        .depth(3)
                        .maxPages(1_000)
                        .extent(extent -> extent.maxPagesPerHost(50)
                                .acceptType("text/html")
                                .acceptType("image/*")
                                .acceptType("application/pdf")
                                .requisites(true)
                                .maxRequisiteSize(1_000_000)
                                .skipRequisites(RequisiteRole.FONT)
                                .skipRequisites(RequisiteRole.MEDIA))
                        .pace(pace -> pace.limitRate(1_000_000))
                        .maxTime(Duration.ofMinutes(90))
                        .extent(extent -> extent.maxBytes(2L << 30))
                        .pace(pace -> pace.concurrency(7).perHost(2))
                        .delay(Delay.of(Duration.ofMillis(250)))
                        .timeout(Duration.ofSeconds(5))
                        .retries(0)
                        .extent(extent -> extent.maxBody(1_000_000).maxRedirects(2))
                        .userAgent("Bot/1")
                        .access(access -> access.header("X-Key", "a: b").header("Accept-Language", "de"))
                        .robots(false)
                        .access(access -> access.allowPrivate(true)
                                .insecure(true)
                                .cookies(false)
                                .credentials(Keyring.EMPTY.with("http://localhost:8080=me:secret"))
                                .proxies(Proxies.of(List.of("https=socks5://localhost:9050"))))
                        .extent(extent -> extent.sitemaps(true)
                                .canonicalForm(CanonicalForm.STANDARD
                                        .withoutParameters(CanonicalForm.TRACKING_PARAMETERS)
                                        .withTrailingSlash(CanonicalForm.TrailingSlash.REMOVE)))
                        .output(output -> output.links(LinkDetail.COUNT)
                                .compression(Compression.ZSTD)
                                .resumable(true))
                        .build());
    }

    @Test
    void aResumedCrawlKeepsWhatIsNotGiven() {
        assertThat(run("resume", "--max-pages=7", "--delay=1s", "--quiet", "dir"))
                .isZero();
        assertThat(options())
                .isEqualTo(CrawlOptions.from("https://example.org/")
                        .maxPages(7)
                        .delay(Delay.of(Duration.ofSeconds(1)))
                        .out(Path.of("dir"))
                        .build());
    }

    @Test
    void aResumedCrawlSaysWhatItFound() {
        assertThat(run("resume", "--progress=off", "dir")).isZero();
        assertThat(console.err()).isEqualTo("Going on: 1,234 pages done, 5 skipped, 67 to go, after 1m 30s.\n");
    }

    @Test
    void aResumedCrawlWarnsOfRecordedInsecurity() {
        crawl.recorded(CrawlOptions.from(SEED).access(access -> access.insecure(true)));
        assertThat(run("resume", "--quiet", "dir")).isZero();
        assertThat(console.err()).startsWith("ayatori: --insecure: certificates are NOT checked;");
    }

    @Test
    void resumesOneCrawlAtATime() {
        assertThat(run("resume", "a", "b")).isEqualTo(2);
        assertThat(console.err())
                .isEqualTo("ayatori: one crawl is resumed at a time, not 2 (ayatori resume --help shows more)\n");
    }

    @Test
    void anEndedCrawlWithUrlsLeftSaysHowToGoOn() {
        crawl.endsWith(ScriptedCrawl.stoppedWithQueued(12));
        assertThat(run("crawl", "--out=somewhere", SEED)).isZero();
        assertThat(console.out()).endsWith("  Go on with: ayatori resume somewhere\n");
    }

    @Test
    void saysWhyACrawlCannotStart() {
        crawl.failsToStart("the folder out already holds a crawl; choose another one with --out");
        assertThat(run("crawl", "--out=out", SEED)).isEqualTo(2);
        assertThat(console.err())
                .isEqualTo("ayatori: the folder out already holds a crawl; choose another one with --out\n");
    }

    @Test
    void failsIfNoSeedCouldBeFetched() {
        crawl.endsWith(ScriptedCrawl.report(End.DONE, 0, Map.of(SEED, "there is no host example.org")));
        assertThat(run("crawl", SEED)).isEqualTo(1);
        assertThat(console.err()).isEqualTo("ayatori: https://example.org/: there is no host example.org\n");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void isDoneIfOneOfTwoSeedsWasFetched() {
        crawl.endsWith(ScriptedCrawl.report(End.DONE, 1, Map.of("http://two.example/", "connection refused")));
        assertThat(run("crawl", SEED, "http://two.example/")).isZero();
        assertThat(console.err()).contains("ayatori: http://two.example/: connection refused\n");
        assertThat(console.out()).startsWith("Done · 1,234 pages");
    }

    @Test
    void namesOnlyTheFilesThatThereAre() {
        crawl.endsWith(ScriptedCrawl.report(End.FAILED, 1, Map.of())).leaves("pages.jsonl", "skipped.jsonl");
        assertThat(run("crawl", "--out=dir", SEED)).isEqualTo(1);
        assertThat(console.out()).endsWith("  in dir/\n  pages.jsonl  skipped.jsonl\n");
    }

    @Test
    void failsIfTheCrawlCouldNotGoOn() {
        crawl.endsWith(ScriptedCrawl.report(End.FAILED, 1, Map.of()));
        assertThat(run("crawl", SEED)).isEqualTo(1);
        assertThat(console.err()).isEqualTo("ayatori: the disk is full; what was fetched is whole\n");
        assertThat(console.out()).startsWith("Ended early · 1,234 pages");
    }

    @Test
    void endsWithTheTableAndTheFiles() {
        crawl.leaves("pages.jsonl", "pages.txt", "skipped.jsonl", "summary.json");
        assertThat(run("crawl", "--out=dir", "--format=txt", SEED)).isZero();
        assertThat(options().output().formats()).containsExactlyInAnyOrder(OutputFormat.JSONL, OutputFormat.TXT);
        assertThat(console.out())
                .startsWith("Done · 1,234 pages in 12.3s")
                .contains("2xx success")
                .endsWith("  in dir/\n  pages.jsonl  pages.txt  skipped.jsonl  summary.json\n");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void showsALineForEveryPageIfVerbose() {
        crawl.handsOut(ScriptedCrawl.page(SEED, 200, "A \u001b[31mred\nline"))
                .handsOut(ScriptedCrawl.page(SEED + "old", 301, null))
                .handsOut(ScriptedCrawl.page(SEED + "gone", 0, null));
        assertThat(run("crawl", "--verbose", SEED)).isZero();
        assertThat(console.err()).isEqualTo("""
                200   12.3 kB  https://example.org/  A \\x1b[31mred\\x0aline
                301   12.3 kB  https://example.org/old → https://example.org/elsewhere
                ---   12.3 kB  https://example.org/gone  no answer within 30 s
                """);
    }

    @Test
    void showsNothingIfQuiet() {
        crawl.handsOut(ScriptedCrawl.page(SEED, 200, "A page"));
        assertThat(run("crawl", "--quiet", SEED)).isZero();
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).isEmpty();
    }

    @Test
    void saysLoudlyOnEveryRunThatCertificatesAreNotChecked() {
        assertThat(run("crawl", "--quiet", "--insecure", SEED)).isZero();
        assertThat(console.err())
                .startsWith("ayatori: --insecure: certificates are NOT checked;")
                .hasLineCount(1);
        assertThat(console.out()).isEmpty();
        TestConsole loud = TestConsole.piped();
        assertThat(run(loud, "crawl", "--insecure", SEED)).isZero();
        assertThat(loud.err()).contains("certificates are NOT checked");
        assertThat(loud.out()).endsWith("\n  Certificates were NOT checked (--insecure).\n");
    }

    @Test
    void drawsALiveViewOnATerminalAndClearsIt() {
        TestConsole terminal = TestConsole.terminal();
        assertThat(run(terminal, "crawl", SEED)).isZero();
        assertThat(terminal.err())
                .contains("\u001b[?25l")
                .contains("  hosts ")
                .endsWith("\r\u001b[J\u001b[?7h\u001b[?25h\u001b[?1049l");
    }

    @Test
    void drawsNoLiveViewIfToldSo() {
        TestConsole terminal = TestConsole.terminal();
        assertThat(run(terminal, "crawl", "--progress=off", SEED)).isZero();
        assertThat(terminal.err()).isEmpty();
        assertThat(run(terminal, "crawl", "--quiet", SEED)).isZero();
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void drawsALiveViewOnAPipeIfToldSo() {
        assertThat(run("crawl", "--progress=on", SEED)).isZero();
        assertThat(console.err()).contains("  hosts ");
    }

    @Test
    void anArchiveIsWarcWithRequisites() {
        assertThat(run("crawl", "--archive", "--skip-requisites=media", SEED)).isZero();
        assertThat(options().output().formats()).containsExactlyInAnyOrder(OutputFormat.JSONL, OutputFormat.WARC);
        assertThat(options().extent().requisites()).isNotNull();
    }

    @Test
    void helpsWithoutAManual() {
        assertThat(run("help", "crawl")).isZero();
        String help = console.out();
        assertThat(help)
                .startsWith("Usage: ayatori crawl [OPTION]... URL...\n")
                .contains("\nHow far:\n", "\nHow fast:\n", "\nEach request:\n", "\nOutput:\n", "\nDisplay:\n")
                .contains("Examples:", "Exit code:", "(default: 64)");
        for (String option : new String[] {
            "out",
            "format",
            "scope",
            "include",
            "exclude",
            "depth",
            "max-pages",
            "max-pages-per-host",
            "limit-rate",
            "accept-type",
            "requisites",
            "max-requisite-size",
            "skip-requisites",
            "max-time",
            "max-bytes",
            "concurrency",
            "per-host",
            "delay",
            "timeout",
            "retries",
            "max-body",
            "max-redirects",
            "user-agent",
            "header",
            "no-robots",
            "allow-private",
            "insecure",
            "cookies",
            "no-cookies",
            "auth",
            "auth-file",
            "netrc",
            "proxy",
            "sitemaps",
            "ignore-tracking",
            "ignore-slash",
            "links",
            "quiet",
            "verbose",
            "progress"
        }) {
            assertThat(help)
                    .as("help for --%s", option)
                    .containsOnlyOnce(" --" + option + (help.contains(" --" + option + "=") ? "=" : " "));
        }
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void readsUrlsFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("urls.txt");
        Files.writeString(file, "# mine\n\n  http://one.example/  \nhttp://two.example/\n");
        assertThat(run("crawl", "@" + file, SEED)).isZero();
        assertThat(options().seeds()).containsExactly("http://one.example/", "http://two.example/", SEED);
        Files.writeString(file, "\n");
        assertThat(run("crawl", "@" + file)).isEqualTo(2);
        assertThat(console.err()).contains("holds no URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "crawl", "demo", "tasks", "completion", "help"})
    void breaksNoUrlOrPathInItsHelp(String command) {
        assertThat(command.isEmpty() ? run("--help") : run(command, "--help")).isZero();
        assertThat(console.out().lines())
                .noneMatch(line -> line.stripTrailing().endsWith("/")
                        && line.stripLeading().startsWith("ayatori completion"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(console.out()).doesNotContainPattern("[~/.a-z-]+/\\n +[a-z]");
    }

    @Test
    void tellsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(console.out()).startsWith("Ayatori ").contains("Java 25");
    }

    @Test
    void printsAScriptForTheShell() {
        assertThat(run("completion")).isZero();
        assertThat(console.out()).startsWith("#!/usr/bin/env bash").contains("--max-redirects", "_complete_ayatori");
    }

    @Test
    void explainsItselfWithoutArguments() {
        assertThat(run()).isEqualTo(2);
        assertThat(console.out()).contains("ayatori demo", "crawl", "completion");
    }

    @Test
    void namesTheFolderAfterHostAndTime() {
        LocalDateTime time = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
        assertThat(CrawlCommand.defaultFolder("https://Example.org:8443/a", time))
                .isEqualTo(Path.of("ayatori-out", "Example.org-20260102-030405"));
        assertThat(CrawlCommand.defaultFolder("http://[::1]/", time))
                .isEqualTo(Path.of("ayatori-out", "1-20260102-030405"));
        assertThat(CrawlCommand.defaultFolder("http://exa mple/../../", time))
                .isEqualTo(Path.of("ayatori-out", "crawl-20260102-030405"));
    }
}
