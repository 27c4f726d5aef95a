package ayatori.web.url;

import static java.nio.charset.StandardCharsets.UTF_8;

/** UTF-8 by the Encoding Standard, where Java's own conversions differ or would allocate. */
final class Utf8 {
    private Utf8() {}

    /** Encodes a string; an unpaired surrogate becomes U+FFFD, as in a Web IDL {@code USVString}, and not {@code '?'}. */
    static byte[] encode(String text) {
        return scalarValues(text).getBytes(UTF_8);
    }

    private static String scalarValues(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                var repaired = new StringBuilder(length);
                text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                        .forEach(repaired::appendCodePoint);
                return repaired.toString();
            }
        }
        return text;
    }

    /**
     * The number of bytes of the well-formed sequence for a non-ASCII code point that starts at {@code i}, or 0 if
     * there is none (Unicode standard, table 3-7).
     */
    static int sequenceLength(byte[] bytes, int i, int end) {
        int first = bytes[i] & 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return continues(bytes, i + 1, end, 0x80, 0xBF) ? 2 : 0;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            int low = first == 0xE0 ? 0xA0 : 0x80;
            int high = first == 0xED ? 0x9F : 0xBF;
            return continues(bytes, i + 1, end, low, high) && continues(bytes, i + 2, end, 0x80, 0xBF) ? 3 : 0;
        }
        if (first >= 0xF0 && first <= 0xF4) {
            int low = first == 0xF0 ? 0x90 : 0x80;
            int high = first == 0xF4 ? 0x8F : 0xBF;
            return continues(bytes, i + 1, end, low, high)
                            && continues(bytes, i + 2, end, 0x80, 0xBF)
                            && continues(bytes, i + 3, end, 0x80, 0xBF)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean continues(byte[] bytes, int i, int end, int low, int high) {
        if (i >= end) {
            return false;
        }
        int b = bytes[i] & 0xFF;
        return b >= low && b <= high;
    }
}
