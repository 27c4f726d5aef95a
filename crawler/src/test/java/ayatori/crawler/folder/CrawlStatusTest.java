package ayatori.crawler.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.folder.CrawlStatus.Continuation;
import ayatori.crawler.folder.CrawlStatus.Standing;
import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.SinkWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrawlStatusTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private static final CrawlOptions OPTIONS = CrawlOptions.from("https://example.org/")
            .access(access -> access.header("X-Key", "hush"))
            .out(Path.of("crawl"))
            .output(output -> output.resumable(true))
            .build();

    @TempDir
    Path path;

    private static CrawlStatus status(Path folder) throws FolderException {
        return CrawlReader.open(folder).status();
    }

    private static String page(String url, int status, int bytes, int elapsedMillis, Instant fetchedAt) {
        return """
                {"url":"%s","status":%d,"depth":0,"bytes":%d,"elapsedMs":%d,"fetchedAt":"%s","attempts":1%s,"links":["a\\"]}"]}
                """.formatted(
                        url,
                        status,
                        bytes,
                        elapsedMillis,
                        fetchedAt,
                        status == 0 ? ",\"error\":{\"kind\":\"timeout\",\"message\":\"slow\"}" : "");
    }

    private static void write(CrawlFolder folder, String name, Compression compression, String records)
            throws IOException {
        try (var writer = new SinkWriter(folder.sink(name + compression.suffix()), compression)) {
            byte[] bytes = records.getBytes(StandardCharsets.UTF_8);
            writer.add(bytes, bytes.length);
            writer.flush();
        }
    }

    private static RecordedProgress progress(Instant at) {
        return new RecordedProgress(at, NOON, Duration.ofSeconds(10), 3, 450, 1, 2, 77, 4, 2);
    }

    private CrawlFolder create() throws FolderException {
        var folder = CrawlFolder.create(path, Manifest.of(OPTIONS, NOON));
        folder.createState();
        return folder;
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void countsARunningCrawlFromItsRecords(Compression compression) throws Exception {
        try (var folder = create()) {
            write(
                    folder,
                    CrawlFolder.PAGES,
                    compression,
                    page("https://a.example/1", 200, 100, 20, NOON)
                            + page("https://a.example/2?q=1/2", 404, 50, 40, NOON.plusSeconds(5))
                            + page("https://b.example:8443", 0, 0, 900, NOON.plusSeconds(6)));
            write(
                    folder,
                    CrawlFolder.SKIPPED,
                    compression,
                    "{\"url\":\"https://c.example/\",\"reason\":\"scope\"}\n{\"reason\":\"scope\",\"new\":[{}]}\n");
            folder.showProgress(progress(NOON.plusSeconds(10)));
            CrawlStatus status = status(path);
            assertThat(status.standing()).isEqualTo(Standing.RUNNING);
            assertThat(status.process()).isEqualTo(ProcessHandle.current().pid());
            assertThat(status.began()).isEqualTo(NOON);
            assertThat(status.lastActive()).isEqualTo(NOON.plusSeconds(10));
            assertThat(status.elapsed()).hasSeconds(10);
            assertThat(status.pages()).isEqualTo(3);
            assertThat(status.bytes()).isEqualTo(150);
            assertThat(status.byStatus()).isEqualTo(Map.of(0, 1L, 200, 1L, 404, 1L));
            assertThat(status.byError()).isEqualTo(Map.of("timeout", 1L));
            assertThat(status.skipped()).isEqualTo(Map.of("scope", 2L));
            assertThat(status.queued()).isEqualTo(77);
            assertThat(status.inFlight()).isEqualTo(4);
            assertThat(status.recentPagesPerSecond()).isEqualTo(0.3);
            assertThat(status.hosts())
                    .containsExactly(
                            new CrawlStatus.Host("https://a.example", 2, 150, 0, Duration.ofMillis(30)),
                            new CrawlStatus.Host("https://b.example:8443", 1, 0, 1, null));
            assertThat(status.continuation()).isEqualTo(new Continuation.Running());
            assertThat(status.files())
                    .extracting(CrawlStatus.FileSize::name)
                    .contains("crawl.json", "pages.jsonl" + compression.suffix(), "progress.json", "state/");
        }
    }

    @Test
    void aKilledCrawlIsCutOffAndCanGoOn() throws Exception {
        try (var folder = create()) {
            write(
                    folder,
                    CrawlFolder.PAGES,
                    Compression.NONE,
                    page("https://a.example/", 200, 1, 500, NOON) + "{\"url\":");
            folder.showProgress(progress(NOON.minusSeconds(1)));
        }
        CrawlStatus status = status(path);
        assertThat(status.standing()).isEqualTo(Standing.CUT_OFF);
        assertThat(status.pages()).isEqualTo(1);
        assertThat(status.lastActive()).isEqualTo(NOON.plusMillis(500));
        assertThat(status.queued()).isEqualTo(77);
        assertThat(status.inFlight()).isZero();
        assertThat(status.continuation())
                .isEqualTo(new Continuation.Resumable(false, List.of("the header X-Key (--header)")));
    }

    @Test
    void aCrawlKilledBeforeItWroteAnythingHasNothing() throws Exception {
        create().close();
        Files.writeString(path.resolve(CrawlFolder.PROGRESS), ""); // as a power failure leaves it
        CrawlStatus status = status(path);
        assertThat(status.standing()).isEqualTo(Standing.CUT_OFF);
        assertThat(status.pages()).isZero();
        assertThat(status.queued()).isNull();
        assertThat(status.lastActive()).isNull();
        assertThat(status.elapsed()).isZero();
        assertThat(status.hosts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CrawlReport.End.class)
    void anEndedCrawlSaysHow(CrawlReport.End end) throws Exception {
        var report = new CrawlReport(
                end,
                null,
                1,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                5,
                Duration.ofSeconds(9),
                1,
                Map.of(),
                0,
                true,
                end == CrawlReport.End.DONE ? 0 : 12,
                new TreeMap<>(),
                0,
                new TreeMap<>(),
                new TreeMap<>());
        try (var folder = create()) {
            folder.write(CrawlFolder.SUMMARY, SummaryJson.of(report, OPTIONS, NOON, NOON.plusSeconds(9)));
        }
        CrawlStatus status = status(path);
        assertThat(status.standing()).isEqualTo(Standing.valueOf(end.name()));
        assertThat(status.elapsed()).hasSeconds(9);
        assertThat(status.lastActive()).isEqualTo(NOON.plusSeconds(9));
        assertThat(status.queued()).isEqualTo(report.queued());
        assertThat(status.continuation())
                .isEqualTo(
                        end == CrawlReport.End.DONE
                                ? new Continuation.Complete()
                                : new Continuation.Resumable(
                                        end == CrawlReport.End.BUDGET, List.of("the header X-Key (--header)")));
    }

    @Test
    void aCrawlThatGoesOnHasNotEnded() throws Exception {
        anEndedCrawlSaysHow(CrawlReport.End.STOPPED);
        try (var folder = CrawlFolder.open(path)) {
            folder.resume(OPTIONS);
            assertThat(status(path).standing()).isEqualTo(Standing.RUNNING);
        }
        assertThat(status(path).standing()).isEqualTo(Standing.CUT_OFF);
    }

    @Test
    void withoutItsStateItCannotGoOn() throws Exception {
        CrawlFolder.create(path, Manifest.of(OPTIONS, NOON)).close();
        assertThat(status(path).continuation()).isEqualTo(new Continuation.Impossible("Its folder state is missing."));
        Path other = path.resolve("other");
        CrawlOptions inMemory = CrawlOptions.from("https://example.org/").build();
        CrawlFolder.create(other, Manifest.of(inMemory, NOON)).close();
        assertThat(status(other).continuation())
                .isEqualTo(new Continuation.Impossible("It was begun without keeping its state."));
    }

    @Test
    void withVeryManyHostsTheBusiestStay() throws Exception {
        var records = new StringBuilder();
        for (int i = 0; i < 120_000; i++) {
            records.append(page("http://h" + i + ".example/", 200, 1, 1, NOON));
            if (i % 1000 == 0) {
                records.append(page("http://busy.example/" + i, 200, 1, 1, NOON));
            }
        }
        try (var folder = create()) {
            write(folder, CrawlFolder.PAGES, Compression.NONE, records.toString());
        }
        CrawlStatus status = status(path);
        assertThat(status.pages()).isEqualTo(120_120);
        assertThat(status.areHostsExact()).isFalse();
        assertThat(status.hosts().getFirst())
                .isEqualTo(new CrawlStatus.Host("http://busy.example", 120, 120, 0, Duration.ofMillis(1)));
    }

    @Test
    void aDamagedRecordIsNamedInOneSentence() throws Exception {
        String good = page("https://a.example/", 200, 1, 1, NOON);
        for (String bad :
                List.of("{}\n", "[]\n", "\n", "\0\n", good.replace("200", "\"200\""), good.replace("26-11", "26-13"))) {
            Path at = Files.createTempDirectory(path, "damaged");
            try (var folder = CrawlFolder.create(at, Manifest.of(OPTIONS, NOON))) {
                write(folder, CrawlFolder.PAGES, Compression.NONE, good + bad);
            }
            assertThatThrownBy(() -> status(at))
                    .as(bad)
                    .isInstanceOf(FolderException.class)
                    .hasMessage("The record in line 2 of " + at.resolve(CrawlFolder.PAGES)
                            + " is damaged: restore the file from a copy.");
        }
    }
}
