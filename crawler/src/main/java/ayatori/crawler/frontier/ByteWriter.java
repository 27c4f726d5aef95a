package ayatori.crawler.frontier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds a record's bytes; reused from record to record. Numbers that are mostly small take seven bits a byte. */
final class ByteWriter {
    private byte[] bytes;
    private int length;

    ByteWriter() {
        this(256);
    }

    /** A writer with room for so many bytes; it grows if need be. */
    ByteWriter(int bytes) {
        this.bytes = new byte[bytes];
    }

    /** Starts a new record. */
    ByteWriter begin() {
        length = 0;
        return this;
    }

    ByteWriter number(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** Writes a number in eight bytes. */
    ByteWriter fixed(long value) {
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Writes an ASCII string, its length first. */
    ByteWriter text(String text) {
        number(text.length());
        return rest(text, 0);
    }

    /** Writes an ASCII string from an index on, as the record's last field. */
    ByteWriter rest(String text, int from) {
        reserve(text.length() - from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7F) {
                throw new IllegalArgumentException("not an ASCII string: " + text);
            }
            bytes[length++] = (byte) c;
        }
        return this;
    }

    /** Writes bytes, their number first. */
    ByteWriter bytes(byte[] value) {
        number(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    /** Writes any string, the length of its UTF-8 first. */
    ByteWriter string(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes what another writer holds, as it is. */
    ByteWriter append(ByteWriter other) {
        reserve(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
        return this;
    }

    /** How many bytes were written. */
    int length() {
        return length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
