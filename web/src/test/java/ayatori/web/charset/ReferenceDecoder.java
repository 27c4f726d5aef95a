package ayatori.web.charset;

import ayatori.web.Suites;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The decoders of the Encoding Standard, written down step by step as the standard has them and fed one byte at a time, on
 * its index files as they are. Slow, and nothing but what {@link ByteDecoder} is compared with.
 */
abstract class ReferenceDecoder {
    private static final int END = -1;
    private static final int CONTINUE = -2;
    private static final int ERROR = -3;
    private static final int FINISHED = -4;

    private final Deque<Integer> queue = new ArrayDeque<>();
    private final StringBuilder out = new StringBuilder();

    /** The text that the standard's encoding of that name makes of the bytes; errors are U+FFFD. */
    static String decode(String encoding, byte... bytes) throws IOException {
        ReferenceDecoder decoder = of(encoding);
        for (byte b : bytes) {
            decoder.queue.add(b & 0xFF);
        }
        int result;
        do {
            Integer next = decoder.queue.poll();
            result = decoder.handle(next == null ? END : next);
            if (result == ERROR) {
                decoder.out.append('\uFFFD');
            } else if (result >= 0) {
                decoder.out.appendCodePoint(result);
            }
        } while (result != FINISHED);
        return decoder.out.toString();
    }

    abstract int handle(int b) throws IOException;

