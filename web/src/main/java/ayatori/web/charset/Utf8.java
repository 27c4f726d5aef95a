package ayatori.web.charset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether bytes are UTF-8. */
final class Utf8 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long NON_ASCII = 0x8080808080808080L;

    /** With so many well-formed characters to each error it is still UTF-8. */
    private static final int WELL_FORMED_PER_ERROR = 10;

    private Utf8() {}

    /** Whether {@code bytes[start..end)} is well-formed UTF-8, a character that is cut off at the end allowed. */
    static boolean isValid(byte[] bytes, int start, int end) {
        int position = start;
        while (position < end) {
            if (end - position >= Long.BYTES && ((long) LONG.get(bytes, position) & NON_ASCII) == 0) {
                position += Long.BYTES;
            } else if (bytes[position] >= 0) {
                position++;
            } else {
                int length = sequenceLength(bytes, position, end);
                if (length == 0) {
                    return false;
                }
                position += length;
            }
        }
        return true;
    }

    /**
     * Whether {@code bytes[start..end)} can only be UTF-8 with a few errors in it, such as characters cut in two where a page
     * was pieced together. Text in any other encoding is hardly ever well-formed by chance.
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

    /** The length of the sequence that begins at {@code position}, cut off or not, or 0 if none does. */
    private static int sequenceLength(byte[] bytes, int position, int end) {
        int lead = bytes[position] & 0xFF;
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        for (int i = 1; i < length && position + i < end; i++) {
            int b = bytes[position + i] & 0xFF;
            if (b < 0x80 || b > 0xBF || (i == 1 && !isSecondByte(lead, b))) {
                return 0;
            }
        }
        return length;
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
