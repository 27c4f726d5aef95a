package ayatori.web.charset;

import java.nio.charset.Charset;

/** <a href="https://encoding.spec.whatwg.org/#shift_jis">Shift_JIS</a> (§12.3). */
final class ShiftJis {
    /** The pointers of the private-use characters, which are in no index. */
    private static final int PRIVATE_USE_FIRST = 8836;

    private static final int PRIVATE_USE_LAST = 10715;

    private ShiftJis() {}

    /** Shift_JIS decoder (§12.3.1). */
    static final class Decoder extends ByteDecoder {
        private final char[] jis0208 = Jis0208.codePoints();

        private static final class Characters {
            static final char[] PAIRS = pairs(new Decoder());
        }

        @Override
        char[] characters() {
            return Characters.PAIRS;
        }

        @Override
        int next(byte[] in, int at, int end) {
            int lead = in[at] & 0xFF;
            if (lead <= 0x80) {
                return step(lead, 1);
            }
            if (lead >= 0xA1 && lead <= 0xDF) {
                return step(0xFF61 - 0xA1 + lead, 1);
            }
            if (lead == 0xA0 || lead > 0xFC) {
                return error(1);
            }
            if (at + 1 == end) {
                return INCOMPLETE;
            }
            int trail = in[at + 1] & 0xFF;
            if (trail < 0x40 || trail == 0x7F || trail > 0xFC) {
                return errorBefore(trail);
            }
            int pointer = (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + trail - (trail < 0x7F ? 0x40 : 0x41);
            if (pointer >= PRIVATE_USE_FIRST && pointer <= PRIVATE_USE_LAST) {
                return step(0xE000 - PRIVATE_USE_FIRST + pointer, 2);
            }
            char codePoint = pointer < jis0208.length ? jis0208[pointer] : 0;
            return codePoint == 0 ? errorBefore(trail) : step(codePoint, 2);
        }
    }

    /** Shift_JIS encoder (§12.3.2). */
    static final class Encoder extends LegacyEncoder {
        /** Index Shift_JIS pointer: NEC's copies of IBM's characters are read, but the originals are written. */
        private static final char[][] POINTERS = Jis0208.pointersOutside(8272, 8836);

        Encoder(Charset charset) {
            super(charset, 2);
        }

        @Override
        int bytes(int codePoint) {
            if (codePoint == 0x80) {
                return codePoint;
            }
            if (codePoint == Jis0208.YEN_SIGN) {
                return '\\';
            }
            if (codePoint == Jis0208.OVERLINE) {
                return '~';
            }
            if (Jis0208.isHalfWidthKatakana(codePoint)) {
                return codePoint - 0xFF61 + 0xA1;
            }
            int pointer = Index.pointer(POINTERS, codePoint == 0x2212 ? 0xFF0D : codePoint);
            if (pointer < 0) {
                return NONE;
            }
            int lead = pointer / 188;
            int trail = pointer % 188;
            return twoBytes(lead + (lead < 0x1F ? 0x81 : 0xC1), trail + (trail < 0x3F ? 0x40 : 0x41));
        }
    }
}
