package ayatori.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ChangesTest {
    private static byte[] bytes(Object text) {
        return text.toString().getBytes(US_ASCII);
    }

    private static Map<String, String> all(Changes changes) {
        var all = new TreeMap<String, String>();
        changes.forEach((key, value) ->
                all.put(new String(key, US_ASCII), value == null ? "deleted" : new String(value, US_ASCII)));
        return all;
    }

    @Test
    void nothingIsLeftOfANewKeyThatIsDeleted() {
        var changes = new Changes();
        changes.putNew(bytes("new"), bytes(1));
        changes.put(bytes("new"), bytes(2));
        changes.put(bytes("old"), bytes(1));
        changes.delete(bytes("new"));
        changes.delete(bytes("old"));
        assertThat(all(changes)).containsExactly(Map.entry("old", "deleted"));
        assertThat(changes.bytes()).isEqualTo(3);
    }

    @Test
    void aKeyThatWasDeletedFirstIsNotNew() {
        var changes = new Changes();
        changes.delete(bytes("a"));
        changes.putNew(bytes("a"), bytes(1));
        assertThat(all(changes)).containsExactly(Map.entry("a", "1"));
        changes.delete(bytes("a"));
        assertThat(all(changes)).containsExactly(Map.entry("a", "deleted"));
    }

    @Test
    void isAMapThatRemembersWhatWasDeleted() {
        for (long seed = 0; seed < 20; seed++) {
            var random = new SplittableRandom(seed);
            var changes = new Changes();
            var model = new HashMap<String, String>();
            Set<String> fresh = new HashSet<>();
            for (int i = 0; i < 20_000; i++) {
                String key = "key " + random.nextInt(3_000);
                if (random.nextBoolean()) {
                    if (model.get(key) == null || model.get(key).equals("deleted")) {
                        if (!model.containsKey(key)) {
                            fresh.add(key);
                        }
                        changes.putNew(bytes(key), bytes(i));
                    } else {
                        changes.put(bytes(key), bytes(i));
                    }
                    model.put(key, String.valueOf(i));
                } else {
                    changes.delete(bytes(key));
                    if (fresh.remove(key)) {
                        model.remove(key);
                    } else {
                        model.put(key, "deleted");
                    }
                }
            }
            assertThat(all(changes)).as("seed %d", seed).isEqualTo(new TreeMap<>(model));
            assertThat(changes.size()).isEqualTo(model.size());
        }
    }
}
