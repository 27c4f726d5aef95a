package ayatori.web.url;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The percent-encode sets (URL standard §1.3), each built on a smaller one as in the standard. All contain every non-ASCII
 * byte, so UTF-8 can be percent-encoded without decoding it.
 */
final class PercentEncodeSet {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    static final PercentEncodeSet C0_CONTROL = new PercentEncodeSet(null, "");
    static final PercentEncodeSet FRAGMENT = new PercentEncodeSet(C0_CONTROL, " \"<>`");
    static final PercentEncodeSet QUERY = new PercentEncodeSet(C0_CONTROL, " \"#<>");
    static final PercentEncodeSet SPECIAL_QUERY = new PercentEncodeSet(QUERY, "'");
    static final PercentEncodeSet PATH = new PercentEncodeSet(QUERY, "?^`{}");
    static final PercentEncodeSet USERINFO = new PercentEncodeSet(PATH, "/:;=@[\\]|");

    private final boolean[] members = new boolean[256];

    private PercentEncodeSet(@Nullable PercentEncodeSet smaller, String more) {
        for (int b = 0; b < members.length; b++) {
            members[b] = b < 0x20 || b > 0x7E || (smaller != null && smaller.members[b]) || more.indexOf(b) >= 0;
        }
    }

    boolean contains(int b) {
        return members[b & 0xFF];
    }

    /** Appends a byte as it is, or percent-encoded if this set contains it. */
    void append(StringBuilder out, int b) {
        if (contains(b)) {
            out.append('%').append((char) HEX[b >> 4 & 0xF]).append((char) HEX[b & 0xF]);
        } else {
            out.append((char) b);
        }
    }

    /** Appends every byte of a range as {@link #append(StringBuilder, int)} does. */
    void append(StringBuilder out, byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            append(out, bytes[i]);
        }
    }

    /** Writes {@code %XX} for a byte at {@code out[at]}; three bytes. */
    static void percentEncode(byte[] out, int at, int b) {
        out[at] = '%';
        out[at + 1] = HEX[b >> 4 & 0xF];
        out[at + 2] = HEX[b & 0xF];
    }

    /** Percent-decodes (URL standard §1.3): a {@code %} not followed by two hexadecimal digits stays. */
    static byte[] percentDecode(byte[] bytes, int from, int to) {
        byte[] decoded = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '%' && i + 2 < to && Ascii.isHexDigit(bytes[i + 1]) && Ascii.isHexDigit(bytes[i + 2])) {
                b = (byte) (Ascii.hexValue(bytes[i + 1]) << 4 | Ascii.hexValue(bytes[i + 2]));
                i += 2;
            }
            decoded[length++] = b;
        }
        return Arrays.copyOf(decoded, length);
    }
}
