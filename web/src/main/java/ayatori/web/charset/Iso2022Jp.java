package ayatori.web.charset;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;

/** <a href="https://encoding.spec.whatwg.org/#iso-2022-jp">ISO-2022-JP</a> (§12.2), in which escape sequences change the set. */
final class Iso2022Jp {
    private static final int SHIFT_OUT = 0x0E;
    private static final int SHIFT_IN = 0x0F;
    private static final int ESCAPE = 0x1B;
    private static final int ESCAPE_LENGTH = 3;

    private Iso2022Jp() {}

    private static boolean isShiftOrEscape(int b) {
        return b == SHIFT_OUT || b == SHIFT_IN || b == ESCAPE;
    }

    /** ISO-2022-JP decoder (§12.2.1). The standard's trail and escape states are inside one step here. */
    static final class Decoder extends ByteDecoder {
        private enum State {
            ASCII,
            ROMAN,
            KATAKANA,
            LEAD_BYTE
        }

        private final char[] jis0208 = Jis0208.codePoints();

        private State state = State.ASCII;

        /** The standard's output flag: an escape sequence has been read, and nothing since. */
        private boolean escaped;

        @Override
        int asciiEnd(byte[] in, int at, int to) {
            int end = at;
            if (state == State.ASCII) {
                while (end < to && in[end] >= 0 && !isShiftOrEscape(in[end])) {
                    end++;
                    escaped = false;
                }
            }
            return end;
        }

        @Override
        void reset() {
            state = State.ASCII;
            escaped = false;
        }

        @Override
        int next(byte[] in, int at, int end) {
            int b = in[at] & 0xFF;
            if (b == ESCAPE) {
                return escape(in, at, end);
            }
            if (state == State.LEAD_BYTE) {
                return twoBytes(b, in, at, end);
            }
            escaped = false;
            if (state == State.KATAKANA) {
                return b >= 0x21 && b <= 0x5F ? step(0xFF61 - 0x21 + b, 1) : error(1);
            }
            if (b > 0x7F || isShiftOrEscape(b)) {
                return error(1);
            }
            if (state == State.ROMAN && b == '\\') {
                return step(Jis0208.YEN_SIGN, 1);
            }
            return step(state == State.ROMAN && b == '~' ? Jis0208.OVERLINE : b, 1);
        }

        private int twoBytes(int lead, byte[] in, int at, int end) {
            if (lead < 0x21 || lead > 0x7E) {
                escaped = false;
                return error(1);
            }
            if (at + 1 == end) {
                return INCOMPLETE;
            }
            escaped = false;
            int trail = in[at + 1] & 0xFF;
            if (trail == ESCAPE) {
                return error(1);
            }
            if (trail < 0x21 || trail > 0x7E) {
                return error(2);
            }
            char codePoint = jis0208[(lead - 0x21) * 94 + trail - 0x21];
            return codePoint == 0 ? error(2) : step(codePoint, 2);
        }

        private int escape(byte[] in, int at, int end) {
            if (at + 1 == end) {
                return INCOMPLETE;
            }
            int first = in[at + 1];
            if (first != '$' && first != '(') {
                return brokenEscape();
            }
            if (at + 2 == end) {
                return INCOMPLETE;
            }
            int second = in[at + 2];
            if (first == '(' && second == 'B') {
                state = State.ASCII;
            } else if (first == '(' && second == 'J') {
                state = State.ROMAN;
            } else if (first == '(' && second == 'I') {
                state = State.KATAKANA;
            } else if (first == '$' && (second == '@' || second == 'B')) {
                state = State.LEAD_BYTE;
            } else {
                return brokenEscape();
            }
            // Nothing between two escape sequences: a sign that text was hidden from another reader.
            int step = escaped ? error(ESCAPE_LENGTH) : step(NOTHING, ESCAPE_LENGTH);
            escaped = true;
            return step;
        }

        private int brokenEscape() {
            escaped = false;
            return error(1);
        }

        /** All bytes of a broken escape sequence but the first one are read again. */
        @Override
        int last(byte[] in, int at, int end) {
            escaped = false;
            return error(1);
        }
    }

    /** ISO-2022-JP encoder (§12.2.2). */
    static final class Encoder extends LegacyEncoder {
        private enum CharacterSet {
            ASCII('(', 'B'),
            ROMAN('(', 'J'),
            JIS0208('$', 'B');

            private final byte first;
            private final byte second;

            CharacterSet(char first, char second) {
                this.first = (byte) first;
                this.second = (byte) second;
            }
        }

        private CharacterSet set = CharacterSet.ASCII;

        Encoder(Charset charset) {
            // An escape sequence before a character of two bytes, and one more at the end.
            super(charset, 2 * ESCAPE_LENGTH + 2);
        }

        @Override
        protected void implReset() {
            set = CharacterSet.ASCII;
        }

        @Override
        protected CoderResult implFlush(ByteBuffer out) {
            return enter(CharacterSet.ASCII, out) ? CoderResult.UNDERFLOW : CoderResult.OVERFLOW;
        }

        @Override
        boolean prepare(int codePoint, ByteBuffer out) {
            return enter(setFor(codePoint), out);
        }

        private CharacterSet setFor(int codePoint) {
            if (codePoint < 0x80) {
                boolean keepsRoman = set == CharacterSet.ROMAN && codePoint != '\\' && codePoint != '~';
                return keepsRoman ? CharacterSet.ROMAN : CharacterSet.ASCII;
            }
            if (codePoint == Jis0208.YEN_SIGN || codePoint == Jis0208.OVERLINE) {
                return CharacterSet.ROMAN;
            }
            if (pointer(codePoint) >= 0) {
                return CharacterSet.JIS0208;
            }
            // What stands for a code point that cannot be encoded is ASCII.
            return set == CharacterSet.JIS0208 ? CharacterSet.ASCII : set;
        }

        private boolean enter(CharacterSet next, ByteBuffer out) {
            if (set == next) {
                return true;
            }
            if (out.remaining() < ESCAPE_LENGTH) {
                return false;
            }
            out.put((byte) ESCAPE).put(next.first).put(next.second);
            set = next;
            return true;
        }

        /** The decoder would not read the bytes that shift or escape as themselves. */
        @Override
        int asciiBytes(int codePoint) {
            return isShiftOrEscape(codePoint) ? NONE : codePoint;
        }

        @Override
        int bytes(int codePoint) {
            if (codePoint == Jis0208.YEN_SIGN) {
                return '\\';
            }
            if (codePoint == Jis0208.OVERLINE) {
                return '~';
            }
            int pointer = pointer(codePoint);
            return pointer < 0 ? NONE : twoBytes(pointer / 94 + 0x21, pointer % 94 + 0x21);
        }

        private static int pointer(int codePoint) {
            return Jis0208.pointer(Jis0208.isHalfWidthKatakana(codePoint) ? Jis0208.fullWidth(codePoint) : codePoint);
        }
    }
}
