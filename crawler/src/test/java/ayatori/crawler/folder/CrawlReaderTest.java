package ayatori.crawler.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.Change;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.PageError;
import ayatori.crawler.PageHistory;
import ayatori.crawler.SkipReason;
import ayatori.crawler.extract.Extracted;
import ayatori.crawler.extract.PageText;
import ayatori.crawler.frontier.Attempt;
import ayatori.crawler.read.Content;
import ayatori.crawler.read.PageLinks;
import ayatori.crawler.record.JsonLines;
import ayatori.crawler.record.PageRecord;
import ayatori.crawler.record.Revisit;
import ayatori.crawler.record.SkippedRecord;
import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.SinkWriter;
import ayatori.web.charset.Encoding;
import ayatori.web.http.Validators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrawlReaderTest {
    private static final CrawlOptions OPTIONS =
            CrawlOptions.from("https://example.org/").build();

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00.123456789Z");

    /** All that a value can be. */
    private static final Map<String, @Nullable Object> VALUES = values();

    private static final PageText TEXT =
            new PageText("a\n\nb", "# a\n\nb", List.of("a\u202e"), -1L, Map.of("noai", true));

    @TempDir
    Path path;

    private static Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("none", null);
        values.put("text", "\u202e\0\n\ud83d\ude00");
        values.put("whole", 1L << 40);
        values.put("decimal", new BigDecimal("12.5"));
        values.put("flag", true);
        values.put("list", List.of("a", 1L, Map.of("k", List.of())));
        return values;
    }

    @Test
    @SuppressWarnings("NullAway") // it does not see that the values of a record's maps may be null
    void whatAPageRecordWritesComesBackEqual() throws Exception {
        var history = new PageHistory(NOON, 3, 1, NOON, new PageHistory.LastAnswer(NOON, 200, "ff"));
        var full = new PageRecord(
                new PageRecord.Request(
                        "https://example.org/a",
                        2,
                        "https://example.org/",
                        3,
                        true,
                        List.of(
                                new Attempt(1_700_000_000_123L, 45, 503, null),
                                new Attempt(1_700_000_001_000L, 6, 0, "timeout"))),
                new PageRecord.Response(
                        301,
                        "text/html; charset=\"x\"",
                        1L << 40,
                        "length",
                        new Validators("W/\"1\"", "Sat, 28 Nov 2026 12:00:00 GMT"),
                        "00ff",
                        NOON,
                        1_234_567_890),
                new Content(Encoding.UTF_8, "\u3042 \u202e\u0000\n\"", "https://example.org/c", "ja"),
                "https://example.org/b",
                new PageError("timeout", "Too slow."),
                new Revisit(Change.GONE, history),
                new Extracted(VALUES, List.of(), VALUES, TEXT, List.of(), List.of(), null));
        var links = new FixedPageLinks("https://example.org/x", "https://example.org/y");
        var expected = new RecordedPage(
                "https://example.org/a",
                "GET",
                null,
                null,
                301,
                "\u3042 \u202e\u0000\n\"",
                2,
                "https://example.org/",
                "text/html; charset=\"x\"",
                "UTF-8",
                1L << 40,
                Duration.ofMillis(1_234),
                NOON,
                3,
                List.of(
                        new RecordedPage.EarlierAttempt(
                                Instant.ofEpochMilli(1_700_000_000_123L), Duration.ofMillis(45), 503, null),
                        new RecordedPage.EarlierAttempt(
                                Instant.ofEpochMilli(1_700_000_001_000L), Duration.ofMillis(6), 0, "timeout")),
                "length",
                true,
                null,
                "W/\"1\"",
                "Sat, 28 Nov 2026 12:00:00 GMT",
                "00ff",
                "https://example.org/b",
                new PageError("timeout", "Too slow."),
                "https://example.org/c",
                "ja",
                Change.GONE,
                history,
                VALUES,
                VALUES,
                TEXT,
                2,
                List.of("https://example.org/x", "https://example.org/y"),
                List.of(1));
        for (Compression compression : Compression.values()) {
            Path at = path.resolve(compression.name());
            try (var folder = create(at);
                    var writer = writer(folder, CrawlFolder.PAGES, compression)) {
                write(writer, full, links, LinkDetail.ALL);
                assertThat(pages(at)).containsExactly(expected);
            }
        }
    }

    @Test
    void anyRecordComesBackEqual() throws Exception {
        var random = new Random(42);
        try (var folder = create(path);
                var writer = writer(folder, CrawlFolder.PAGES, Compression.ZSTD)) {
            for (int round = 0; round < 200; round++) {
                var record = new PageRecord(
                        new PageRecord.Request(
                                text(random),
                                random.nextInt(9),
                                maybe(random),
                                random.nextInt(4),
                                random.nextBoolean(),
                                List.of()),
                        new PageRecord.Response(
                                random.nextInt(600),
                                maybe(random),
                                random.nextLong(1L << 50),
                                maybe(random),
                                new Validators(maybe(random), maybe(random)),
                                maybe(random),
                                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                                random.nextLong(1L << 40)),
                        new Content(null, maybe(random), maybe(random), maybe(random)),
                        maybe(random),
                        random.nextBoolean() ? new PageError(text(random), text(random)) : null);
                LinkDetail detail = List.copyOf(EnumSet.allOf(LinkDetail.class)).get(round % 3);
                write(writer, record, PageLinks.NONE, detail);
                RecordedPage read = pages(path).getLast();
                assertThat(read)
                        .isEqualTo(new RecordedPage(
                                record.request().url(),
                                "GET",
                                null,
                                null,
                                record.response().status(),
                                record.content().title(),
                                record.request().depth(),
                                record.request().referrer(),
                                record.response().contentType(),
                                null,
                                record.response().bytes(),
                                Duration.ofMillis(record.response().totalNanos() / 1_000_000),
                                record.response().fetchedAt(),
                                record.request().attempts(),
                                List.of(),
                                record.response().truncated(),
                                record.request().isSitemap(),
                                null,
                                record.response().validators().etag(),
                                record.response().validators().lastModified(),
                                record.response().digest(),
                                record.redirectTo(),
                                record.error(),
                                record.content().canonical(),
                                record.content().lang(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                detail == LinkDetail.NONE ? null : 0,
                                detail == LinkDetail.ALL ? List.of() : null,
                                List.of()));
            }
        }
    }

    @Test
    void skippedUrlsComeBackEqual() throws Exception {
        try (var folder = create(path);
                var writer = writer(folder, CrawlFolder.SKIPPED, Compression.NONE)) {
            var lines = new JsonLines();
            for (SkipReason reason : SkipReason.values()) {
                new SkippedRecord("https://example.org/" + reason, reason, null).writeJson(lines);
            }
            new SkippedRecord("https://a.example/", SkipReason.SCOPE, "https://b.example/", "a rule").writeJson(lines);
            new SkippedRecord("https://c.example/", SkipReason.ROBOTS_UNREACHABLE, null, "Nobody answers.", "refused")
                    .writeJson(lines);
            writer.add(lines.bytes(), lines.length());
            writer.flush();
            try (Stream<RecordedSkip> skipped = CrawlReader.open(path).skipped()) {
                assertThat(skipped)
                        .hasSize(SkipReason.values().length + 2)
                        .contains(
                                new RecordedSkip("https://example.org/TRAP", "trap", null, null),
                                new RecordedSkip("https://a.example/", "scope", "https://b.example/", "a rule"),
                                new RecordedSkip(
                                        "https://c.example/",
                                        "robots-unreachable",
                                        null,
                                        "Nobody answers.",
                                        "refused"));
            }
        }
    }

    @Test
    void tellsWhetherTheCrawlRuns() throws Exception {
        try (var folder = create(path)) {
            assertThat(CrawlReader.open(folder.path()).isRunning()).isTrue();
        }
        assertThat(CrawlReader.open(path).isRunning()).isFalse();
    }

    @Test
    void aStreamEndsAtTheLastWholeRecordAndTheNextOneSeesMore() throws Exception {
        try (var folder = create(path);
                var writer = writer(folder, CrawlFolder.PAGES, Compression.NONE)) {
            String line = line("https://example.org/1");
            add(writer, line + line("https://example.org/2").substring(0, 30));
            assertThat(urls()).containsExactly("https://example.org/1");
            add(writer, line("https://example.org/2").substring(30));
            assertThat(urls()).containsExactly("https://example.org/1", "https://example.org/2");
        }
    }

    @Test
    void aKilledCrawlGivesBackWhatIsWholeWhereverItWasCut() throws Exception {
        for (Compression compression : Compression.values()) {
            Path at = path.resolve(compression.name());
            try (var folder = create(at);
                    var writer = writer(folder, CrawlFolder.PAGES, compression)) {
                add(writer, line("https://example.org/1"));
                add(writer, line("https://example.org/2"));
            }
            Path file = at.resolve(CrawlFolder.PAGES + compression.suffix());
            byte[] whole = Files.readAllBytes(file);
            long found = 0;
            for (int length = 0; length <= whole.length; length++) {
                Files.write(file, Arrays.copyOf(whole, length));
                int read = pages(at).size();
                assertThat((long) read).isBetween(found, 2L);
                found = read;
            }
            assertThat(found).isEqualTo(2);
        }
    }

    @Test
    void fieldsOfNewerVersionsAreIgnored() throws Exception {
        try (var folder = create(path);
                var writer = writer(folder, CrawlFolder.PAGES, Compression.NONE)) {
            add(writer, line("https://example.org/").replace("{\"url", "{\"new\":{\"a\":[1,{}]},\"url"));
            assertThat(urls()).containsExactly("https://example.org/");
        }
        Path manifest = path.resolve(Manifest.NAME);
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("\\{", "{\"new\":1,"));
        assertThat(CrawlReader.open(path).manifest().crawlOptions().build()).isEqualTo(OPTIONS);
    }

    @Test
    void aDamagedRecordIsNamedInOneSentence() throws Exception {
        String good = line("https://example.org/");
        List<String> damaged = List.of(
                "{}\n",
                "[]\n",
                "null\n",
                "\n",
                "\0\0\0\n",
                "{\"url\":\n",
                good.replace("\"status\":200", "\"status\":\"200\""),
                good.replace("\"status\":200", "\"status\":99999999999"),
                good.replace("\"depth\":0", "\"depth\":0.5"),
                good.replace("2026-11", "2026-13"));
        for (String line : damaged) {
            Path at = Files.createTempDirectory(path, "damaged");
            try (var folder = create(at);
                    var writer = writer(folder, CrawlFolder.PAGES, Compression.NONE)) {
                add(writer, good + line);
                assertThatThrownBy(() -> pages(at))
                        .as(line)
                        .isInstanceOf(UncheckedIOException.class)
                        .cause()
                        .hasMessage("The record in line 2 of " + at.resolve(CrawlFolder.PAGES)
                                + " is damaged: restore the file from a copy.");
            }
        }
    }

    @Test
    void garbageInACompressedFileIsOneSentence() throws Exception {
        try (var folder = create(path);
                var writer = writer(folder, CrawlFolder.PAGES, Compression.ZSTD)) {
            add(writer, line("https://example.org/"));
            assertThat(urls()).hasSize(1);
        }
        Path file = path.resolve("pages.jsonl.zst");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf("garbage garbage".getBytes(UTF_8), whole.length));
        assertThatThrownBy(this::urls)
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .hasMessageStartingWith(file + " cannot be read beyond its record 0: ");
    }

    @Test
    void aMissingFileIsOneSentence() throws Exception {
        assertThatThrownBy(() -> CrawlReader.open(path.resolve("none")))
                .isInstanceOf(FolderException.class)
                .hasMessage(path.resolve("none") + " is not a crawl folder: it has no crawl.json.");
        create(path).close();
        CrawlReader reader = CrawlReader.open(path);
        assertThatThrownBy(reader::pages)
                .isInstanceOf(FolderException.class)
                .hasMessageStartingWith("The crawl folder " + path + " has no pages.jsonl: ");
        assertThatThrownBy(reader::skipped)
                .isInstanceOf(FolderException.class)
                .hasMessageStartingWith("The crawl folder " + path + " has no skipped.jsonl: ");
        Files.writeString(path.resolve("summary.json"), "{}");
        assertThatThrownBy(reader::summary)
                .isInstanceOf(FolderException.class)
                .hasMessage("The summary " + path.resolve("summary.json") + " is damaged: restore it from a copy.");
    }

    @Test
    void anotherFormatIsRefused() throws Exception {
        create(path).close();
        Files.writeString(path.resolve(Manifest.NAME), "{\"format\": 2, \"program\": \"9.0\"}");
        assertThatThrownBy(() -> CrawlReader.open(path))
                .isInstanceOf(FolderException.class)
                .hasMessageContaining("newer Ayatori (9.0)");
    }

    private List<String> urls() throws Exception {
        return pages(path).stream().map(RecordedPage::url).toList();
    }

    private static List<RecordedPage> pages(Path folder) throws Exception {
        try (Stream<RecordedPage> pages = CrawlReader.open(folder).pages()) {
            return pages.toList();
        }
    }

    private static CrawlFolder create(Path path) throws FolderException {
        return CrawlFolder.create(path, Manifest.of(OPTIONS, NOON));
    }

    private static SinkWriter writer(CrawlFolder folder, String name, Compression compression) throws IOException {
        return new SinkWriter(folder.sink(name + compression.suffix()), compression);
    }

    private static void write(SinkWriter writer, PageRecord record, PageLinks links, LinkDetail detail)
            throws IOException {
        var lines = new JsonLines();
        record.writeJson(lines, links, detail);
        writer.add(lines.bytes(), lines.length());
        writer.flush();
    }

    private static void add(SinkWriter writer, String lines) throws IOException {
        byte[] bytes = lines.getBytes(UTF_8);
        writer.add(bytes, bytes.length);
        writer.flush();
    }

    private static String line(String url) {
        var lines = new JsonLines();
        new PageRecord(
                        new PageRecord.Request(url, 0, null, 1),
                        new PageRecord.Response(200, null, 0, null, Validators.NONE, null, NOON, 0),
                        Content.NONE,
                        null,
                        null)
                .writeJson(lines, PageLinks.NONE, LinkDetail.ALL);
        return new String(lines.toBytes(), UTF_8);
    }

    private static @Nullable String maybe(Random random) {
        return random.nextBoolean() ? text(random) : null;
    }

    /** Any characters, without unpaired surrogates, which UTF-8 does not have. */
    private static String text(Random random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) {
            int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
            text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '?' : c);
        }
        return text.toString();
    }
}
