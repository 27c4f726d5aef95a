package ayatori.web.charset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What UTF-8 is, and whether bytes are UTF-8. */
final class Utf8 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long NON_ASCII = 0x8080808080808080L;

    /** Text with this many well-formed characters to each error is still UTF-8. */
    private static final int WELL_FORMED_PER_ERROR = 10;

    private Utf8() {}

    /** Whether {@code bytes[start..end)} is well-formed UTF-8; a character may be cut off at the end. */
    static boolean isValid(byte[] bytes, int start, int end) {
        return wellFormedEnd(bytes, start, end) >= end;
    }

    /** Whether {@code bytes[start..end)} is well-formed UTF-8. */
    static boolean isWellFormed(byte[] bytes, int start, int end) {
        return wellFormedEnd(bytes, start, end) == end;
    }

    /** Where the first error is; without one the end, or where the character that is cut off there would end. */
    private static int wellFormedEnd(byte[] bytes, int start, int end) {
        int position = start;
        while (position < end) {
            if (end - position >= Long.BYTES && ((long) LONG.get(bytes, position) & NON_ASCII) == 0) {
                position += Long.BYTES;
            } else if (bytes[position] >= 0) {
                position++;
            } else {
                int length = sequenceLength(bytes, position, end);
                if (length == 0) {
                    return position;
                }
                position += length;
            }
        }
        return position;
    }

    /**
     * Whether {@code bytes[start..end)} is UTF-8 with a few errors, such as characters cut in two where a page was pieced
     * together. Text in other encodings is hardly ever well-formed by chance.
     */
    static boolean isAllBut(byte[] bytes, int start, int end) {
        int wellFormed = 0;
        int errors = 0;
        int position = start;
        while (position < end) {
            if (bytes[position] >= 0) {
                position++;
                continue;
            }
            int length = sequenceLength(bytes, position, end);
            wellFormed += length > 0 ? 1 : 0;
            errors += length > 0 ? 0 : 1;
            position += Math.max(length, 1);
        }
        return wellFormed >= (long) errors * WELL_FORMED_PER_ERROR;
    }

    /** The length of the sequence that begins at {@code position}, cut off or not, or 0 if none begins there. */
    private static int sequenceLength(byte[] bytes, int position, int end) {
        int lead = bytes[position] & 0xFF;
        int length = length(lead);
        for (int i = 1; i < length && position + i < end; i++) {
            if (!isContinuation(lead, i, bytes[position + i] & 0xFF)) {
                return 0;
            }
        }
        return length;
    }

    /** The length of the sequences that begin with {@code lead}, which is not ASCII; 0 if none do. */
    static int length(int lead) {
        return lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    }

    /** Whether {@code b} may be byte number {@code i}, from 0, of a sequence that begins with {@code lead}. */
    static boolean isContinuation(int lead, int i, int b) {
        return b >= 0x80 && b <= 0xBF && (i > 1 || isSecondByte(lead, b));
    }

    /** Rules out forms longer than needed, surrogates, and what lies beyond U+10FFFF. */
    private static boolean isSecondByte(int lead, int b) {
        return switch (lead) {
            case 0xE0 -> b >= 0xA0;
            case 0xED -> b <= 0x9F;
            case 0xF0 -> b >= 0x90;
            case 0xF4 -> b <= 0x8F;
            default -> true;
        };
    }
}
