package ayatori.warc;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;
import ayatori.crawler.Delay;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.RecordedPage;
import ayatori.demosite.DemoSite;
import com.github.luben.zstd.ZstdDictTrainer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives of whole crawls. */
@Timeout(60)
final class ArchivedCrawlTest {
    static CrawlOptions.Builder archived(String seed, Path out) {
        return CrawlOptions.from(seed)
                .delay(Delay.of(Duration.ZERO))
                .output(output ->
                        output.out(out).resumable(true).formats(EnumSet.of(OutputFormat.JSONL, OutputFormat.WARC)));
    }

    /** The URLs with an answer, in order; a URL that was asked for twice is there twice. */
    private static List<String> captured(List<WarcFiles.Read> records) {
        return records.stream()
                .filter(record ->
                        record.type().equals("response") || record.type().equals("revisit"))
                .map(WarcFiles.Read::url)
                .toList();
    }

    private static List<String> answered(Path out) throws Exception {
        try (var pages = CrawlReader.open(out).pages()) {
            return pages.filter(page -> page.status() > 0)
                    .map(RecordedPage::url)
                    .toList();
        }
    }

    @Test
    void everyAnswerIsInAFileOnceAndTheFilesAreValid(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        try (DemoSite site = DemoSite.start()) {
            CrawlReport report = Crawler.of(archived(site.url().toString(), out)
                            .maxPages(40)
                            .output(output -> output.archive(archive -> archive.withFileBytes(10_000)))
                            .build())
                    .run();
            assertThat(report.problem()).isNull();
        }
        List<WarcFiles.Read> records = WarcFiles.records(out);
        assertThat(WarcFiles.of(out)).hasSizeGreaterThan(1);
        assertThat(records.stream().filter(record -> record.type().equals("warcinfo")))
                .hasSameSizeAs(WarcFiles.of(out));
        List<String> captured = captured(records);
        assertThat(captured).doesNotHaveDuplicates().containsAll(answered(out));
        assertThat(captured).anyMatch(url -> url.endsWith("/robots.txt"));
    }

    private static CrawlReport crawl(CrawlOptions.Builder options) throws Exception {
        CrawlReport report = Crawler.of(options.build()).run();
        assertThat(report.problem()).isNull();
        return report;
    }

    private static WarcFiles.Read one(List<WarcFiles.Read> records, String type, String url) {
        List<WarcFiles.Read> found = records.stream()
                .filter(record -> record.type().equals(type) && record.url().equals(url))
                .toList();
        assertThat(found).as(type + " of " + url).hasSize(1);
        return found.getFirst();
    }

    @Test
    void robotsSitemapsRedirectsAndErrorsAreArchivedWithTheirExactBytes(@TempDir Path folder) throws Exception {
        String page = SmallSite.ok("text/html", "<a href=/moved>x</a><a href=/none>y</a>");
        String moved = "HTTP/1.1 302 Gone there\r\nlocation:/end\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        String robots = SmallSite.ok("text/plain", "Sitemap: /map.xml\n");
        String map = SmallSite.ok("application/xml", "<urlset><url><loc>/listed</loc></url></urlset>");
        try (var site = new SmallSite(path -> switch (path) {
            case "/" -> page;
            case "/moved" -> moved;
            case "/robots.txt" -> robots;
            case "/map.xml" -> map;
            default -> SmallSite.notFound();
        })) {
            Path out = folder.resolve("out");
            crawl(archived(site.url("/"), out)
                    .sitemaps(true)
                    .output(output -> output.archive(archive ->
                            archive.withOperator("Ada <ada@example.org>").withPrefix("TEST"))));
            List<WarcFiles.Read> records = WarcFiles.records(out);
            assertThat(one(records, "response", site.url("/")).text()).isEqualTo(page);
            assertThat(one(records, "response", site.url("/moved")).text()).isEqualTo(moved);
            assertThat(one(records, "response", site.url("/robots.txt")).text()).isEqualTo(robots);
            assertThat(one(records, "response", site.url("/none")).text()).isEqualTo(SmallSite.notFound());
            assertThat(one(records, "request", site.url("/moved")).text()).startsWith("GET /moved HTTP/1.1\r\n");
            assertThat(one(records, "response", site.url("/")).header("WARC-IP-Address"))
                    .isEqualTo("127.0.0.1");
            assertThat(one(records, "metadata", site.url("/")).text())
                    .contains("fetchTimeMs: ", "outlink: " + site.url("/moved"), "outlink: " + site.url("/none"));
            assertThat(one(records, "metadata", site.url("/none")).text()).contains("via: " + site.url("/"));
            assertThat(one(records, "request", site.url("/")).header("WARC-Concurrent-To"))
                    .isEqualTo(one(records, "response", site.url("/")).header("WARC-Record-ID"));
            assertThat(records.getFirst().text())
                    .contains("software: Ayatori", "robots: obey", "operator: Ada <ada@example.org>", "\"scope\":");
            assertThat(WarcFiles.of(out).getFirst().getFileName().toString())
                    .matches("TEST-[0-9]{14}-00000-[A-Za-z0-9.-]+\\.warc\\.gz");
        }
    }