    final void restore(int... bytes) {
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] != END) {
                queue.addFirst(bytes[i]);
            }
        }
    }

    final int pair(int first, int second) {
        out.appendCodePoint(first);
        return second;
    }

    private static ReferenceDecoder of(String encoding) throws IOException {
        return switch (encoding) {
            case "UTF-8" -> new Utf8();
            case "UTF-16LE" -> new Utf16(false);
            case "UTF-16BE" -> new Utf16(true);
            case "GBK", "gb18030" -> new Gb18030();
            case "Big5" -> new Big5();
            case "EUC-JP" -> new EucJp();
            case "ISO-2022-JP" -> new Iso2022Jp();
            case "Shift_JIS" -> new ShiftJis();
            case "EUC-KR" -> new EucKr();
            case "replacement" -> new Replacement();
            case "x-user-defined" -> new XUserDefined();
            case "ISO-8859-8-I" -> new SingleByte("iso-8859-8");
            default -> new SingleByte(encoding.toLowerCase(Locale.ROOT));
        };
    }

    private static final Map<String, NavigableMap<Integer, Integer>> INDEXES = new HashMap<>();

    static NavigableMap<Integer, Integer> index(String name) throws IOException {
        NavigableMap<Integer, Integer> index = INDEXES.get(name);
        if (index == null) {
            index = new TreeMap<>();
            for (String line : Files.readAllLines(Suites.path("charset/whatwg/index-" + name + ".txt"))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] fields = line.strip().split("\t", -1);
                    index.put(Integer.valueOf(fields[0]), Integer.decode(fields[1]));
                }
            }
            INDEXES.put(name, index);
        }
        return index;
    }

    private static int indexCodePoint(String name, int pointer) throws IOException {
        return index(name).getOrDefault(pointer, -1);
    }

    private static boolean in(int b, int first, int last) {
        return b >= first && b <= last;
    }

    /** §8.1.1. */
    private static final class Utf8 extends ReferenceDecoder {
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

    /** §9.1. */
    private static final class SingleByte extends ReferenceDecoder {
        private final String index;

        SingleByte(String index) {
            this.index = index;
        }

        @Override
        int handle(int b) throws IOException {
            if (b == END) {
                return FINISHED;
            }
            if (b < 0x80) {
                return b;
            }
            int codePoint = indexCodePoint(index, b - 0x80);
            return codePoint < 0 ? ERROR : codePoint;
        }
    }

    /** §10.2.1. */
    private static final class Gb18030 extends ReferenceDecoder {
        private int first;
        private int second;
        private int third;

        @Override
        int handle(int b) throws IOException {
            if (b == END) {
                boolean finished = first == 0 && second == 0 && third == 0;
                first = second = third = 0;
                return finished ? FINISHED : ERROR;
            }
            if (third != 0) {
                if (!in(b, 0x30, 0x39)) {
                    restore(second, third, b);
                    first = second = third = 0;
                    return ERROR;
                }
                int pointer = (first - 0x81) * (10 * 126 * 10)
                        + (second - 0x30) * (10 * 126)
                        + (third - 0x81) * 10
                        + b
                        - 0x30;
                first = second = third = 0;
                int codePoint = rangesCodePoint(pointer);
                return codePoint < 0 ? ERROR : codePoint;
            }
            if (second != 0) {
                if (in(b, 0x81, 0xFE)) {
                    third = b;
                    return CONTINUE;
                }
                restore(second, b);
                first = second = 0;
                return ERROR;
            }
            if (first != 0) {
                if (in(b, 0x30, 0x39)) {
                    second = b;
                    return CONTINUE;
                }
                int lead = first;
                int codePoint = -1;
                first = 0;
                int offset = b < 0x7F ? 0x40 : 0x41;
                if (in(b, 0x40, 0x7E) || in(b, 0x80, 0xFE)) {
                    codePoint = indexCodePoint("gb18030", (lead - 0x81) * 190 + (b - offset));
                }
                if (codePoint >= 0) {
                    return codePoint;
                }
                if (b < 0x80) {
                    restore(b);
                }
                return ERROR;
            }
            if (b < 0x80) {
                return b;
            }
            if (b == 0x80) {
                return 0x20AC;
            }
            if (in(b, 0x81, 0xFE)) {
                first = b;
                return CONTINUE;
            }
            return ERROR;
        }

        private static int rangesCodePoint(int pointer) throws IOException {
            if ((pointer > 39419 && pointer < 189000) || pointer > 1237575) {
                return -1;
            }
            if (pointer == 7457) {
                return 0xE7C7;
            }
            var range = index("gb18030-ranges").floorEntry(pointer);
            return range.getValue() + pointer - range.getKey();
        }
    }

    /** §11.1.1. */
    private static final class Big5 extends ReferenceDecoder {
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
                int offset = b < 0x7F ? 0x40 : 0x62;
                if (in(b, 0x40, 0x7E) || in(b, 0xA1, 0xFE)) {
                    pointer = (first - 0x81) * 157 + (b - offset);
                }
                switch (pointer) {
                    case 1133 -> {
                        return pair(0xCA, 0x304);
                    }
                    case 1135 -> {
                        return pair(0xCA, 0x30C);
                    }
                    case 1164 -> {
                        return pair(0xEA, 0x304);
                    }
                    case 1166 -> {
                        return pair(0xEA, 0x30C);
                    }
                    default -> {}
                }
                return codePointOrError("big5", pointer, b);
            }
            return leadByte(b);
        }

        private int leadByte(int b) {
            if (b < 0x80) {
                return b;
            }
            if (in(b, 0x81, 0xFE)) {
                lead = b;
                return CONTINUE;
            }
            return ERROR;
        }
    }

    final int codePointOrError(String index, int pointer, int b) throws IOException {
        int codePoint = pointer < 0 ? -1 : indexCodePoint(index, pointer);
        if (codePoint >= 0) {
            return codePoint;
        }
        if (b < 0x80) {
            restore(b);
        }
        return ERROR;
    }

    /** §12.1.1. */
    private static final class EucJp extends ReferenceDecoder {
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
    private static final class Iso2022Jp extends ReferenceDecoder {
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
    private static final class ShiftJis extends ReferenceDecoder {
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

    /** §13.1.1. */
    private static final class EucKr extends ReferenceDecoder {
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
                lead = 0;
                int pointer = in(b, 0x41, 0xFE) ? (first - 0x81) * 190 + (b - 0x41) : -1;
                return codePointOrError("euc-kr", pointer, b);
            }
            if (b < 0x80) {
                return b;
            }
            if (in(b, 0x81, 0xFE)) {
                lead = b;
                return CONTINUE;
            }
            return ERROR;
        }
    }

    /** §14.1. */
    private static final class Replacement extends ReferenceDecoder {
        private boolean returned;

        @Override
        int handle(int b) {
            if (b == END || returned) {
                return FINISHED;
            }
            returned = true;
            return ERROR;
        }
    }

    /** §14.2. */
    private static final class Utf16 extends ReferenceDecoder {
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

    /** §14.5.1. */
    private static final class XUserDefined extends ReferenceDecoder {
        @Override
        int handle(int b) {
            return b == END ? FINISHED : b < 0x80 ? b : 0xF780 + b - 0x80;
        }
    }
}
