package ayatori.web.charset;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * <a href="https://encoding.spec.whatwg.org/#gb18030">gb18030 and GBK</a> (§10): one decoder, and an encoder that has no
 * sequences of four bytes in GBK.
 */
final class Gb18030 {
    private static final Index INDEX = Index.of("gb18030");

    /** The ranges' first pointers and first code points in turn; the range beyond plane 0 is not among them. */
    private static final char[] RANGES = Index.read("gb18030-ranges");

    private static final int PLANE_0_POINTER_MAX = 39419;
    private static final int PLANE_1_POINTER = 189000;
    private static final int POINTER_MAX = 1237575;

    /** U+E7C7 and its pointer are outside the ranges' order. */
    private static final int E7C7_POINTER = 7457;

    /** Code points that are written as in GB18030-2005, though the index has others for these bytes now. */
    private static final char[] PRIVATE_USE = {
        0xE78D, 0xE78E, 0xE78F, 0xE790, 0xE791, 0xE792, 0xE793, 0xE794, 0xE795, 0xE796, 0xE81E, 0xE826, 0xE82B, 0xE82C,
        0xE832, 0xE843, 0xE854, 0xE864
    };

    private static final char[] PRIVATE_USE_BYTES = {
        0xA6D9, 0xA6DA, 0xA6DB, 0xA6DC, 0xA6DD, 0xA6DE, 0xA6DF, 0xA6EC, 0xA6ED, 0xA6F3, 0xFE59, 0xFE61, 0xFE66, 0xFE67,
        0xFE6D, 0xFE7E, 0xFE90, 0xFEA0
    };

    private Gb18030() {}

    /** Index gb18030 ranges code point; -1 for null. */
    private static int rangesCodePoint(int pointer) {
        if (pointer > POINTER_MAX || (pointer > PLANE_0_POINTER_MAX && pointer < PLANE_1_POINTER)) {
            return -1;
        }
        if (pointer >= PLANE_1_POINTER) {
            return 0x10000 + pointer - PLANE_1_POINTER;
        }
        if (pointer == E7C7_POINTER) {
            return 0xE7C7;
        }
        int range = lastRange(pointer, 0);
        return RANGES[range + 1] + pointer - RANGES[range];
    }

    /** Index gb18030 ranges pointer. */
    private static int rangesPointer(int codePoint) {
        if (codePoint >= 0x10000) {
            return PLANE_1_POINTER + codePoint - 0x10000;
        }
        if (codePoint == 0xE7C7) {
            return E7C7_POINTER;
        }
        int range = lastRange(codePoint, 1);
        return RANGES[range] + codePoint - RANGES[range + 1];
    }

    /** Where the last range begins whose pointer (column 0) or code point (column 1) is not above {@code value}. */
    private static int lastRange(int value, int column) {
        int low = 0;
        int high = RANGES.length / 2 - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (RANGES[2 * middle + column] <= value) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return 2 * low;
    }

    /** gb18030 decoder (§10.2.1). */
    static final class Decoder extends ByteDecoder {
        private final char[] codePoints = INDEX.codePoints();

        private static final class Characters {
            static final char[] PAIRS = pairs(new Decoder());
        }

        @Override
        char[] characters() {
            return Characters.PAIRS;
        }

        @Override
        int next(byte[] in, int at, int end) {
            int first = in[at] & 0xFF;
            if (first < 0x80) {
                return step(first, 1);
            }
            if (first == 0x80) {
                return step(0x20AC, 1);
            }
            if (first == 0xFF) {
                return error(1);
            }
            if (at + 1 == end) {
                return INCOMPLETE;
            }
            int second = in[at + 1] & 0xFF;
            if (second >= 0x40 && second != 0x7F && second != 0xFF) {
                int pointer = (first - 0x81) * 190 + second - (second < 0x7F ? 0x40 : 0x41);
                char codePoint = codePoints[pointer];
                return codePoint == 0 ? errorBefore(second) : step(codePoint, 2);
            }
            return second >= 0x30 && second <= 0x39 ? fourBytes(in, at, end) : errorBefore(second);
        }

        private static int fourBytes(byte[] in, int at, int end) {
            if (at + 2 == end) {
                return INCOMPLETE;
            }
            int third = in[at + 2] & 0xFF;
            if (third < 0x81 || third > 0xFE) {
                return error(1);
            }
            if (at + 3 == end) {
                return INCOMPLETE;
            }
            int fourth = in[at + 3] & 0xFF;
            if (fourth < 0x30 || fourth > 0x39) {
                return error(1);
            }
            int lead = ((in[at] & 0xFF) - 0x81) * 10 + (in[at + 1] & 0xFF) - 0x30;
            int codePoint = rangesCodePoint((lead * 126 + third - 0x81) * 10 + fourth - 0x30);
            return codePoint < 0 ? error(4) : step(codePoint, 4);
        }
    }

    /** gb18030 encoder (§10.2.2). */
    static final class Encoder extends LegacyEncoder {
        private final boolean isGbk;

        Encoder(Charset charset, boolean isGbk) {
            super(charset, 4);
            this.isGbk = isGbk;
        }

        @Override
        int bytes(int codePoint) {
            if (codePoint == 0xE5E5) {
                return NONE;
            }
            if (isGbk && codePoint == 0x20AC) {
                return 0x80;
            }
            int privateUse = codePoint < 0x10000 ? Arrays.binarySearch(PRIVATE_USE, (char) codePoint) : -1;
            if (privateUse >= 0) {
                return PRIVATE_USE_BYTES[privateUse];
            }
            int pointer = INDEX.pointer(codePoint);
            if (pointer >= 0) {
                int trail = pointer % 190;
                return twoBytes(pointer / 190 + 0x81, trail + (trail < 0x3F ? 0x40 : 0x41));
            }
            return isGbk ? NONE : fourBytes(rangesPointer(codePoint));
        }

        private static int fourBytes(int pointer) {
            int fourth = pointer % 10 + 0x30;
            int third = pointer / 10 % 126 + 0x81;
            int second = pointer / 1260 % 10 + 0x30;
            int first = pointer / 12600 + 0x81;
            return first << 24 | second << 16 | third << 8 | fourth;
        }
    }
}
