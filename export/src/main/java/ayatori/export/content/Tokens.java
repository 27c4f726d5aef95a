package ayatori.export.content;

/**
 * Counts the tokens of a text, as an estimate for no model in particular that is meant to be too high rather than too low.
 *
 * <p>A word is one token for every five of its letters or part of them, and a Chinese, Japanese or Korean character is one. Letters of
 * other scripts than Latin count three to a token, and so do digits. Punctuation counts two to a token. Line ends in a row are
 * one, and so are spaces in a row; a single space belongs to the word behind it.
 */
final class Tokens {
    private static final int LATIN_LETTERS = 5;
    private static final int OTHER_LETTERS = 3;
    private static final int DIGITS = 3;
    private static final int MARKS = 2;

    private Tokens() {}

    /** The number of tokens. */
    static int count(String text) {
        int tokens = 0;
        for (int at = 0; at < text.length(); ) {
            int kind = kind(text.codePointAt(at));
            int length = 0;
            do {
                at += Character.charCount(text.codePointAt(at));
                length++;
            } while (at < text.length() && kind(text.codePointAt(at)) == kind);
            tokens += switch (kind) {
                case ' ' -> length > 1 ? 1 : 0;
                case '\n' -> 1;
                case 'a' -> (length + LATIN_LETTERS - 1) / LATIN_LETTERS;
                case 'o' -> (length + OTHER_LETTERS - 1) / OTHER_LETTERS;
                case '0' -> (length + DIGITS - 1) / DIGITS;
                case 'i' -> length;
                default -> (length + MARKS - 1) / MARKS;
            };
        }
        return tokens;
    }

    private static int kind(int c) {
        if (c < 0x80) {
            return c == ' ' || c == '\t'
                    ? ' '
                    : c == '\n' ? '\n' : c >= '0' && c <= '9' ? '0' : Character.isLetter(c) ? 'a' : '.';
        }
        if (Character.isIdeographic(c) || (c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3)) {
            return 'i';
        }
        return c < 0x250 && Character.isLetter(c) ? 'a' : Character.isLetterOrDigit(c) ? 'o' : 'i';
    }
}
