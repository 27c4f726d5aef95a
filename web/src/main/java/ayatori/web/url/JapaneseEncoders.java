package ayatori.web.url;

import ayatori.web.url.QueryEncoding.Output;

/** The encoders of the Encoding standard for Japanese (§12), all upon {@link Jis0208}. */
final class JapaneseEncoders {
    private static final int YEN_SIGN = 0xA5;
    private static final int OVERLINE = 0x203E;

    private JapaneseEncoders() {}

    /** Shift_JIS (§12.3.2). */
    static final class ShiftJis implements LegacyEncoder {
        @Override
        public void encode(int codePoint, Output output) {
            if (codePoint <= 0x80) {
                output.write(codePoint);
            } else if (codePoint == YEN_SIGN) {
                output.write('\\');
            } else if (codePoint == OVERLINE) {
                output.write('~');
            } else if (Jis0208.isHalfwidthKatakana(codePoint)) {
                output.write(codePoint - 0xFF61 + 0xA1);
            } else {
                int pointer = Jis0208.shiftJisPointer(codePoint);
                if (pointer == Jis0208.ABSENT) {
                    output.error(codePoint);
                } else {
                    output.write(Jis0208.shiftJisLead(pointer), Jis0208.shiftJisTrail(pointer));
                }
            }
        }
    }

    /** EUC-JP (§12.1.2). */
    static final class EucJp implements LegacyEncoder {
        @Override
        public void encode(int codePoint, Output output) {
            if (codePoint < 0x80) {
                output.write(codePoint);
            } else if (codePoint == YEN_SIGN) {
                output.write('\\');
            } else if (codePoint == OVERLINE) {
                output.write('~');
            } else if (Jis0208.isHalfwidthKatakana(codePoint)) {
                output.write(0x8E, codePoint - 0xFF61 + 0xA1);
            } else {
                int pointer = Jis0208.pointer(codePoint);
                if (pointer == Jis0208.ABSENT) {
                    output.error(codePoint);
                } else {
                    output.write(pointer / 94 + 0xA1, pointer % 94 + 0xA1);
                }
            }
        }
    }

    /** ISO-2022-JP (§12.2.2), the one encoder that remembers something from one code point to the next. */
    static final class Iso2022Jp implements LegacyEncoder {
        private enum State {
            ASCII('(', 'B'),
            ROMAN('(', 'J'),
            JIS0208('$', 'B');

            private final char first;
            private final char second;

            State(char first, char second) {
                this.first = first;
                this.second = second;
            }
        }

        private State state = State.ASCII;

        @Override
        public void encode(int codePoint, Output output) {
            if (codePoint < 0x80) {
                encodeAscii(codePoint, output);
            } else if (codePoint == YEN_SIGN || codePoint == OVERLINE) {
                enter(State.ROMAN, output);
                output.write(codePoint == YEN_SIGN ? '\\' : '~');
            } else {
                encodeJis0208(codePoint, output);
            }
        }

        private void encodeAscii(int codePoint, Output output) {
            // Roman is ASCII but for these two.
            boolean fitsState = state == State.ROMAN && codePoint != '\\' && codePoint != '~';
            boolean isShiftOrEscape = codePoint == 0x0E || codePoint == 0x0F || codePoint == 0x1B;
            if (!fitsState) {
                enter(State.ASCII, output);
            }
            if (isShiftOrEscape) {
                // They would be taken for the encoding's own.
                output.error(0xFFFD);
            } else {
                output.write(codePoint);
            }
        }

        private void encodeJis0208(int codePoint, Output output) {
            boolean halfwidth = Jis0208.isHalfwidthKatakana(codePoint);
            int pointer = Jis0208.pointer(halfwidth ? Jis0208.widen(codePoint) : codePoint);
            if (pointer == Jis0208.ABSENT) {
                if (state == State.JIS0208) {
                    enter(State.ASCII, output);
                }
                output.error(codePoint);
            } else {
                enter(State.JIS0208, output);
                output.write(pointer / 94 + 0x21, pointer % 94 + 0x21);
            }
        }

        @Override
        public void finish(Output output) {
            enter(State.ASCII, output);
        }

        private void enter(State next, Output output) {
            if (state != next) {
                state = next;
                output.write(0x1B, next.first, next.second);
            }
        }
    }
}
