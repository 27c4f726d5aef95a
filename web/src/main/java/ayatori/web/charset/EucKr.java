package ayatori.web.charset;

import java.nio.charset.Charset;

/** <a href="https://encoding.spec.whatwg.org/#euc-kr">EUC-KR</a> (§13), with the additions of windows-949. */
final class EucKr {
    private static final Index INDEX = Index.of("euc-kr");

    private EucKr() {}

    /** EUC-KR decoder (§13.1.1). */
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
            int lead = in[at] & 0xFF;
            if (lead < 0x80) {
                return step(lead, 1);
            }
            if (lead == 0x80 || lead == 0xFF) {
                return error(1);
            }
            if (at + 1 == end) {
                return INCOMPLETE;
            }
            int trail = in[at + 1] & 0xFF;
            if (trail < 0x41 || trail == 0xFF) {
                return errorBefore(trail);
            }
            int pointer = (lead - 0x81) * 190 + trail - 0x41;
            char codePoint = pointer < codePoints.length ? codePoints[pointer] : 0;
            return codePoint == 0 ? errorBefore(trail) : step(codePoint, 2);
        }
    }

    /** EUC-KR encoder (§13.1.2). */
    static final class Encoder extends LegacyEncoder {
        Encoder(Charset charset) {
            super(charset, 2);
        }

        @Override
        int bytes(int codePoint) {
            int pointer = INDEX.pointer(codePoint);
            return pointer < 0 ? NONE : twoBytes(pointer / 190 + 0x81, pointer % 190 + 0x41);
        }
    }
}