    @Test
    void secretsAreNotArchived(@TempDir Path folder) throws Exception {
        try (var site = new SmallSite(path -> SmallSite.ok("text/html", "hello " + path))) {
            Path without = folder.resolve("without");
            Path with = folder.resolve("with");
            for (Path out : List.of(without, with)) {
                crawl(archived(site.url("/"), out)
                        .access(access -> access.header("Cookie", "id=hidden").header("Authorization", "Bearer hidden"))
                        .output(output -> output.archive(archive -> archive.withKeepSecrets(out == with))));
            }
            assertThat(one(WarcFiles.records(without), "request", site.url("/")).text())
                    .contains("\r\nAuthorization:\r\n", "\r\nCookie:\r\n")
                    .doesNotContain("hidden");
            assertThat(one(WarcFiles.records(with), "request", site.url("/")).text())
                    .contains("Cookie: id=hidden", "Authorization: Bearer hidden");
        }
    }

    @Test
    void aBodyThatIsArchivedAlreadyIsReferredTo(@TempDir Path folder) throws Exception {
        String links = "<a href=/a>a</a><a href=/b>b</a>";
        try (var site = new SmallSite(path -> switch (path) {
            case "/" -> SmallSite.ok("text/html", links);
            case "/a", "/b" -> SmallSite.ok("text/plain", "the same text");
            default -> SmallSite.notFound();
        })) {
            Path first = folder.resolve("first");
            crawl(archived(site.url("/"), first).pace(pace -> pace.perHost(1)));
            List<WarcFiles.Read> records = WarcFiles.records(first);
            List<WarcFiles.Read> revisits = records.stream()
                    .filter(record -> record.type().equals("revisit"))
                    .toList();
            assertThat(revisits).hasSize(1);
            WarcFiles.Read revisit = revisits.getFirst();
            WarcFiles.Read original = one(records, "response", revisit.header("WARC-Refers-To-Target-URI"));
            assertThat(revisit.url()).isNotEqualTo(original.url());
            assertThat(revisit.header("WARC-Refers-To-Date")).isEqualTo(original.header("WARC-Date"));
            assertThat(revisit.header("WARC-Payload-Digest")).isEqualTo(original.header("WARC-Payload-Digest"));
            assertThat(revisit.text()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");

            Path second = folder.resolve("second");
            crawl(archived(site.url("/"), second)
                    .output(output -> output.archive(archive -> archive.withDedupeAgainst(List.of(first)))));
            assertThat(captured(WarcFiles.records(second))).contains(site.url("/"), site.url("/a"), site.url("/b"));
            assertThat(WarcFiles.records(second))
                    .filteredOn(record -> record.type().equals("response"))
                    .extracting(WarcFiles.Read::url)
                    .containsExactly(site.url("/robots.txt"));
        }
    }

    @Test
    void aDictionaryIsInEachFile(@TempDir Path folder) throws Exception {
        var trainer = new ZstdDictTrainer(100_000, 8_000);
        for (int i = 0; i < 500; i++) {
            String sample = SmallSite.ok("text/html", "<p>page " + i + " of a book " + i * 7919 + "</p>");
            trainer.addSample(sample.getBytes(StandardCharsets.UTF_8));
        }
        Path dictionary = Files.write(folder.resolve("dictionary"), trainer.trainSamples());
        try (var site = new SmallSite(path -> SmallSite.ok("text/html", "<p>page 1 of a book " + path + "</p>"))) {
            Path out = folder.resolve("out");
            crawl(archived(site.url("/"), out)
                    .output(output -> output.archive(archive -> archive.withDictionary(dictionary))));
            List<String> types = new ArrayList<>();
            new WarcFile(WarcFiles.of(out).getFirst()).forEach((record, _) -> types.add(record.type()), _ -> {});
            assertThat(types).containsExactly("warcinfo", "response", "request", "response", "request", "metadata");
            Path again = folder.resolve("again");
            crawl(CrawlOptions.from(site.url("/")).out(again).access(access -> access.archives(List.of(out))));
            assertThat(essence(again)).isEqualTo(essence(out)).hasSize(1);
        }
    }

    @Test
    void aLargeBodyIsArchivedWholeAlthoughThePageIsCut(@TempDir Path folder) throws Exception {
        String body = "0123456789abcdef".repeat(200_000);
        try (var site =
                new SmallSite(path -> path.equals("/") ? SmallSite.ok("text/plain", body) : SmallSite.notFound())) {
            Path out = folder.resolve("out");
            crawl(archived(site.url("/"), out).extent(extent -> extent.maxBody(1_000)));
            WarcFiles.Read whole = one(WarcFiles.records(out), "response", site.url("/"));
            assertThat(whole.text()).endsWith(body);
            assertThat(whole.header("WARC-Truncated")).isEmpty();
            Path cut = folder.resolve("cut");
            crawl(archived(site.url("/"), cut)
                    .output(output -> output.archive(archive -> archive.withMaxBody(1_000_000))));
            WarcFiles.Read part = one(WarcFiles.records(cut), "response", site.url("/"));
            assertThat(part.block()).hasSize(1_000_000);
            assertThat(part.header("WARC-Truncated")).isEqualTo("length");
        }
    }

    @Test
    void aVeryLargeBodyIsArchivedOnceAndReferredTo(@TempDir Path folder) throws Exception {
        String body = noise(6_000_000); // does not get smaller
        try (var site = new SmallSite(path -> switch (path) {
            case "/" -> SmallSite.ok("text/html", "<a href=/a>a</a><a href=/b>b</a><a href=/c>c</a>");
            case "/a", "/b" -> SmallSite.ok("application/pdf", body);
            case "/c" -> SmallSite.ok("text/plain", "small");
            default -> SmallSite.notFound();
        })) {
            for (boolean isResumable : List.of(true, false)) {
                Path out = folder.resolve("out-" + isResumable);
                crawl(archived(site.url("/"), out)
                        .extent(extent -> extent.maxBody(1_000))
                        .pace(pace -> pace.perHost(1))
                        .output(output -> output.resumable(isResumable)));
                List<WarcFiles.Read> records = WarcFiles.records(out);
                assertThat(captured(records)).contains(site.url("/a"), site.url("/b"), site.url("/c"));
                assertThat(records.stream().filter(record -> record.text().endsWith(body)))
                        .hasSize(1);
                assertThat(records.stream().filter(record -> record.type().equals("revisit")))
                        .hasSize(1);
                assertThat(WarcFiles.of(out)).hasSize(1); // no spool is left
            }
        }
    }

    private static String noise(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void brokenAnswersAreArchivedAsFarAsTheyCame(@TempDir Path folder) throws Exception {
        String noHead = "Welcome to the machine\r\nlogin: ";
        String cutHead = "HTTP/1.1 200 OK\r\nContent-Ty";
        String longHead = "HTTP/1.1 200 OK\r\nX: " + "x".repeat(300_000) + "\r\n\r\n";
        String badChunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzzz\r\nmore";
        String cutBody = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>half";
        String image = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\nhalf of it";
        try (var site = new SmallSite(path -> switch (path) {
            case "/" ->
                SmallSite.ok(
                        "text/html",
                        "<a href=/none><a href=/cut><a href=/long><a href=/chunks><a href=/half><img src=/image>");
            case "/none" -> noHead;
            case "/cut" -> cutHead;
            case "/long" -> longHead;
            case "/chunks" -> badChunks;
            case "/half" -> cutBody;
            case "/image" -> image;
            case "/robots.txt" -> "no robots here\r\n\r\n";
            default -> SmallSite.notFound();
        })) {
            Path out = folder.resolve("out");
            crawl(archived(site.url("/"), out)
                    .pace(pace -> pace.robots(false).retries(0))
                    .extent(extent -> extent.requisites(true)));
            List<WarcFiles.Read> records = WarcFiles.records(out);
            Map<String, String> reasons = Map.of(
                    "/none",
                    "unspecified",
                    "/cut",
                    "disconnect",
                    "/long",
                    "length",
                    "/chunks",
                    "unspecified",
                    "/half",
                    "disconnect",
                    "/image",
                    "disconnect");
            Map<String, String> answers =
                    Map.of("/none", noHead, "/cut", cutHead, "/chunks", badChunks, "/half", cutBody, "/image", image);
            reasons.forEach((path, reason) -> {
                WarcFiles.Read response = one(records, "response", site.url(path));
                assertThat(response.header("WARC-Truncated")).as(path).isEqualTo(reason);
                boolean hasHead = List.of("/chunks", "/half", "/image").contains(path);
                assertThat(response.header("Content-Type"))
                        .as(path)
                        .isEqualTo(hasHead ? "application/http; msgtype=response" : "application/octet-stream");
                assertThat(response.text()).as(path).isEqualTo(answers.getOrDefault(path, response.text()));
                assertThat(one(records, "request", site.url(path)).text()).startsWith("GET " + path + " HTTP/1.1");
            });
            assertThat(longHead)
                    .startsWith(one(records, "response", site.url("/long")).text());
            try (var pages = CrawlReader.open(out).pages()) {
                assertThat(pages.filter(page -> page.url().endsWith("/none")))
                        .singleElement()
                        .satisfies(page -> {
                            assertThat(page.status()).isZero();
                            assertThat(Objects.requireNonNull(page.error()).kind())
                                    .isEqualTo("protocol");
                        });
            }
        }
    }

    @Test
    void aCrawlFromAnArchiveGivesTheSameRecords(@TempDir Path folder) throws Exception {
        Path live = folder.resolve("live");
        try (DemoSite site = DemoSite.start()) {
            String seed = site.url().resolve("/figures/").toString();
            crawl(archived(seed, live)
                    .maxPages(15)
                    .output(output ->
                            output.archive(archive -> archive.withZstd(true).withFileBytes(8_000))));
            Path read = folder.resolve("read");
            crawl(CrawlOptions.from(seed).out(read).maxPages(15).access(access -> access.archives(List.of(live))));
            assertThat(essence(read)).isNotEmpty().containsAll(essence(live));
        }
    }

    /** What does not depend on when and how a page was fetched. */
    private static List<String> essence(Path out) throws Exception {
        try (var pages = CrawlReader.open(out).pages()) {
            return pages.filter(page -> page.status() == 200)
                    .map(page -> page.url() + " " + page.title() + " " + page.digest() + " "
                            + page.fetchedAt().truncatedTo(ChronoUnit.MILLIS) + " " + page.links())
                    .toList();
        }
    }
}
