package ayatori.web.html;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decoded bytes in UTF-8, in an array that grows and is reused. */
final class Utf8Buffer {
    private static final int BYTES_AT_FIRST = 256;

    /** A larger array is not kept for the next use. */
    private static final int BYTES_KEPT_MAX = 1 << 20;

    private byte[] bytes = new byte[BYTES_AT_FIRST];
    private int length;

    /** The array in use until the next append. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        if (bytes.length > BYTES_KEPT_MAX) {
            bytes = new byte[BYTES_AT_FIRST];
        }
    }

    void append(byte b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = b;
    }

    void append(byte[] source, int start, int end) {
        int needed = length + end - start;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
        System.arraycopy(source, start, bytes, length, end - start);
        length = needed;
    }

    void appendCodePoint(int codePoint) {
        if (codePoint < 0x80) {
            append((byte) codePoint);
        } else if (codePoint < 0x800) {
            append((byte) (0xC0 | codePoint >> 6));
            appendContinuation(codePoint);
        } else if (codePoint < 0x10000) {
            append((byte) (0xE0 | codePoint >> 12));
            appendContinuation(codePoint >> 6);
            appendContinuation(codePoint);
        } else {
            append((byte) (0xF0 | codePoint >> 18));
            appendContinuation(codePoint >> 12);
            appendContinuation(codePoint >> 6);
            appendContinuation(codePoint);
        }
    }

    private void appendContinuation(int bits) {
        append((byte) (0x80 | (bits & 0x3F)));
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
