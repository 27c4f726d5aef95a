package ayatori.crawler.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkWriterTest {
    @TempDir
    Path folder;

    @Test
    void recordsAreVisibleAfterAFlush() throws IOException {
        Path file = folder.resolve("pages.jsonl");
        try (var writer = new SinkWriter(FileSink.create(file), Compression.NONE)) {
            add(writer, "a\n");
            assertThat(file).hasContent("");
            writer.flush();
            assertThat(file).hasContent("a\n");
        }
    }

    @Test
    void aMarkCoversWhatWasAddedSinceTheOneBefore() throws IOException {
        try (var sink = FileSink.create(folder.resolve("pages.jsonl"));
                var writer = new SinkWriter(sink, Compression.NONE)) {
            add(writer, "first\n");
            writer.flush();
            SinkMark first = writer.mark();
            add(writer, "second\n");
            writer.flush();
            SinkMark second = writer.mark();

            assertThat(first).isEqualTo(new SinkMark("pages.jsonl", 0, 6, crc("first\n")));
            assertThat(second).isEqualTo(new SinkMark("pages.jsonl", 6, 13, crc("second\n")));
            assertThat(sink.checksum(6, 13)).isEqualTo(second.checksum());
        }
    }

    @Test
    void nothingMayBeGatheredWhenAMarkIsTaken() throws IOException {
        try (var writer = new SinkWriter(FileSink.create(folder.resolve("pages.jsonl")), Compression.NONE)) {
            add(writer, "a\n");
            assertThatThrownBy(writer::mark)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("2 bytes");
        }
    }

    @Test
    void rollingBackDropsWhatNoCommitRecorded() throws IOException {
        Path file = folder.resolve("pages.jsonl");
        try (var writer = new SinkWriter(FileSink.create(file), Compression.NONE)) {
            add(writer, "committed\n");
            writer.flush();
            writer.committed(writer.mark());
            add(writer, "marked\n");
            writer.flush();
            writer.mark();
            add(writer, "flushed\n");
            writer.flush();
            add(writer, "gathered\n");

            writer.rollBack();

            assertThat(file).hasContent("committed\n");
        }
    }

    @Test
    void compressedRecordsAreFramesThatReadAsOneStream() throws IOException {
        Path file = folder.resolve("pages.jsonl.zst");
        try (var writer = new SinkWriter(FileSink.create(file), Compression.ZSTD)) {
            add(writer, "one\n");
            writer.flush();
            add(writer, "two\n");
            writer.flush();
            assertThat(writer.mark().length()).isEqualTo(Files.size(file));
        }
        try (var in = new ZstdInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("one\ntwo\n");
        }
    }

    @Test
    void recordsOfAnySizeKeepTheirOrder() throws IOException {
        Path file = folder.resolve("pages.jsonl");
        String large = "x".repeat(300 << 10) + "\n";
        try (var writer = new SinkWriter(FileSink.create(file), Compression.NONE)) {
            add(writer, "before\n");
            add(writer, large);
            add(writer, "after\n");
            writer.flush();
        }
        assertThat(file).hasContent("before\n" + large + "after\n");
    }

    @Test
    void aFileThatIsShorterThanWrittenCannotBeTruncatedToItsLength() throws IOException {
        Path file = folder.resolve("pages.jsonl");
        Files.writeString(file, "short");
        try (var sink = FileSink.open(file)) {
            assertThatThrownBy(() -> sink.truncate(6))
                    .isInstanceOf(IOException.class)
                    .hasMessage("pages.jsonl has 5 bytes, but 6 were written to it");
        }
    }

    private static void add(SinkWriter writer, String records) throws IOException {
        byte[] bytes = records.getBytes(UTF_8);
        writer.add(bytes, bytes.length);
    }

    private static long crc(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return crc.getValue();
    }
}
