package ayatori.crawler.engine;

import ayatori.crawler.store.KeyValueStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote. */
final class StateReader {
    private final ByteBuffer in;

    StateReader(byte[] record) {
        this.in = ByteBuffer.wrap(record);
    }

    long number() {
        return in.getLong();
    }

    String text() {
        byte[] bytes = new byte[Math.toIntExact(number())];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Nullable String optionalText() {
        return number() == 0 ? null : text();
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    /** Gives the name and the value of each entry whose key has a prefix. */
    static void forEach(KeyValueStore store, byte[] prefix, BiConsumer<String, byte[]> consumer) {
        byte[] end = prefix.clone();
        end[end.length - 1]++;
        try (KeyValueStore.Entries entries = store.scan(prefix, end)) {
            while (entries.next()) {
                byte[] key = entries.key();
                byte[] name = Arrays.copyOfRange(key, prefix.length, key.length);
                consumer.accept(new String(name, StandardCharsets.UTF_8), entries.value());
            }
        }
    }
}
