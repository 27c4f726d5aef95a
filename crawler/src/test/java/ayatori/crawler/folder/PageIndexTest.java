package ayatori.crawler.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.SinkWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PageIndexTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00.123Z");

    @TempDir
    private Path path;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void findsEachOfManyRecords(Compression compression) throws Exception {
        try (var folder = CrawlFolder.create(path, Manifest.of(options(), NOON));
                var writer = new SinkWriter(folder.sink(CrawlFolder.PAGES + compression.suffix()), compression)) {
            for (int i = 0; i < 10_000; i++) {
                add(writer, line(url(i), 200 + i % 300, "title " + i + "x".repeat(i % 700)));
                if (i % 997 == 0) {
                    writer.flush();
                }
            }
            add(writer, line(url(7), 404, "again"));
            writer.flush();
        }
        try (PageIndex index = CrawlReader.open(path).index(page -> page.status() == 299)) {
            assertThat(index.size()).isEqualTo(10_000);
            for (int i = 0; i < 10_000; i += 13) {
                RecordedPage page = requireNonNull(index.find(url(i)));
                assertThat(page.title()).startsWith("title " + i + "x".repeat(i % 700));
                assertThat(index.visitedAt(url(i))).isEqualTo(NOON);
                assertThat(index.isMarked(url(i))).isEqualTo(i % 300 == 99);
            }
            assertThat(requireNonNull(index.find(url(7))).status())
                    .as("the latest record counts")
                    .isEqualTo(404);
            assertThat(index.find(url(10_000))).isNull();
            assertThat(index.visitedAt(url(10_000))).isNull();
            assertThat(index.isMarked(url(10_000))).isFalse();
            List<String> all = new ArrayList<>();
            PageIndex.Pages pages = index.pages();
            while (pages.next(page -> all.add(page.url()))) {}
            assertThat(all).hasSize(10_001).startsWith(url(0), url(1)).endsWith(url(9_999), url(7));
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void ignoresAnEndThatIsCutOff(Compression compression) throws Exception {
        Path file = path.resolve(CrawlFolder.PAGES + compression.suffix());
        try (var folder = CrawlFolder.create(path, Manifest.of(options(), NOON));
                var writer = new SinkWriter(folder.sink(file.getFileName().toString()), compression)) {
            add(writer, line(url(1), 200, "one"));
            writer.flush();
            add(writer, line(url(2), 200, "two"));
            writer.flush();
        }
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 1; cut < 60; cut++) {
            Files.write(file, Arrays.copyOf(whole, whole.length - cut));
            try (PageIndex index = CrawlReader.open(path).index(_ -> false)) {
                assertThat(index.find(url(1))).isNotNull();
                assertThat(index.find(url(2))).isNull();
            }
        }
    }

    @Test
    void readsWhatWasNotVisitedToo() throws Exception {
        CrawlFolder.create(path, Manifest.of(options(), NOON)).close();
        Files.writeString(path.resolve(CrawlFolder.NOT_VISITED), line(url(1), 200, "old") + line(url(2), 200, "old"));
        Files.writeString(path.resolve(CrawlFolder.PAGES), line(url(2), 200, "new"));
        try (PageIndex index = CrawlReader.open(path).index(_ -> false)) {
            assertThat(requireNonNull(index.find(url(1))).title()).isEqualTo("old");
            assertThat(requireNonNull(index.find(url(2))).title()).isEqualTo("new");
        }
    }

    @Test
    void namesTheFileThatIsDamaged() throws Exception {
        CrawlFolder.create(path, Manifest.of(options(), NOON)).close();
        Path file = path.resolve(CrawlFolder.PAGES);
        for (String damaged : List.of("{\"url\":", "[]", "{}", "{\"url\":7}", "", "\0\0")) {
            Files.writeString(file, line(url(1), 200, "one") + damaged + "\n");
            assertThatThrownBy(() -> CrawlReader.open(path).index(_ -> false).close())
                    .as(damaged)
                    .isInstanceOf(FolderException.class)
                    .hasMessage("A record in " + file + " is damaged: restore the file from a copy.");
        }
    }

    @Test
    void tellsWhenTheFileBecomesShorter() throws Exception {
        CrawlFolder.create(path, Manifest.of(options(), NOON)).close();
        Path file = path.resolve(CrawlFolder.PAGES);
        Files.writeString(file, line(url(1), 200, "one"));
        try (PageIndex index = CrawlReader.open(path).index(_ -> false)) {
            Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            assertThatThrownBy(() -> index.find(url(1)))
                    .hasMessageContaining(file + " cannot be read any more")
                    .hasMessageContaining("has become shorter");
        }
    }

    private static CrawlOptions options() {
        return CrawlOptions.from("https://example.org/").build();
    }

    private static String url(int number) {
        return "https://example.org/page/" + number;
    }

    private static String line(String url, int status, String title) {
        return "{\"url\":\"" + url + "\",\"status\":" + status + ",\"title\":\"" + title
                + "\",\"depth\":1,\"bytes\":0,\"elapsedMs\":1,\"fetchedAt\":\"" + NOON
                + "\",\"attempts\":1,\"links\":[\"https://example.org/\"]}\n";
    }

    private static void add(SinkWriter writer, String line) throws IOException {
        byte[] bytes = line.getBytes(UTF_8);
        writer.add(bytes, bytes.length);
    }
}
