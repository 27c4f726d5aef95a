package ayatori.web.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * EUC-JP as the Encoding Standard <a href="https://encoding.spec.whatwg.org/#euc-jp-decoder">decodes</a> it. Java's own lacks
 * the characters that vendors added, circled digits among them, and reads {@code ～} as {@code 〜}. In the standard EUC-JP and
 * Shift_JIS have one table of characters between them, and Java's windows-31j has it right; so this one is taken from there.
 */
final class EucJpCharset extends DecodeOnlyCharset {
    private static final int ROWS = 94;
    private static final int CELLS = 94;
    private static final char REPLACEMENT_CHARACTER = '\uFFFD';

    EucJpCharset() {
        super("euc-jp");
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new Decoder(this);
    }

    /** Both tables, by row and cell from 0; loaded when the first such page is met. */
    private static final class Tables {
        static final char[] JIS_X_0208 = jisX0208();
        static final char[] JIS_X_0212 = jisX0212();

        private static char[] jisX0208() {
            Charset shiftJis = Charset.forName("windows-31j");
            char[] table = new char[ROWS * CELLS];
            for (int row = 0; row < ROWS; row++) {
                for (int cell = 0; cell < CELLS; cell++) {
                    // Shift_JIS has two rows to each lead byte, and skips 0xA0 … 0xDF and 0x7F.
                    int lead = row / 2 + (row / 2 < 0x1F ? 0x81 : 0xC1);
                    int position = row % 2 * CELLS + cell;
                    int trail = position + (position < 0x3F ? 0x40 : 0x41);
                    table[row * CELLS + cell] = character(shiftJis, lead, trail);
                }
            }
            return table;
        }

        private static char[] jisX0212() {
            Charset eucJp = Charset.forName("EUC-JP");
            char[] table = new char[ROWS * CELLS];
            for (int row = 0; row < ROWS; row++) {
                for (int cell = 0; cell < CELLS; cell++) {
                    table[row * CELLS + cell] = character(eucJp, 0x8F, 0xA1 + row, 0xA1 + cell);
                }
            }
            return table;
        }

        /** The one character that those bytes stand for, or U+FFFD. */
        private static char character(Charset charset, int... bytes) {
            byte[] encoded = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                encoded[i] = (byte) bytes[i];
            }
            String decoded = new String(encoded, charset);
            return decoded.length() == 1 ? decoded.charAt(0) : REPLACEMENT_CHARACTER;
        }
    }

    private static final class Decoder extends CharsetDecoder {
        Decoder(Charset charset) {
            super(charset, 0.5f, 1);
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
            while (in.hasRemaining()) {
                if (!out.hasRemaining()) {
                    return CoderResult.OVERFLOW;
                }
                int lead = at(in, 0);
                if (lead < 0x80) {
                    out.put((char) lead);
                    in.get();
                    continue;
                }
                int length = lead == 0x8F ? 3 : 2;
                if (lead != 0x8E && lead != 0x8F && !isTrail(lead)) {
                    return CoderResult.malformedForLength(1);
                }
                for (int i = 1; i < length; i++) {
                    if (in.remaining() <= i) {
                        return CoderResult.UNDERFLOW;
                    }
                    if (!isTrail(at(in, i))) {
                        return CoderResult.malformedForLength(i);
                    }
                }
                char character = character(in, lead);
                if (character == REPLACEMENT_CHARACTER) {
                    return CoderResult.unmappableForLength(length);
                }
                out.put(character);
                in.position(in.position() + length);
            }
            return CoderResult.UNDERFLOW;
        }

        private static char character(ByteBuffer in, int lead) {
            if (lead == 0x8E) {
                // Half-width katakana.
                int trail = at(in, 1);
                return trail <= 0xDF ? (char) (0xFF61 - 0xA1 + trail) : REPLACEMENT_CHARACTER;
            }
            return lead == 0x8F
                    ? Tables.JIS_X_0212[(at(in, 1) - 0xA1) * CELLS + at(in, 2) - 0xA1]
                    : Tables.JIS_X_0208[(lead - 0xA1) * CELLS + at(in, 1) - 0xA1];
        }

        private static boolean isTrail(int b) {
            return b >= 0xA1 && b <= 0xFE;
        }

        private static int at(ByteBuffer in, int offset) {
            return in.get(in.position() + offset) & 0xFF;
        }
    }
}
