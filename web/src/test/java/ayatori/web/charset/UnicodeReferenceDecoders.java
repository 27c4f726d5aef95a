package ayatori.web.charset;

/** The {@link ReferenceDecoder}s of UTF-8 (§8) and UTF-16 (§14.2). */
final class UnicodeReferenceDecoders {
    private UnicodeReferenceDecoders() {}

    /** §8.1.1. */
    static final class Utf8 extends ReferenceDecoder {
        private int codePoint;
        private int seen;
        private int needed;
        private int lower = 0x80;
        private int upper = 0xBF;

        @Override
        int handle(int b) {
            if (b == END) {
                if (needed != 0) {
                    needed = 0;
                    return ERROR;
                }
                return FINISHED;
            }
            if (needed == 0) {
                if (in(b, 0, 0x7F)) {
                    return b;
                } else if (in(b, 0xC2, 0xDF)) {
                    needed = 1;
                    codePoint = b & 0x1F;
                } else if (in(b, 0xE0, 0xEF)) {
                    lower = b == 0xE0 ? 0xA0 : lower;
                    upper = b == 0xED ? 0x9F : upper;
                    needed = 2;
                    codePoint = b & 0xF;
                } else if (in(b, 0xF0, 0xF4)) {
                    lower = b == 0xF0 ? 0x90 : lower;
                    upper = b == 0xF4 ? 0x8F : upper;
                    needed = 3;
                    codePoint = b & 0x7;
                } else {
                    return ERROR;
                }
                return CONTINUE;
            }
            if (!in(b, lower, upper)) {
                codePoint = needed = seen = 0;
                lower = 0x80;
                upper = 0xBF;
                restore(b);
                return ERROR;
            }
            lower = 0x80;
            upper = 0xBF;
            codePoint = codePoint << 6 | (b & 0x3F);
            seen++;
            if (seen != needed) {
                return CONTINUE;
            }
            int result = codePoint;
            codePoint = needed = seen = 0;
            return result;
        }
    }

    /** §14.2. */
    static final class Utf16 extends ReferenceDecoder {
        private final boolean isBigEndian;
        private int lead = -1;
        private int leadSurrogate = -1;

        Utf16(boolean isBigEndian) {
            this.isBigEndian = isBigEndian;
        }

        @Override
        int handle(int b) {
            if (b == END) {
                boolean finished = lead < 0 && leadSurrogate < 0;
                lead = leadSurrogate = -1;
                return finished ? FINISHED : ERROR;
            }
            if (lead < 0) {
                lead = b;
                return CONTINUE;
            }
            int unit = isBigEndian ? lead << 8 | b : b << 8 | lead;
            int first = lead;
            lead = -1;
            if (leadSurrogate >= 0) {
                int high = leadSurrogate;
                leadSurrogate = -1;
                if (in(unit, 0xDC00, 0xDFFF)) {
                    return 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00);
                }
                restore(first, b);
                return ERROR;
            }
            if (in(unit, 0xD800, 0xDBFF)) {
                leadSurrogate = unit;
                return CONTINUE;
            }
            return in(unit, 0xDC00, 0xDFFF) ? ERROR : unit;
        }
    }
}
