package ayatori.web.charset;

import java.nio.charset.Charset;
import java.util.Arrays;

/** The <a href="https://encoding.spec.whatwg.org/#legacy-single-byte-encodings">single-byte encodings</a> (§9). */
final class SingleByte {
    private SingleByte() {}

    /** Single-byte decoder (§9.1). */
    static final class Decoder extends ByteDecoder {
        private final char[] codePoints;

        Decoder(Index index) {
            // The standard's indexes end with their last code point.
            codePoints = Arrays.copyOf(index.codePoints(), 0x80);
        }

        @Override
        char[] characters() {
            return codePoints;
        }

        @Override
        int next(byte[] in, int at, int end) {
            if (in[at] >= 0) {
                return step(in[at], 1);
            }
            char codePoint = codePoints[in[at] & 0x7F];
            return codePoint == 0 ? error(1) : step(codePoint, 1);
        }
    }

    /** Single-byte encoder (§9.2). */
    static final class Encoder extends LegacyEncoder {
        private final Index index;

        Encoder(Charset charset, Index index) {
            super(charset, 1);
            this.index = index;
        }

        @Override
        int bytes(int codePoint) {
            int pointer = index.pointer(codePoint);
            return pointer < 0 ? NONE : pointer + 0x80;
        }
    }
}
