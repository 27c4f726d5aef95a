package ayatori.crawler.extract;

import java.math.BigDecimal;

/** The form of text in values. */
final class Texts {
    /** Longer text is cut. */
    static final int CHARS_MAX = 1 << 20;

    private Texts() {}

    /** The text, cut to {@link #CHARS_MAX}, without half characters. */
    static String bounded(String text) {
        return whole(cut(text, CHARS_MAX));
    }

    /** The text with U+FFFD in the place of half characters, which have no form in UTF-8. */
    static String whole(String text) {
        StringBuilder whole = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                whole = whole == null ? new StringBuilder(text) : whole;
                whole.setCharAt(i, '\uFFFD');
            }
        }
        return whole == null ? text : whole.toString();
    }

    /** The first characters of a text, which never end in half a character. */
    static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return text.substring(0, end);
    }

    /** A value as text. */
    static String of(Object value) {
        return switch (value) {
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> Long.toString(number.longValue());
            case Object other -> other.toString();
        };
    }
}
