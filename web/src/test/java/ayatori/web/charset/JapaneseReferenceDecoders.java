package ayatori.web.charset;

import java.io.IOException;

/** The {@link ReferenceDecoder}s of §12. */
final class JapaneseReferenceDecoders {
    private JapaneseReferenceDecoders() {}

    /** §12.1.1. */
    static final class EucJp extends ReferenceDecoder {
        private boolean jis0212;
        private int lead;

        @Override
        int handle(int b) throws IOException {
            if (b == END) {
                boolean finished = lead == 0;
                lead = 0;
                return finished ? FINISHED : ERROR;
            }
            if (lead == 0x8E && in(b, 0xA1, 0xDF)) {
                lead = 0;
                return 0xFF61 - 0xA1 + b;
            }
            if (lead == 0x8F && in(b, 0xA1, 0xFE)) {
                jis0212 = true;
                lead = b;
                return CONTINUE;
            }
            if (lead != 0) {
                int first = lead;
                int pointer = -1;
                lead = 0;
                if (in(first, 0xA1, 0xFE) && in(b, 0xA1, 0xFE)) {
                    pointer = (first - 0xA1) * 94 + b - 0xA1;
                }
                String index = jis0212 ? "jis0212" : "jis0208";
                jis0212 = false;
                return codePointOrError(index, pointer, b);
            }
            if (b < 0x80) {
                return b;
            }
            if (b == 0x8E || b == 0x8F || in(b, 0xA1, 0xFE)) {
                lead = b;
                return CONTINUE;
            }
            return ERROR;
        }
    }

    /** §12.2.1. */
    static final class Iso2022Jp extends ReferenceDecoder {
        private enum State {
            ASCII,
            ROMAN,
            KATAKANA,
            LEAD_BYTE,
            TRAIL_BYTE,
            ESCAPE_START,
            ESCAPE
        }

        private State state = State.ASCII;
        private State outputState = State.ASCII;
        private int lead;
        private boolean output;

        @Override
        int handle(int b) throws IOException {
            return switch (state) {
                case ASCII, ROMAN -> {
                    if (b == 0x1B) {
                        state = State.ESCAPE_START;
                        yield CONTINUE;
                    }
                    if (b == END) {
                        yield FINISHED;
                    }
                    output = false;
                    if (state == State.ROMAN && (b == 0x5C || b == 0x7E)) {
                        yield b == 0x5C ? 0xA5 : 0x203E;
                    }
                    yield b < 0x80 && b != 0x0E && b != 0x0F ? b : ERROR;
                }
                case KATAKANA -> {
                    if (b == 0x1B) {
                        state = State.ESCAPE_START;
                        yield CONTINUE;
                    }
                    if (b == END) {
                        yield FINISHED;
                    }
                    output = false;
                    yield in(b, 0x21, 0x5F) ? 0xFF61 - 0x21 + b : ERROR;
                }
                case LEAD_BYTE -> {
                    if (b == 0x1B) {
                        state = State.ESCAPE_START;
                        yield CONTINUE;
                    }
                    if (b == END) {
                        yield FINISHED;
                    }
                    output = false;
                    if (in(b, 0x21, 0x7E)) {
                        lead = b;
                        state = State.TRAIL_BYTE;
                        yield CONTINUE;
                    }
                    yield ERROR;
                }
                case TRAIL_BYTE -> {
                    if (b == 0x1B) {
                        state = State.ESCAPE_START;
                        yield ERROR;
                    }
                    state = State.LEAD_BYTE;
                    if (in(b, 0x21, 0x7E)) {
                        int codePoint = indexCodePoint("jis0208", (lead - 0x21) * 94 + b - 0x21);
                        yield codePoint < 0 ? ERROR : codePoint;
                    }
                    yield ERROR;
                }
                case ESCAPE_START -> {
                    if (b == 0x24 || b == 0x28) {
                        lead = b;
                        state = State.ESCAPE;
                        yield CONTINUE;
                    }
                    restore(b);
                    output = false;
                    state = outputState;
                    yield ERROR;
                }
                case ESCAPE -> {
                    int first = lead;
                    lead = 0;
                    State next = null;
                    if (first == 0x28 && b == 0x42) {
                        next = State.ASCII;
                    } else if (first == 0x28 && b == 0x4A) {
                        next = State.ROMAN;
                    } else if (first == 0x28 && b == 0x49) {
                        next = State.KATAKANA;
                    } else if (first == 0x24 && (b == 0x40 || b == 0x42)) {
                        next = State.LEAD_BYTE;
                    }
                    if (next != null) {
                        state = outputState = next;
                        boolean before = output;
                        output = true;
                        yield before ? ERROR : CONTINUE;
                    }
                    restore(first, b);
                    output = false;
                    state = outputState;
                    yield ERROR;
                }
            };
        }
    }

    /** §12.3.1. */
    static final class ShiftJis extends ReferenceDecoder {
        private int lead;

        @Override
        int handle(int b) throws IOException {
            if (b == END) {
                boolean finished = lead == 0;
                lead = 0;
                return finished ? FINISHED : ERROR;
            }
            if (lead != 0) {
                int first = lead;
                int pointer = -1;
                lead = 0;
                int offset = b < 0x7F ? 0x40 : 0x41;
                int leadOffset = first < 0xA0 ? 0x81 : 0xC1;
                if (in(b, 0x40, 0x7E) || in(b, 0x80, 0xFC)) {
                    pointer = (first - leadOffset) * 188 + b - offset;
                }
                if (in(pointer, 8836, 10715)) {
                    return 0xE000 - 8836 + pointer;
                }
                return codePointOrError("jis0208", pointer, b);
            }
            if (b <= 0x80) {
                return b;
            }
            if (in(b, 0xA1, 0xDF)) {
                return 0xFF61 - 0xA1 + b;
            }
            if (in(b, 0x81, 0x9F) || in(b, 0xE0, 0xFC)) {
                lead = b;
                return CONTINUE;
            }
            return ERROR;
        }
    }
}
