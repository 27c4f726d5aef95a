package ayatori.crawler.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        }
        assertThat(Files.readString(file)).isEqualTo(expected.toString());
    }

    @Test
    void neverOverwritesAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("records"), "old\n");
        assertThatThrownBy(() -> RecordFile.create(file)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("old\n");
    }
}
