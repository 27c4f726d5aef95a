package ayatori.web.charset;

/** Index jis0208, and the rules that the three encodings of Japanese (§12) share. */
final class Jis0208 {
    static final int YEN_SIGN = 0xA5;
    static final int OVERLINE = 0x203E;

    private static final int KATAKANA_FIRST = 0xFF61;
    private static final int KATAKANA_LAST = 0xFF9F;

    private static final Index INDEX = Index.of("jis0208");

    /** Index ISO-2022-JP katakana: the full-width form of each half-width one. */
    private static final char[] FULL_WIDTH = Index.read("iso-2022-jp-katakana");

    private Jis0208() {}

    /** The code points by pointer, 0 where there is none. Not to be changed. */
    static char[] codePoints() {
        return INDEX.codePoints();
    }

    /** The first pointer of a code point, or -1 if there is none. All encoders take the minus sign for its full-width form. */
    static int pointer(int codePoint) {
        return INDEX.pointer(codePoint == 0x2212 ? 0xFF0D : codePoint);
    }

    /** The first pointer of a code point outside {@code [from, to)}, in the same way. */
    static char[][] pointersOutside(int from, int to) {
        char[][] before = INDEX.pointers(0, from);
        char[][] after = INDEX.pointers(to, INDEX.codePoints().length);
        for (int page = 0; page < before.length; page++) {
            if (before[page] == null) {
                before[page] = after[page];
            } else if (after[page] != null) {
                for (int i = 0; i < before[page].length; i++) {
                    before[page][i] = before[page][i] == 0 ? after[page][i] : before[page][i];
                }
            }
        }
        return before;
    }

    static boolean isHalfWidthKatakana(int codePoint) {
        return codePoint >= KATAKANA_FIRST && codePoint <= KATAKANA_LAST;
    }

    static int fullWidth(int halfWidthKatakana) {
        return FULL_WIDTH[halfWidthKatakana - KATAKANA_FIRST];
    }
}
