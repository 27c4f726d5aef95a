package ayatori.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.store.KeyValueStore.Entries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RocksDB's files, cut off or with a flipped bit: a store that once was, or a refusal in words. */
final class DamagedDatabaseTest {
    private static final int TRIALS_OF_A_FILE = Integer.getInteger("damage.trials", 12);

    private static final int CUT_STEP = Integer.getInteger("damage.step", 29);

    @TempDir
    private Path folder = Path.of("");

    private final List<List<String>> states = new ArrayList<>(List.of(List.of()));

    @Test
    void aDamagedFileLeavesAStateThatOnceWas() throws IOException {
        Path whole = folder.resolve("whole");
        fill(whole);
        var random = new SplittableRandom(1);
        int opened = 0;
        int refused = 0;
        for (Path file : files(whole)) {
            int length = (int) Files.size(file);
            for (int i = 0; i < (length == 0 ? 0 : TRIALS_OF_A_FILE); i++) {
                byte[] bytes = Files.readAllBytes(file);
                int at = random.nextInt(length);
                boolean isCut = random.nextBoolean();
                if (isCut) {
                    bytes = Arrays.copyOf(bytes, at);
                } else {
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                }
                Path damaged = folder.resolve("damaged-" + file.getFileName() + "-" + i);
                copy(whole, damaged);
                Files.write(damaged.resolve(file.getFileName().toString()), bytes);
                try (RocksStore store = RocksStore.open(damaged, 0)) {
                    assertThat(states)
                            .as("%s, %s at %d of %d", file.getFileName(), isCut ? "cut" : "flipped", at, length)
                            .contains(contents(store));
                    opened++;
                } catch (IOException | UncheckedIOException e) {
                    assertThat(e).hasMessageNotContaining("Exception");
                    refused++;
                }
            }
        }
        assertThat(opened).isPositive();
        assertThat(refused).isPositive();
    }

    /**
     * The list of tables, cut off anywhere, of a store that wrote tables and was killed. The log of what is in a table is
     * deleted, so a table that is missed leaves a gap between the others and the next log.
     */
    @Test
    void aTableIsNotMissed() throws IOException {
        Path killed = folder.resolve("killed");
        Path running = folder.resolve("running");
        try (Database database = Database.open(running)) {
            for (int flush = 0; flush < 3; flush++) {
                commits(database, 3);
                database.flush();
            }
            commits(database, 3);
            copy(running, killed);
        }
        Path manifest = files(killed).stream()
                .filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
                .findFirst()
                .orElseThrow();
        byte[] whole = Files.readAllBytes(manifest);
        int opened = 0;
        int refused = 0;
        for (int length = 0; length < whole.length; length += CUT_STEP) {
            Path damaged = folder.resolve("cut-" + length);
            copy(killed, damaged);
            Files.write(damaged.resolve(manifest.getFileName().toString()), Arrays.copyOf(whole, length));
            try (RocksStore store = RocksStore.open(damaged, 0)) {
                assertThat(states).as("cut at %d of %d", length, whole.length).contains(contents(store));
                opened++;
            } catch (IOException | UncheckedIOException e) {
                assertThat(e).hasMessageNotContaining("Exception");
                refused++;
            }
        }
        assertThat(opened).isPositive();
        assertThat(refused).isPositive();
    }

    private void commits(Database database, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            var changes = new Changes();
            for (int key = 0; key < 20; key++) {
                changes.put(new byte[] {'Q', (byte) (states.size() * 7 + key)}, new byte[] {(byte) i, (byte) key});
                changes.put(new byte[] {'H', (byte) key}, new byte[] {(byte) states.size()});
            }
            database.write(changes);
            states.add(contents(database));
        }
    }

    private static List<String> contents(Database database) throws IOException {
        List<String> found = new ArrayList<>();
        for (byte kind : new byte[] {'H', 'Q'}) {
            try (Database.Cursor cursor = database.cursor(new byte[] {kind}, new byte[] {(byte) (kind + 1)})) {
                for (byte[] key = cursor.key(); key != null; cursor.next(), key = cursor.key()) {
                    found.add(
                            HexFormat.of().formatHex(key) + "=" + HexFormat.of().formatHex(cursor.value()));
                }
            }
        }
        return found;
    }

    /** A store whose log has commits, over a table of earlier ones. */
    private void fill(Path state) throws IOException {
        for (boolean isLast : new boolean[] {true, false}) {
            try (RocksStore store = RocksStore.open(state, 0)) {
                for (int i = 0; i < 10; i++) {
                    for (int key = 0; key < 20; key++) {
                        store.put(new byte[] {'Q', (byte) (states.size() * 7 + key)}, new byte[] {(byte) i, (byte) key
                        });
                        store.put(new byte[] {'H', (byte) key}, new byte[] {(byte) states.size()});
                    }
                    (isLast && i == 9 ? store.freezeLast() : store.freeze()).write();
                    states.add(contents(store));
                }
            }
        }
    }

    private static List<String> contents(RocksStore store) {
        List<String> found = new ArrayList<>();
        for (byte kind : new byte[] {'H', 'Q'}) {
            try (Entries entries = store.scan(new byte[] {kind}, new byte[] {(byte) (kind + 1)})) {
                while (entries.next()) {
                    found.add(HexFormat.of().formatHex(entries.key()) + "="
                            + HexFormat.of().formatHex(entries.value()));
                }
            }
        }
        return found;
    }

    private static List<Path> files(Path state) throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("LO"))
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName().toString()));
        }
    }
}
