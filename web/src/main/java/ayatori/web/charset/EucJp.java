package ayatori.web.charset;

import java.nio.charset.Charset;

/** <a href="https://encoding.spec.whatwg.org/#euc-jp">EUC-JP</a> (§12.1). */
final class EucJp {
    private EucJp() {}

    /** EUC-JP decoder (§12.1.1). */
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
            if (lead < 0x80) {
                return step(lead, 1);
            }
            if (lead == 0xFF || (lead < 0xA1 && lead != 0x8E && lead != 0x8F)) {
                return error(1);
            }
            if (at + 1 == end) {
                return INCOMPLETE;
            }
            int trail = in[at + 1] & 0xFF;
            if (trail < 0xA1 || trail == 0xFF) {
                return errorBefore(trail);
            }
            if (lead == 0x8E) {
                return trail <= 0xDF ? step(0xFF61 - 0xA1 + trail, 2) : error(2);
            }
            if (lead == 0x8F) {
                return at + 2 == end ? INCOMPLETE : jis0212(trail, in[at + 2] & 0xFF);
            }
            char codePoint = jis0208[(lead - 0xA1) * 94 + trail - 0xA1];
            return codePoint == 0 ? error(2) : step(codePoint, 2);
        }

        private static int jis0212(int lead, int trail) {
            if (trail < 0xA1 || trail == 0xFF) {
                return error(trail < 0x80 ? 2 : 3);
            }
            int codePoint = Jis0212.INDEX.codePoint((lead - 0xA1) * 94 + trail - 0xA1);
            return codePoint == 0 ? error(3) : step(codePoint, 3);
        }
    }

    /** Read when the first sequence of three bytes is met: few pages have one. */
    private static final class Jis0212 {
        static final Index INDEX = Index.of("jis0212");
    }

    /** EUC-JP encoder (§12.1.2). */
    static final class Encoder extends LegacyEncoder {
        Encoder(Charset charset) {
            super(charset, 2);
        }

        @Override
        int bytes(int codePoint) {
            if (codePoint == Jis0208.YEN_SIGN) {
                return '\\';
            }
            if (codePoint == Jis0208.OVERLINE) {
                return '~';
            }
            if (Jis0208.isHalfWidthKatakana(codePoint)) {
                return twoBytes(0x8E, codePoint - 0xFF61 + 0xA1);
            }
            int pointer = Jis0208.pointer(codePoint);
            return pointer < 0 ? NONE : twoBytes(pointer / 94 + 0xA1, pointer % 94 + 0xA1);
        }
    }
}
