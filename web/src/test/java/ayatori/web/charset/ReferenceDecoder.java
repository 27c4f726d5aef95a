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
    static final int END = -1;
    static final int CONTINUE = -2;
    static final int ERROR = -3;
    static final int FINISHED = -4;

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
            case "UTF-8" -> new UnicodeReferenceDecoders.Utf8();
            case "UTF-16LE" -> new UnicodeReferenceDecoders.Utf16(false);
            case "UTF-16BE" -> new UnicodeReferenceDecoders.Utf16(true);
            case "GBK", "gb18030" -> new Gb18030();
            case "Big5" -> new Big5();
            case "EUC-JP" -> new JapaneseReferenceDecoders.EucJp();
            case "ISO-2022-JP" -> new JapaneseReferenceDecoders.Iso2022Jp();
            case "Shift_JIS" -> new JapaneseReferenceDecoders.ShiftJis();
            case "EUC-KR" -> new EucKr();
            case "replacement" -> new Replacement();
            case "x-user-defined" -> new XUserDefined();
            case "ISO-8859-8-I" -> new SingleByte("iso-8859-8");
            default -> new SingleByte(encoding.toLowerCase(Locale.ROOT));
        };
    }

    private static final Map<String, NavigableMap<Integer, Integer>> INDEXES = new HashMap<>();

    /** The same by pointer, -1 where there is none. */
    private static final Map<String, int[]> CODE_POINTS = new HashMap<>();

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

    static int indexCodePoint(String name, int pointer) throws IOException {
        int[] codePoints = CODE_POINTS.get(name);
        if (codePoints == null) {
            var index = index(name);
            codePoints = new int[index.lastKey() + 1];
            for (int i = 0; i < codePoints.length; i++) {
                codePoints[i] = index.getOrDefault(i, -1);
            }
            CODE_POINTS.put(name, codePoints);
        }
        return pointer < codePoints.length ? codePoints[pointer] : -1;
    }

    static boolean in(int b, int first, int last) {
        return b >= first && b <= last;
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

    /** §14.5.1. */
    private static final class XUserDefined extends ReferenceDecoder {
        @Override
        int handle(int b) {
            return b == END ? FINISHED : b < 0x80 ? b : 0xF780 + b - 0x80;
        }
    }
}
