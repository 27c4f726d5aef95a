package ayatori.web.charset;

import java.nio.charset.Charset;

/** <a href="https://encoding.spec.whatwg.org/#big5">Big5</a> (§11), with Hong Kong's supplement. */
final class Big5 {
    private static final Index INDEX = Index.of("big5");

    private Big5() {}

    /** Big5 decoder (§11.1.1). */
    static final class Decoder extends ByteDecoder {
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
            if (trail < 0x40 || (trail > 0x7E && trail < 0xA1) || trail == 0xFF) {
                return errorBefore(trail);
            }
            int pointer = (lead - 0x81) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62);
            int codePoint = INDEX.codePoint(pointer);
            return codePoint == 0 ? pairOrError(pointer, trail) : step(codePoint, 2);
        }

        private static int pairOrError(int pointer, int trail) {
            return switch (pointer) {
                case 1133 -> step(PAIR | 0xCA << 12 | 0x304, 2);
                case 1135 -> step(PAIR | 0xCA << 12 | 0x30C, 2);
                case 1164 -> step(PAIR | 0xEA << 12 | 0x304, 2);
                case 1166 -> step(PAIR | 0xEA << 12 | 0x30C, 2);
                default -> errorBefore(trail);
            };
        }
    }

    /** Big5 encoder (§11.1.2). */
    static final class Encoder extends LegacyEncoder {
        /** Index Big5 pointer: Hong Kong's additions before Big5 proper are read, but not written. */
        private static final char[][] POINTERS = INDEX.pointers((0xA1 - 0x81) * 157, INDEX.codePoints().length);

        static {
            // Of these, which the index has twice, the last pointer counts.
            for (int codePoint : new int[] {0x2550, 0x255E, 0x2561, 0x256A, 0x5341, 0x5345}) {
                POINTERS[codePoint >> 8][codePoint & 0xFF] = (char) (INDEX.lastPointer(codePoint) + 1);
            }
        }

        Encoder(Charset charset) {
            super(charset, 2);
        }

        @Override
        int bytes(int codePoint) {
            int pointer = Index.pointer(POINTERS, codePoint);
            if (pointer < 0) {
                return NONE;
            }
            int trail = pointer % 157;
            return twoBytes(pointer / 157 + 0x81, trail + (trail < 0x3F ? 0x40 : 0x62));
        }
    }
}
