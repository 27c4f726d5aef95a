package ayatori.crawler.frontier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads back what a {@link ByteWriter} wrote. */
final class ByteReader {
    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** A number of eight bytes. */
    long fixed() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[at++] & 0xFF);
        }
        return value;
    }

    int smallNumber() {
        return Math.toIntExact(number());
    }

    String text() {
        int length = smallNumber();
        var text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        at += length;
        return text;
    }

    byte[] bytes() {
        int length = smallNumber();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** A string of any characters. */
    String string() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    String rest() {
        var text = new String(bytes, at, bytes.length - at, StandardCharsets.ISO_8859_1);
        at = bytes.length;
        return text;
    }

    /** How many bytes were read. */
    int position() {
        return at;
    }

    boolean hasMore() {
        return at < bytes.length;
    }
}
