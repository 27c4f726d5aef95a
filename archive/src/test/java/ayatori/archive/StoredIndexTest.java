package ayatori.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive's index that is stored beside it. */
final class StoredIndexTest {
    private static final String HOME = "https://example.org/";
    private static final String DATE = "2026-01-02T03:04:05Z";

    @TempDir
    Path temporary;

    private Path warc = Path.of("");

    @BeforeEach
    void makeAnArchive() throws Exception {
        warc = sample(2).to(temporary.resolve("a.warc.gz"));
    }

    private static SampleWarc sample(int pages) {
        var sample = new SampleWarc();
        for (int i = 0; i < pages; i++) {
            sample.page(HOME + i, DATE, "<title>Page " + i + "</title>");
        }
        return sample;
    }

    private static long captures(Path archive) throws Exception {
        try (Archive opened = Opening.open(archive, true, 0)) {
            assertThat(opened.pages()).hasSize((int) opened.captureCount());
            try (Stream<?> all = opened.index().all()) {
                assertThat(all).hasSize((int) opened.captureCount());
            }
            return opened.captureCount();
        }
    }

    private List<String> beside() throws Exception {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path stored() {
        return temporary.resolve("a.warc.gz.ayatori-index");
    }

    @Test
    void isMadeOnceAndUsedAsLongAsTheFileIsTheSame() throws Exception {
        assertThat(captures(warc)).isEqualTo(2);
        assertThat(beside()).containsExactly("a.warc.gz", "a.warc.gz.ayatori-index");
        FileTime made = Files.getLastModifiedTime(stored().resolve("index.cdxj"));
        // What stands in it is taken as it is: the WARC file is not read.
        Files.write(warc, new byte[(int) Files.size(warc)]);
        Files.setLastModifiedTime(warc, FileTime.fromMillis(1));
        Files.writeString(
                stored().resolve("index.json"),
                Files.readString(stored().resolve("index.json")).replaceAll("( )[0-9]{10,}\"", "$11\""));
        assertThat(captures(warc)).isEqualTo(2);
        assertThat(Files.getLastModifiedTime(stored().resolve("index.cdxj"))).isEqualTo(made);
    }

    @Test
    void isMadeAnewWhenTheFileHasChanged() throws Exception {
        captures(warc);
        sample(3).to(warc);
        assertThat(captures(warc)).isEqualTo(3);
        byte[] same = Files.readAllBytes(warc);
        Files.write(warc, same);
        Files.setLastModifiedTime(warc, FileTime.fromMillis(1));
        assertThat(captures(warc)).isEqualTo(3);
        assertThat(beside()).hasSize(2);
    }

    @Test
    void isMadeAnewWhenItIsDamaged() throws Exception {
        captures(warc);
        Files.writeString(stored().resolve("index.cdxj"), "");
        assertThat(captures(warc)).isEqualTo(2);
        Files.writeString(stored().resolve("index.json"), "{");
        assertThat(captures(warc)).isEqualTo(2);
        Files.delete(stored().resolve("pages.jsonl"));
        assertThat(captures(warc)).isEqualTo(2);
    }

    @Test
    void aFolderKnowsWhenAFileIsAdded() throws Exception {
        Path folder = temporary.resolve("folder");
        Files.createDirectories(folder);
        Files.copy(warc, folder.resolve("a.warc.gz"));
        assertThat(captures(folder)).isEqualTo(2);
        new SampleWarc().page(HOME + "b", DATE, "b").to(folder.resolve("b.warc.gz"));
        assertThat(captures(folder)).isEqualTo(3);
        Files.delete(folder.resolve("a.warc.gz"));
        assertThat(captures(folder)).isEqualTo(1);
    }

    @Test
    void aSmallArchiveLeavesNothingBehindNorDoesOneThatCannotBeRead() throws Exception {
        Archive.open(warc, true).close();
        Path none = Files.writeString(temporary.resolve("none.warc.gz"), "nothing");
        try {
            Opening.open(none, true, 0).close();
        } catch (ArchiveException e) {
            assertThat(e).hasMessageContaining("none.warc.gz");
        }
        assertThat(beside()).containsExactly("a.warc.gz", "none.warc.gz");
    }

    @Test
    void damageIsToldAgain() throws Exception {
        byte[] whole = Files.readAllBytes(warc);
        Files.write(warc, java.util.Arrays.copyOf(whole, whole.length - 20));
        for (int i = 0; i < 2; i++) {
            try (Archive archive = Opening.open(warc, true, 0)) {
                assertThat(archive.warnings()).singleElement().asString().contains("cut short");
            }
        }
    }
}
