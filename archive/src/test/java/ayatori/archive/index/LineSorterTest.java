package ayatori.archive.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineSorterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 500, 1_000_000})
    void sortsMoreThanFitsIntoMemory(long memory) throws Exception {
        var random = new Random(7);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            lines.add(Integer.toString(random.nextInt(200), 36) + (i % 7 == 0 ? "é" : ""));
        }
        var out = new ByteArrayOutputStream();
        try (var sorter = new LineSorter(folder, memory)) {
            for (String line : lines) {
                sorter.add(line);
            }
            assertThat(sorter.writeTo(out)).isEqualTo(new TreeSet<>(lines).size());
        }
        assertThat(out.toString(UTF_8).lines()).containsExactlyElementsOf(new TreeSet<>(lines));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theIndexFindsEveryKeyAndNoOther() throws Exception {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            urls.add("https://example.org/" + "x".repeat(i % 40) + i);
        }
        Collections.shuffle(urls, new Random(3));
        Path file = folder.resolve("index");
        try (var sorter = new LineSorter(folder, 2_000);
                var out = Files.newOutputStream(file)) {
            for (String url : urls) {
                sorter.add(new Capture(
                                Capture.keyOf(url),
                                "20260101000000",
                                url,
                                "text/html",
                                200,
                                null,
                                "GET",
                                "a.warc.gz",
                                7,
                                9)
                        .toLine());
            }
            sorter.writeTo(out);
        }
        try (CaptureIndex index = CaptureIndex.open(file)) {
            for (String url : urls) {
                try (Stream<Capture> found = index.of(url)) {
                    assertThat(found.map(Capture::url)).containsExactly(url);
                }
                try (Stream<Capture> found = index.of(url + "!")) {
                    assertThat(found).isEmpty();
                }
            }
            try (Stream<Capture> found = index.startingWith("org,example)/xx1")) {
                assertThat(found.count())
                        .isEqualTo(urls.stream()
                                .filter(url -> url.contains("/xx1"))
                                .count());
            }
        }
    }

    @Test
    void anEmptyIndexHasNothing() throws Exception {
        try (CaptureIndex index = CaptureIndex.open(Files.createFile(folder.resolve("index")));
                Stream<Capture> found = index.of("https://example.org/")) {
            assertThat(found).isEmpty();
        }
    }

    @Test
    void readsWhatOtherToolsWrite() {
        Capture capture = Capture.parse(
                "org,example)/ 20200101000000123 {\"url\": \"https://example.org/\", \"mime\": \"text/html\", \"status\": 200,"
                        + " \"digest\": \"sha-256:00\", \"length\": 10, \"offset\": \"33\", \"filename\": \"x.warc.gz\", \"more\": []}");
        assertThat(capture)
                .isEqualTo(new Capture(
                        "org,example)/",
                        "20200101000000123",
                        "https://example.org/",
                        "text/html",
                        200,
                        "sha-256:00",
                        "GET",
                        "x.warc.gz",
                        33,
                        10));
        assertThat(Capture.parse("!meta 0 {\"format\": \"cdxj-gzip-1.0\"}")).isNull();
    }
}
