package ayatori.crawler.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordFileTest {
    @Test
    void keepsRecordsInOrderWhateverTheirSize(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("records");
        var expected = new StringBuilder();
        try (RecordFile records = RecordFile.create(file)) {
            for (int length : new int[] {1, 100_000, 250_000, 3, 1_000_000, 5}) {
                String record = "x".repeat(length) + "\n";
                expected.append(record);
                records.append(record.getBytes(StandardCharsets.US_ASCII), record.length());
            }
            assertThat(records.uncommittedBytes()).isEqualTo(expected.length());
            records.flush();
            records.commit();
            assertThat(records.uncommittedBytes()).isZero();
        }
        assertThat(Files.readString(file)).isEqualTo(expected.toString());
    }

    @Test
    void neverOverwritesAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("records"), "old\n");
        assertThatThrownBy(() -> RecordFile.create(file)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("old\n");
    }

    @Test
    void holdsWhatWasCommittedWhenTheDiskIsFull(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("records");
        byte[] record = ("x".repeat(999) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (var records = new RecordFile(new SmallDisk(open(file), 2_500))) {
            records.append(record, record.length);
            records.flush();
            records.commit();
            records.append(record, record.length);
            records.append(record, record.length);
            assertThatThrownBy(records::flush).hasMessage("No space left on device");
            records.rollback();
            assertThatThrownBy(() -> records.append(record, record.length)).isInstanceOf(IOException.class);
            assertThatThrownBy(records::flush).isInstanceOf(IOException.class);
        }
        assertThat(Files.size(file)).isEqualTo(1_000);
    }

    @Test
    void holdsOnlyWhatWasCommittedWhenItIsClosed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("records");
        try (var records = new RecordFile(open(file))) {
            records.append("kept\n".getBytes(StandardCharsets.US_ASCII), 5);
            records.flush();
            records.commit();
            records.append("dropped\n".getBytes(StandardCharsets.US_ASCII), 8);
            records.flush();
        }
        assertThat(file).hasContent("kept\n");
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
