package ayatori.web.charset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A decoder of the Encoding Standard, which reads one byte sequence at a time: what its handler does up to the next code
 * point or error. {@link #toUtf8} decodes pages; {@link CharDecoder} makes a {@link java.nio.charset.CharsetDecoder} of it.
 *
 * <p>A step is the length of the sequence in its three lowest bits, and above them a code point or one of the values beyond
 * the last code point that are defined here. Where the standard gives bytes back to the stream, the length leaves them out.
 */
abstract class ByteDecoder {
    /** The step of input that ends inside a sequence. */
    static final int INCOMPLETE = 0;

    /** In place of a code point: "return error". */
    static final int ERROR = 0x110000;

    /** In place of a code point: the sequence has no output. */
    static final int NOTHING = 0x110001;

    /** In place of a code point: two of them, the first one above the twelve bits of the second. */
    static final int PAIR = 0x200000;

    private static final char[] NO_CHARACTERS = {};
    private static final int SINGLES = 1 << 7;
    private static final int PAIRS = 1 << 15;

    /** How many steps a decoder without {@link #characters} takes before it looks for ASCII again. */
    private static final int STEPS_AT_ONCE = 64;

    private static final int LENGTH_BITS = 3;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    /** The longest output of a step, in UTF-8. */
    private static final int STEP_BYTES_MAX = 4;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NON_ASCII = 0x8080808080808080L;

    /** The output of {@link #toUtf8}, and how much of it there is. */
    private byte[] out = {};

    private int length;

    /** Decodes the sequence at {@code in[at]}, where {@code at < end}. Only a complete one may change the state. */
    abstract int next(byte[] in, int at, int end);

    /** The step at {@code in[at]} where {@link #next} is incomplete and no more input comes. */
    int last(byte[] in, int at, int end) {
        return error(end - at);
    }

    /** Where the bytes that begin at {@code at} and stand for themselves end. */
    int asciiEnd(byte[] in, int at, int to) {
        int end = at;
        while (to - end >= Long.BYTES && ((long) LONG.get(in, end) & NON_ASCII) == 0) {
            end += Long.BYTES;
        }
        while (end < to && in[end] >= 0) {
            end++;
        }
        return end;
    }

    /**
     * The characters that most text in this encoding is made of, so that they take no step each: by the lowest seven bits of
     * a single byte, or by those of a lead byte and all of a trail byte. They are in plane 0 and not ASCII; 0 where there is
     * none. Empty if steps do. All other bytes below 0x80 stand for themselves.
     */
    char[] characters() {
        return NO_CHARACTERS;
    }

    /** The {@link #characters} of {@code decoder} that have two bytes. */
    static char[] pairs(ByteDecoder decoder) {
        char[] pairs = new char[PAIRS];
        byte[] bytes = new byte[2];
        for (int pair = 0; pair < PAIRS; pair++) {
            bytes[0] = (byte) (0x80 | pair >> Byte.SIZE);
            bytes[1] = (byte) pair;
            int step = decoder.next(bytes, 0, 2);
            boolean isPair = length(step) == 2 && value(step) >= 0x80 && value(step) < 0x10000;
            pairs[pair] = isPair ? (char) value(step) : 0;
        }
        return pairs;
    }

    /** Is ready for another text. */
    void reset() {}

    static int step(int value, int length) {
        return value << LENGTH_BITS | length;
    }

    static int error(int length) {
        return ERROR << LENGTH_BITS | length;
    }

    /** An error in a sequence of two bytes: the second one goes back to the stream if it is ASCII. */
    static int errorBefore(int trail) {
        return error(trail < 0x80 ? 1 : 2);
    }

    static int length(int step) {
        return step & LENGTH_MASK;
    }

    static int value(int step) {
        return step >>> LENGTH_BITS;
    }

    /** Decodes all of {@code in[from..to)}; errors become U+FFFD. To be called once. */
    byte[] toUtf8(byte[] in, int from, int to) {
        out = new byte[to - from + ((to - from) >> 3) + STEP_BYTES_MAX];
        char[] characters = characters();
        int at = from;
        while (at < to) {
            int asciiEnd = asciiEnd(in, at, to);
            reserve(asciiEnd - at + STEP_BYTES_MAX, to - asciiEnd);
            System.arraycopy(in, at, out, length, asciiEnd - at);
            length += asciiEnd - at;
            at = asciiEnd;
            if (characters.length == SINGLES) {
                at = steps(in, singles(in, at, to, characters), to, 1);
            } else if (characters.length == PAIRS) {
                at = steps(in, pairs(in, at, to, characters), to, 1);
            } else {
                at = steps(in, at, to, STEPS_AT_ONCE);
            }
        }
        return length == out.length ? out : Arrays.copyOf(out, length);
    }

    /** Takes so many steps, unless the input or the room ends before; returns where it stopped. */
    private int steps(byte[] in, int from, int to, int count) {
        byte[] utf8 = out;
        int at = from;
        int end = length;
        for (int i = 0; i < count && at < to && utf8.length - end >= STEP_BYTES_MAX; i++) {
            int step = next(in, at, to);
            if (step == INCOMPLETE) {
                step = last(in, at, to);
            }
            at += step & LENGTH_MASK;
            end = write(step >>> LENGTH_BITS, utf8, end);
        }
        length = end;
        return at;
    }

    /** Decodes what {@code characters} has, up to anything else or to much ASCII; returns where it stopped. */
    private int singles(byte[] in, int from, int to, char[] characters) {
        byte[] utf8 = out;
        int at = from;
        int end = length;
        int endMax = utf8.length - STEP_BYTES_MAX;
        int ascii = 0;
        while (at < to && end <= endMax && ascii < Long.BYTES) {
            byte b = in[at];
            if (b >= 0) {
                utf8[end++] = b;
                at++;
                ascii++;
                continue;
            }
            char character = characters[b & 0x7F];
            if (character == 0) {
                break;
            }
            end = character < 0x800 ? write2(character, utf8, end) : write3(character, utf8, end);
            at++;
            ascii = 0;
        }
        length = end;
        return at;
    }

    /** The same for characters of two bytes. */
    private int pairs(byte[] in, int from, int to, char[] characters) {
        byte[] utf8 = out;
        int at = from;
        int end = length;
        int endMax = utf8.length - STEP_BYTES_MAX;
        int ascii = 0;
        while (at + 1 < to && end <= endMax && ascii < Long.BYTES) {
            byte b = in[at];
            if (b >= 0) {
                utf8[end++] = b;
                at++;
                ascii++;
                continue;
            }
            char character = characters[(b & 0x7F) << Byte.SIZE | (in[at + 1] & 0xFF)];
            if (character == 0) {
                break;
            }
            end = character < 0x800 ? write2(character, utf8, end) : write3(character, utf8, end);
            at += 2;
            ascii = 0;
        }
        length = end;
        return at;
    }

    /** Makes room for so many more bytes; if that takes a larger array, it has room for what is likely to follow. */
    private void reserve(int more, int inputLeft) {
        if (out.length - length < more) {
            out = Arrays.copyOf(out, Math.addExact(length + more, inputLeft + (inputLeft >> 1)));
        }
    }

    /** Writes the UTF-8 of the value of a step, and returns where it ends. */
    private static int write(int value, byte[] out, int at) {
        if (value < 0x80) {
            out[at] = (byte) value;
            return at + 1;
        }
        if (value < 0x800) {
            return write2(value, out, at);
        }
        if (value < 0x10000) {
            return write3(value, out, at);
        }
        if (value < ERROR) {
            out[at] = (byte) (0xF0 | value >> 18);
            out[at + 1] = (byte) (0x80 | (value >> 12 & 0x3F));
            out[at + 2] = (byte) (0x80 | (value >> 6 & 0x3F));
            out[at + 3] = (byte) (0x80 | (value & 0x3F));
            return at + 4;
        }
        return switch (value) {
            case ERROR -> write3(0xFFFD, out, at);
            case NOTHING -> at;
            default -> write2(value & 0xFFF, out, write2(value >> 12 & 0xFF, out, at));
        };
    }

    static int write2(int codePoint, byte[] out, int at) {
        out[at] = (byte) (0xC0 | codePoint >> 6);
        out[at + 1] = (byte) (0x80 | (codePoint & 0x3F));
        return at + 2;
    }

    static int write3(int codePoint, byte[] out, int at) {
        out[at] = (byte) (0xE0 | codePoint >> 12);
        out[at + 1] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
        out[at + 2] = (byte) (0x80 | (codePoint & 0x3F));
        return at + 3;
    }
}
