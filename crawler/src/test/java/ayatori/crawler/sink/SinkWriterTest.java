package ayatori.crawler.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
    void aWriterWhoseSinkFailedWritesNothingUntilItIsRolledBack() throws IOException {
        for (Failing.In method : List.of(Failing.In.APPEND, Failing.In.FLUSH)) {
            var sink = new Failing();
            try (var writer = new SinkWriter(sink, Compression.NONE)) {
                add(writer, "committed\n");
                writer.flush();
                writer.committed(writer.mark());
                add(writer, "lost\n");
                sink.failing = method;
                assertThatThrownBy(writer::flush).as(method.name()).hasMessage("No space left on device");
                sink.failing = Failing.In.NOTHING;
                add(writer, "after\n");
                assertThatThrownBy(writer::flush).hasMessage("pages.jsonl could not be written before");
                assertThatThrownBy(writer::mark).isInstanceOf(IllegalStateException.class);

                writer.rollBack();

                assertThat(sink.text()).isEqualTo("committed\n");
                add(writer, "next\n");
                writer.flush();
                assertThat(writer.mark()).isEqualTo(new SinkMark("pages.jsonl", 10, 15, crc("next\n")));
            }
        }
    }

    @Test
    void aRecordTooLargeToGatherIsNotHalfCommittedWhenTheDiskIsFull() throws IOException {
        var sink = new Failing();
        try (var writer = new SinkWriter(sink, Compression.NONE)) {
            sink.failing = Failing.In.APPEND;
            assertThatThrownBy(() -> add(writer, "x".repeat(300 << 10) + "\n")).isInstanceOf(IOException.class);
            assertThat(sink.text()).isNotEmpty();
            writer.rollBack();
            assertThat(sink.text()).isEmpty();
        }
    }

    /** Late bytes whose source can fail. */
    private static final class Later implements LateBytes {
        private final String text;
        private boolean isFailing;
        private boolean isClosed;

        Later(String text) {
            this.text = text;
        }

        @Override
        public long length() {
            return text.length();
        }

        @Override
        public long checksum() {
            return crc(text);
        }

        @Override
        public void to(Target target) throws IOException {
            byte[] bytes = text.getBytes(UTF_8);
            target.add(bytes, 3);
            if (isFailing) {
                throw new IOException("No space left on device");
            }
            target.add(Arrays.copyOfRange(bytes, 3, bytes.length), bytes.length - 3);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    @Test
    void lateRecordsAreInTheirPlaceWhenTheyAreCopied() throws IOException {
        Path file = folder.resolve("some.warc");
        try (var sink = FileSink.create(file);
                var writer = new SinkWriter(sink, Compression.NONE)) {
            var first = new Later("first\n");
            var second = new Later("second\n");
            add(writer, "a\n");
            writer.addLate(first);
            add(writer, "b\n");
            writer.addLate(second);
            add(writer, "c\n");
            writer.flush();
            SinkMark mark = writer.mark();
            assertThat(writer.hasLate()).isTrue();
            writer.copyLate();
            assertThat(writer.hasLate()).isFalse();
            assertThat(first.isClosed && second.isClosed).isTrue();
            assertThat(file).hasContent("a\nfirst\nb\nsecond\nc\n");
            assertThat(mark).isEqualTo(new SinkMark("some.warc", 0, 19, crc("a\nfirst\nb\nsecond\nc\n")));
            assertThat(sink.checksum(0, 19)).isEqualTo(mark.checksum());
        }
    }

    @Test
    void lateRecordsThatCannotBeCopiedAreRolledBack() throws IOException {
        Path file = folder.resolve("some.warc");
        try (var writer = new SinkWriter(FileSink.create(file), Compression.NONE)) {
            add(writer, "committed\n");
            writer.flush();
            writer.committed(writer.mark());
            var late = new Later("some bytes\n");
            late.isFailing = true;
            writer.addLate(late);
            add(writer, "behind\n");
            writer.flush();
            writer.mark();
            assertThatThrownBy(writer::copyLate).hasMessage("No space left on device");
            writer.rollBack();
            assertThat(late.isClosed).isTrue();
            assertThat(file).hasContent("committed\n");
            assertThat(writer.hasLate()).isFalse();
        }
    }

    @Test
    void aSinkThatIsNoFileTakesLateRecordsAtOnce() throws IOException {
        var sink = new Failing();
        try (var writer = new SinkWriter(sink, Compression.NONE)) {
            var late = new Later("some bytes\n");
            writer.addLate(late);
            writer.flush();
            assertThat(sink.text()).isEqualTo("some bytes\n");
            assertThat(late.isClosed).isTrue();
        }
    }

    @Test
    void checksumsOfPartsAreThoseOfTheWhole() {
        byte[] bytes = new byte[5000];
        new Random(1).nextBytes(bytes);
        for (int length : new int[] {0, 1, 2, 63, 64, 1000, 4999, 5000}) {
            var sum = new Crc32c();
            var rest = new CRC32C();
            sum.add(bytes, length);
            rest.update(bytes, length, bytes.length - length);
            sum.add(rest.getValue(), bytes.length - length);
            var whole = new CRC32C();
            whole.update(bytes);
            assertThat(sum.value()).as(length + " bytes").isEqualTo(whole.getValue());
        }
    }

    @Test
    void whatASyncDidNotReachIsNotCommitted() throws IOException {
        var sink = new Failing();
        try (var writer = new SinkWriter(sink, Compression.NONE)) {
            add(writer, "a\n");
            writer.flush();
            writer.mark();
            sink.failing = Failing.In.SYNC;
            assertThatThrownBy(writer::sync).hasMessage("No space left on device");
            writer.rollBack();
            assertThat(sink.text()).isEmpty();
        }
    }

    @Test
    void aRollBackThatFailsCanBeTriedAgain() throws IOException {
        var sink = new Failing();
        try (var writer = new SinkWriter(sink, Compression.NONE)) {
            add(writer, "a\n");
            writer.flush();
            sink.failing = Failing.In.TRUNCATE;
            assertThatThrownBy(writer::rollBack).hasMessage("No space left on device");
            sink.failing = Failing.In.NOTHING;
            writer.rollBack();
            assertThat(sink.text()).isEmpty();
        }
    }

    @Test
    void aNewFileIsForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("pages.jsonl");
        FileSink.create(file).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theSuffixOfANameTellsTheCompression() {
        for (Compression compression : Compression.values()) {
            assertThat(Compression.of("pages.jsonl" + compression.suffix())).isEqualTo(compression);
        }
    }

    /** A sink on a disk that is full now and then. An append writes half of its bytes before it fails. */
    private static final class Failing implements Sink {
        enum In {
            NOTHING,
            APPEND,
            FLUSH,
            SYNC,
            TRUNCATE
        }

        private In failing = In.NOTHING;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        String text() {
            return bytes.toString(UTF_8);
        }

        private void check(In method) throws IOException {
            if (failing == method) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public String name() {
            return "pages.jsonl";
        }

        @Override
        public void append(byte[] more, int offset, int count) throws IOException {
            bytes.write(more, offset, failing == In.APPEND ? count / 2 : count);
            check(In.APPEND);
        }

        @Override
        public void flush() throws IOException {
            check(In.FLUSH);
        }

        @Override
        public void sync() throws IOException {
            check(In.SYNC);
        }

        @Override
        public long length() {
            return bytes.size();
        }

        @Override
        public void truncate(long length) throws IOException {
            check(In.TRUNCATE);
            byte[] kept = Arrays.copyOf(bytes.toByteArray(), (int) length);
            bytes.reset();
            bytes.writeBytes(kept);
        }

        @Override
        public void close() {
            // nothing is open
        }
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
