package ayatori.crawler.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.sink.Sink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimulatedDiskTest {
    private final SimulatedDisk disk = SimulatedDisk.atOnce(new SplittableRandom(1));

    @Test
    void aCrashKeepsWhatWasSyncedAndSomeOfTheRest() throws IOException {
        Set<Integer> lengths = new HashSet<>();
        boolean isGarbled = false;
        for (int seed = 0; seed < 100; seed++) {
            SimulatedDisk crashing = SimulatedDisk.atOnce(new SplittableRandom(seed));
            Sink sink = crashing.sink("a");
            append(sink, "synced ");
            sink.sync();
            append(sink, "lost");
            crashing.crash();
            String left = text(crashing);
            assertThat(left).startsWith("synced ").hasSizeLessThanOrEqualTo("synced lost".length());
            lengths.add(left.length());
            isGarbled |= !"synced lost".startsWith(left);
        }
        assertThat(lengths).containsExactlyInAnyOrder(7, 8, 9, 10, 11);
        assertThat(isGarbled).isTrue();
    }

    @Test
    void aKilledProcessLeavesAllThatItAppended() throws IOException {
        append(disk.sink("a"), "not synced");
        disk.kill();
        assertThat(text(disk)).isEqualTo("not synced");
    }

    @Test
    void whatWasHandedOutFailsAfterACrash() throws IOException {
        Sink sink = disk.sink("a");
        disk.crash();
        assertThatThrownBy(() -> append(sink, "late")).isInstanceOf(IOException.class);
        assertThatThrownBy(sink::sync).isInstanceOf(IOException.class);
        append(disk.sink("a"), "new");
        assertThat(text(disk)).isEqualTo("new");
    }

    @Test
    void isUsedAfterTheFirstProcess() {
        assertThat(disk.isUsed()).isFalse();
        disk.kill();
        assertThat(disk.isUsed()).isTrue();
    }

    @Test
    void aFailingDiskTakesAPartOfWhatIsAppended() throws IOException {
        Sink sink = disk.sink("a");
        append(sink, "whole ");
        disk.failing(1);
        assertThatThrownBy(() -> append(sink, "partial"))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device (appending to a)");
        assertThat("whole partial").startsWith(text(disk));
        sink.truncate(6);
        disk.failing(0);
        append(sink, "again");
        assertThat(text(disk)).isEqualTo("whole again");
    }

    @Test
    void aSinkChecksItsLength() throws IOException {
        Sink sink = disk.sink("a");
        append(sink, "1234");
        sink.truncate(2);
        assertThat(sink.length()).isEqualTo(2);
        assertThatThrownBy(() -> sink.truncate(3)).isInstanceOf(IOException.class);
        assertThat(sink.checksum(0, 2)).isNotEqualTo(sink.checksum(0, 1));
    }

    private static void append(Sink sink, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        sink.append(bytes, 0, bytes.length);
    }

    private static String text(SimulatedDisk disk) {
        return new String(disk.contents("a"), StandardCharsets.ISO_8859_1);
    }
}
