package ayatori.web.url;

import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * Index jis0208 (Encoding standard §5), read out of Microsoft's Shift_JIS, from which the standard's was made. Loaded
 * when the first Japanese query that is not UTF-8 is met.
 */
final class Jis0208 {
    /** Where a code point is not in the index. */
    static final int ABSENT = -1;

    private static final int POINTERS = 11104;

    /** NEC's copies of IBM's characters: Shift_JIS reads them, but writes the originals. */
    private static final int COPIES_FIRST = 8272;

    private static final int COPIES_LAST = 8835;

    /** For each char its lowest pointer. */
    private static final short[] POINTER = new short[Character.MAX_VALUE + 1];

    /** The same where the copies are left out. */
    private static final short[] SHIFT_JIS_POINTER = new short[Character.MAX_VALUE + 1];

    static {
        Arrays.fill(POINTER, (short) ABSENT);
        Arrays.fill(SHIFT_JIS_POINTER, (short) ABSENT);
        Charset windows31j = Charset.forName("windows-31j");
        for (int pointer = POINTERS - 1; pointer >= 0; pointer--) {
            byte[] bytes = {(byte) shiftJisLead(pointer), (byte) shiftJisTrail(pointer)};
            char c = new String(bytes, windows31j).charAt(0);
            if (c == 0xFFFD || Character.getType(c) == Character.PRIVATE_USE) {
                continue;
            }
            POINTER[c] = (short) pointer;
            if (pointer < COPIES_FIRST || pointer > COPIES_LAST) {
                SHIFT_JIS_POINTER[c] = (short) pointer;
            }
        }
    }

    private Jis0208() {}

    /** The index pointer for a code point. */
    static int pointer(int codePoint) {
        return lookUp(POINTER, codePoint);
    }

    /** The index Shift_JIS pointer for a code point. */
    static int shiftJisPointer(int codePoint) {
        return lookUp(SHIFT_JIS_POINTER, codePoint);
    }

    private static int lookUp(short[] index, int codePoint) {
        // Every encoder that uses the index takes the minus sign for its wide form.
        int c = codePoint == 0x2212 ? 0xFF0D : codePoint;
        return c <= Character.MAX_VALUE ? index[c] : ABSENT;
    }

    static int shiftJisLead(int pointer) {
        int lead = pointer / 188;
        return lead + (lead < 0x1F ? 0x81 : 0xC1);
    }

    static int shiftJisTrail(int pointer) {
        int trail = pointer % 188;
        return trail + (trail < 0x3F ? 0x40 : 0x41);
    }

    static boolean isHalfwidthKatakana(int codePoint) {
        return codePoint >= 0xFF61 && codePoint <= 0xFF9F;
    }

    /** Index ISO-2022-JP katakana: the wide form of a half-width character. */
    static int widen(int halfwidthKatakana) {
        return switch (halfwidthKatakana) {
            // Unicode's wide forms of the two sound marks combine with what is before them.
            case 0xFF9E -> 0x309B;
            case 0xFF9F -> 0x309C;
            default ->
                Normalizer.normalize(Character.toString(halfwidthKatakana), Normalizer.Form.NFKC)
                        .codePointAt(0);
        };
    }
}
