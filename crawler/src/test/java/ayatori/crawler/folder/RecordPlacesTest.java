package ayatori.crawler.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordPlacesTest {
    private static final int LINES = 60;

    @TempDir
    Path folder;

    private final StringBuilder text = new StringBuilder();
    private final long[] offsets = new long[LINES];

    /** Makes lines, and gives those from one to another. */
    private byte[] lines(int from, int to) {
        var part = new StringBuilder();
        for (int i = from; i < to; i++) {
            offsets[i] = (long) text.length() + part.length();
            part.append("line ").append(i).append(" x".repeat(i)).append('\n');
        }
        text.append(part);
        return part.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void check(Path file, int count) throws IOException {
        RecordPlaces places = RecordPlaces.of(file);
        for (int i = count - 1; i >= 0; i--) {
            try (RecordLines lines = places.open(offsets[i])) {
                assertThat(lines.advance()).isTrue();
                assertThat(lines.offset()).isEqualTo(offsets[i]);
                assertThat(new String(lines.bytes(), lines.start(), lines.length(), StandardCharsets.US_ASCII))
                        .startsWith("line " + i + (i == 0 ? "" : " x"));
            }
        }
    }

    @Test
    void findsLinesOfAPlainFile() throws Exception {
        check(Files.write(folder.resolve("a.jsonl"), lines(0, LINES)), LINES);
    }

    @Test
    void findsLinesOfFramesOfWhichTheLastIsCutOff() throws Exception {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < LINES; i += 5) {
            bytes.writeBytes(Zstd.compress(lines(i, i + 5)));
        }
        byte[] whole = bytes.toByteArray();
        Path file = folder.resolve("a.jsonl.zst");
        check(Files.write(file, whole), LINES);
        check(Files.write(file, Arrays.copyOf(whole, whole.length - 3)), LINES - 5);
    }

    @Test
    void findsLinesOfAFileThatWasCompressedAnew() throws Exception {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Zstd.compress(lines(0, 10)));
        try (var out = new ZstdOutputStream(bytes)) { // its frame does not tell the length of its content
            out.write(lines(10, LINES));
        }
        check(Files.write(folder.resolve("a.jsonl.zst"), bytes.toByteArray()), LINES);
    }
}
