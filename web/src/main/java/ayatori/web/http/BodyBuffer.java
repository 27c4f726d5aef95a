package ayatori.web.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The bytes of a body that a handler has received and the task has not read: one array, filled at the end and read from the
 * start.
 *
 * <p>With a Content-Length the array has that size, so a body that is read whole is not copied again. Of a large length
 * only a part is allocated before data has come. Bytes never move within an array: a decoder may still be reading them.
 */
final class BodyBuffer {
    /** How much is allocated because of a Content-Length alone. */
    private static final int FIRST_BYTES_MAX = 128 << 10;

    private static final int FIRST_BYTES_UNKNOWN = 16 << 10;
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int read;
    private int written;
    private long expected = -1;

    /** Sets how many bytes will come in all, -1 for unknown. */
    void expect(long contentLength) {
        expected = contentLength;
    }

    /** How many bytes will come in all, -1 for unknown. */
    long expected() {
        return expected;
    }

    int size() {
        return written - read;
    }

    void append(ByteBuf data) {
        int length = data.readableBytes();
        makeRoom(length);
        data.readBytes(bytes, written, length);
        written += length;
    }

    private void makeRoom(int length) {
        if (length <= bytes.length - written) {
            return;
        }
        int size = size();
        if (size == 0 && read > 0 && length <= bytes.length) {
            read = 0;
            written = 0;
            return;
        }
        int capacity;
        if (bytes.length == 0) {
            capacity = expected >= 0 ? (int) Math.min(expected, FIRST_BYTES_MAX) : FIRST_BYTES_UNKNOWN;
        } else if (read > 0 && size + length <= bytes.length) {
            capacity = bytes.length;
        } else {
            capacity = bytes.length * 2;
            if (read == 0 && expected > 0 && expected < capacity) {
                capacity = (int) expected;
            }
        }
        bytes = Arrays.copyOfRange(bytes, read, read + Math.max(capacity, size + length));
        read = 0;
        written = size;
    }

    /** Moves at most {@code length} bytes to {@code into}; how many, 0 when there are none. */
    int take(byte[] into, int offset, int length) {
        int taken = Math.min(length, size());
        System.arraycopy(bytes, read, into, offset, taken);
        read += taken;
        return taken;
    }

    /** Takes all bytes, the first {@code max} of them if there are more. */
    byte[] takeAll(int max) {
        byte[] all = read == 0 && written == bytes.length && written <= max
                ? bytes
                : Arrays.copyOfRange(bytes, read, read + Math.min(size(), max));
        bytes = NONE;
        read = 0;
        written = 0;
        return all;
    }

    /** The array that holds the bytes, from {@link #start()} on, {@link #size()} of them. */
    byte[] array() {
        return bytes;
    }

    int start() {
        return read;
    }

    /** Drops the first {@code count} bytes, which have been read from {@link #array()}. */
    void skip(int count) {
        read += count;
    }
}
