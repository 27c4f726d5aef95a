package ayatori.archive.rewrite;

import java.util.function.UnaryOperator;

/**
 * Replaces the URLs in a style sheet: those in {@code url(…)}, {@code src(…)} and {@code @import "…"}. It follows the tokens of CSS Syntax, so that
 * comments and other strings stay as they are. What is not closed at the end is left alone.
 */
public final class CssRewriter {
    private final String css;
    private final UnaryOperator<String> urls;
    private final StringBuilder out;
    private int copied;
    private int position;

    private CssRewriter(String css, UnaryOperator<String> urls) {
        this.css = css;
        this.urls = urls;
        this.out = new StringBuilder(css.length() + 64);
    }

    /**
     * Rewrites a style sheet, or the value of a {@code style} attribute.
     *
     * @param urls gives the URL to write for the one that is there; the same to leave it
     */
    public static String rewrite(String css, UnaryOperator<String> urls) {
        if (!css.contains("(") && !css.contains("@")) {
            return css;
        }
        return new CssRewriter(css, urls).rewrite();
    }

    private String rewrite() {
        while (position < css.length()) {
            char c = css.charAt(position);
            if (css.startsWith("/*", position)) {
                int end = css.indexOf("*/", position + 2);
                position = end < 0 ? css.length() : end + 2;
            } else if (c == '"' || c == '\'') {
                position = endOfString(position);
            } else if (c == '\\') {
                position += 2;
            } else if (c == '@' && matches("@import")) {
                position += "@import".length();
                skipSpace();
                if (position < css.length() && isQuote(css.charAt(position))) {
                    replaceString();
                }
            } else if (isNameStart(c)) {
                int start = position;
                while (position < css.length() && isName(css.charAt(position))) {
                    position++;
                }
                String name = css.substring(start, position);
                if (position < css.length()
                        && css.charAt(position) == '('
                        && (name.equalsIgnoreCase("url") || name.equalsIgnoreCase("src"))) {
                    position++;
                    function();
                }
            } else {
                position++;
            }
        }
        return copied == 0 ? css : out.append(css, copied, css.length()).toString();
    }

    /** Behind {@code url(}. */
    private void function() {
        skipSpace();
        if (position >= css.length()) {
            return;
        }
        if (isQuote(css.charAt(position))) {
            replaceString();
            return;
        }
        int start = position;
        while (position < css.length() && css.charAt(position) != ')') {
            position += css.charAt(position) == '\\' ? 2 : 1;
        }
        if (position < css.length()) {
            int end = position;
            while (end > start && isSpace(css.charAt(end - 1))) {
                end--;
            }
            replace(start, end, "");
        }
    }

    /** At a quotation mark. */
    private void replaceString() {
        int start = position + 1;
        int end = endOfString(position);
        position = end;
        if (end <= css.length() && end > start && css.charAt(end - 1) == css.charAt(start - 1)) {
            replace(start, end - 1, css.substring(start - 1, start));
        }
    }

    private void replace(int start, int end, String quote) {
        String url = unescape(css.substring(start, end)).strip();
        String other = urls.apply(url);
        if (!other.equals(url)) {
            out.append(css, copied, start).append(escape(other, quote));
            copied = end;
        }
    }

    private static String escape(String url, String quote) {
        var escaped = new StringBuilder();
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            boolean special = c == '\\' || (quote.isEmpty() ? c == '(' || c == ')' || c == '\'' || c == '"' || c == ' ' : c == quote.charAt(0));
            if (special) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    /** Behind the string that begins here; the end of a line ends it too. */
    private int endOfString(int start) {
        char quote = css.charAt(start);
        for (int i = start + 1; i < css.length(); i++) {
            char c = css.charAt(i);
            if (c == quote) {
                return i + 1;
            }
            if (c == '\n') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return css.length();
    }

    /** Escapes as CSS Syntax has them: up to six hexadecimal digits and a space, or one character. */
    static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            int end = i + 1;
            while (end < text.length() && end - i <= 6 && Character.digit(text.charAt(end), 16) >= 0) {
                end++;
            }
            if (end == i + 1) {
                if (text.charAt(end) != '\n') { // an escaped line end is none
                    plain.append(text.charAt(end));
                }
                i = end;
                continue;
            }
            int point = Integer.parseInt(text.substring(i + 1, end), 16);
            plain.appendCodePoint(Character.isValidCodePoint(point) && point != 0 ? point : 0xFFFD);
            i = end < text.length() && isSpace(text.charAt(end)) ? end : end - 1;
        }
        return plain.toString();
    }

    private boolean matches(String word) {
        int end = position + word.length();
        return css.regionMatches(true, position, word, 0, word.length())
                && (end == css.length() || !isName(css.charAt(end)));
    }

    private void skipSpace() {
        while (position < css.length() && isSpace(css.charAt(position))) {
            position++;
        }
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c >= 0x80;
    }

    private static boolean isName(char c) {
        return isNameStart(c) || (c >= '0' && c <= '9');
    }
}
