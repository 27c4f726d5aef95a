package ayatori.web.url;

import ayatori.web.charset.Encoding;

/**
 * The input of the basic URL parser after its first steps: well-formed UTF-8 without spaces and controls around it and
 * without tabs and newlines anywhere. The bytes after {@code length} have no meaning.
 */
final class ParserInput {
    static final int EOF = -1;

    private final byte[] bytes;
    private final int length;

    private ParserInput(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** Prepares {@code bytes[from..to)}, UTF-8 that may be malformed. */
    static ParserInput of(byte[] bytes, int from, int to) {
        byte[] input = wellFormed(bytes, from, to);
        int start = 0;
        int end = input.length;
        while (start < end && Ascii.isC0ControlOrSpace(input[start])) {
            start++;
        }
        while (end > start && Ascii.isC0ControlOrSpace(input[end - 1])) {
            end--;
        }
        int length = 0;
        for (int i = start; i < end; i++) {
            if (!Ascii.isTabOrNewline(input[i])) {
                input[length++] = input[i];
            }
        }
        return new ParserInput(input, length);
    }

    /** A copy in which malformed UTF-8 is replaced by U+FFFD, as if the text had been decoded. */
    private static byte[] wellFormed(byte[] bytes, int from, int to) {
        return Encoding.UTF_8.toUtf8(bytes, from, to - from);
    }

    /** The byte at an index, or {@link #EOF} after the last. */
    int at(int index) {
        return index < length ? bytes[index] & 0xFF : EOF;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
