package ayatori.crawler.record;

import ayatori.crawler.sink.Inert;
import java.io.OutputStream;
import java.util.Arrays;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A buffer of JSON objects, one on each line: write an object with {@link #generator()}, then call {@link #endLine()}.
 * Characters that are not {@link Inert} are escaped. Reused; not safe for use by several threads. After a failed record, {@link
 * #clear()} must be called before the next.
 */
public final class JsonLines {
    private static final JsonFactory JSON = JsonFactory.builder()
            .rootValueSeparator((String) null)
            .characterEscapes(new Inert())
            .build();

    private final Buffer buffer = new Buffer();
    private JsonGenerator generator = newGenerator();

    /** Whether a line was begun and has not been ended. */
    private boolean isInLine;

    private JsonGenerator newGenerator() {
        return JSON.createGenerator(ObjectWriteContext.empty(), buffer, JsonEncoding.UTF8);
    }

    /** {@return the writer of the next object} */
    public JsonGenerator generator() {
        isInLine = true;
        return generator;
    }

    /** Ends the line of the object just written. */
    public void endLine() {
        generator.flush();
        buffer.write('\n');
        isInLine = false;
    }

    /** {@return the array that holds the lines, from its start} */
    public byte[] bytes() {
        return buffer.bytes;
    }

    /** {@return how many bytes the lines take} */
    public int length() {
        return buffer.length;
    }

    /** {@return the lines in an array of their own} */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer.bytes, buffer.length);
    }

    /** Drops the lines, and the record that failed if one did. */
    public void clear() {
        buffer.length = 0;
        if (isInLine) {
            generator = newGenerator(); // the old one would continue inside the failed record
            isInLine = false;
        }
        if (buffer.bytes.length > Buffer.KEPT_BYTES) {
            buffer.bytes = new byte[Buffer.FIRST_BYTES];
        }
    }

    /** A growing array whose bytes can be read in place. */
    private static final class Buffer extends OutputStream {
        static final int FIRST_BYTES = 16 << 10;
        static final int KEPT_BYTES = 4 << 20;

        byte[] bytes = new byte[FIRST_BYTES];
        int length;

        @Override
        public void write(int b) {
            reserve(1);
            bytes[length++] = (byte) b;
        }

        @Override
        public void write(byte[] more, int offset, int count) {
            reserve(count);
            System.arraycopy(more, offset, bytes, length, count);
            length += count;
        }

        private void reserve(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
            }
        }
    }
}
