package ayatori.crawler.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.SinkWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinkIndexTest {
    private static final int RUN_ENTRIES = 50;

    @TempDir
    Path path;

    /** What the index must find: the places of each URL, as text. */
    private final List<List<String>> expected = new ArrayList<>();

    private final Random random = new Random(7);
    private long pagesLength;
    private long skippedLength;

    @BeforeEach
    void create() throws Exception {
        var options = CrawlOptions.from("https://a.example/").build();
        CrawlFolder.create(path, Manifest.of(options, Instant.EPOCH)).close();
        for (int i = 0; i < 30; i++) {
            expected.add(new ArrayList<>());
        }
    }

    private static String url(int number) {
        return "https://a.example/" + number;
    }

    /** Appends records of pages with random links, and of skipped URLs. */
    private void append(int count, Compression compression) throws Exception {
        var pages = new StringBuilder();
        var skipped = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int own = random.nextInt(30);
            Set<Integer> links = new LinkedHashSet<>();
            for (int left = random.nextInt(5); left > 0; left--) {
                links.add(random.nextInt(30));
            }
            int redirect = random.nextInt(30);
            String line = "{\"links\":[%s],\"url\":\"%s\",\"redirectTo\":\"%s#f\"}\n"
                    .formatted(
                            String.join(
                                    ",",
                                    links.stream().map(n -> '"' + url(n) + '"').toList()),
                            url(own),
                            url(redirect));
            long at = pagesLength;
            expected.get(own).add("PAGE " + at);
            links.add(redirect);
            links.forEach(link -> expected.get(link).add("LINK " + at));
            pagesLength += line.length();
            pages.append(line);
            if (i % 3 == 0) {
                String skip = "{\"url\":\"%s\",\"reason\":\"scope\"}\n".formatted(url(own));
                expected.get(own).add("SKIP " + skippedLength);
                skippedLength += skip.length();
                skipped.append(skip);
            }
        }
        write(CrawlFolder.PAGES, compression, pages.toString());
        write(CrawlFolder.SKIPPED, compression, skipped.toString());
    }

    private void write(String name, Compression compression, String records) throws Exception {
        try (var folder = CrawlFolder.open(path);
                var writer = new SinkWriter(folder.sink(name + compression.suffix()), compression)) {
            byte[] bytes = records.getBytes(StandardCharsets.UTF_8);
            writer.add(bytes, bytes.length);
            writer.flush();
        }
    }

    private LinkIndex open() throws FolderException {
        return LinkIndex.open(CrawlReader.open(path), RUN_ENTRIES);
    }

    private void check() throws FolderException, IOException {
        LinkIndex index = open();
        for (int i = 0; i < expected.size(); i++) {
            List<String> found = new ArrayList<>();
            index.find(url(i), (kind, offset) -> found.add(kind + " " + offset));
            assertThat(found).as(url(i)).containsExactlyInAnyOrderElementsOf(expected.get(i));
        }
    }

    private Path head() {
        return path.resolve(LinkIndex.FOLDER).resolve("index.json");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void findsWhatIsInTheFilesAndWhatIsAddedLater(Compression compression) throws Exception {
        check();
        for (int round = 0; round < 4; round++) {
            append(40, compression);
            check();
        }
        String before = Files.readString(head());
        check();
        assertThat(Files.readString(head())).isEqualTo(before);
    }

    @Test
    void aFileThatWasTruncatedAndWrittenAgainIsReadAnew() throws Exception {
        append(40, Compression.NONE);
        check();
        Files.writeString(path.resolve(CrawlFolder.PAGES), "");
        Files.writeString(path.resolve(CrawlFolder.SKIPPED), "");
        expected.forEach(List::clear);
        pagesLength = 0;
        skippedLength = 0;
        append(60, Compression.NONE);
        check();
        Files.delete(path.resolve(CrawlFolder.SKIPPED));
        expected.forEach(places -> places.removeIf(place -> place.startsWith("SKIP")));
        check();
    }

    @Test
    void aDamagedOrOlderIndexIsBuiltAnew() throws Exception {
        append(40, Compression.NONE);
        check();
        Files.writeString(head(), Files.readString(head()).replace("\"version\":1", "\"version\":0"));
        check();
        Files.writeString(head(), "");
        check();
        Files.write(path.resolve(LinkIndex.FOLDER).resolve("run-0"), new byte[5]);
        check();
        Files.delete(path.resolve(LinkIndex.FOLDER).resolve("run-1"));
        check();
    }

    @Test
    void manySmallRunsBecomeOneIndexAgain() throws Exception {
        for (int round = 0; round < 40; round++) {
            append(1, Compression.NONE);
            check();
        }
        try (var files = Files.list(path.resolve(LinkIndex.FOLDER))) {
            assertThat(files.count()).isLessThan(36);
        }
    }

    @Test
    void anIndexThatCannotBeWrittenIsOneSentence() throws Exception {
        Files.writeString(path.resolve(LinkIndex.FOLDER), "");
        assertThatThrownBy(this::open)
                .isInstanceOf(FolderException.class)
                .hasMessage("The index of links in " + path.resolve(LinkIndex.FOLDER)
                        + " cannot be written: there is a file of that name; make it writable, or copy the crawl folder"
                        + " elsewhere.");
    }

    @Test
    void aDamagedRecordIsOneSentence() throws Exception {
        append(1, Compression.NONE);
        write(CrawlFolder.PAGES, Compression.NONE, "{\"links\":[]}\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(FolderException.class)
                .hasMessage("The record in line 2 of " + path.resolve(CrawlFolder.PAGES)
                        + " is damaged: restore the file from a copy.");
    }
}
