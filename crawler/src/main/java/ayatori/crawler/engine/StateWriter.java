package ayatori.crawler.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes a record of {@link CrawlState}: numbers of eight bytes, texts in UTF-8 after their length. */
final class StateWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    StateWriter number(long number) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return this;
    }

    StateWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    StateWriter optionalText(@Nullable String text) {
        number(text == null ? 0 : 1);
        return text == null ? this : text(text);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    /** The key of something that has a name. */
    static byte[] key(byte[] prefix, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(prefix.length + bytes.length)
                .put(prefix)
                .put(bytes)
                .array();
    }
}
