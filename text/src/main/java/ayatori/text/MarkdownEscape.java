package ayatori.text;

/** Escapes text so that CommonMark reads it as text. */
final class MarkdownEscape {
    private MarkdownEscape() {}

    /** Appends the character at a place in the text, escaped if it could begin something. */
    static void append(String text, int at, StringBuilder out) {
        char letter = text.charAt(at);
        boolean special = switch (letter) {
            case '\\', '`', '*', '[', ']', '<', '~' -> true;
            case '_' -> !isWord(text, at - 1) || !isWord(text, at + 1);
            case '&' -> isWord(text, at + 1) || text.startsWith("#", at + 1);
            default -> false;
        };
        if (special) {
            out.append('\\');
        }
        out.append(letter);
    }

    static void appendAll(String text, StringBuilder out) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < ' ') {
                out.append(' ');
            } else {
                append(text, at, out);
            }
        }
    }

    private static boolean isWord(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    /** Escapes what would begin a heading, a quote, a list or a rule at the start of a line. */
    static String lineStarts(String paragraph) {
        StringBuilder out = new StringBuilder(paragraph.length() + 8);
        boolean start = true;
        for (int at = 0; at < paragraph.length(); at++) {
            char letter = paragraph.charAt(at);
            if (start
                    && (letter == '#'
                            || letter == '>'
                            || letter == '+'
                            || letter == '-'
                            || letter == '='
                            || letter == '|')) {
                out.append('\\');
            } else if (start && letter >= '0' && letter <= '9') {
                int end = at;
                while (end < paragraph.length() && paragraph.charAt(end) >= '0' && paragraph.charAt(end) <= '9') {
                    end++;
                }
                if (end < paragraph.length() && (paragraph.charAt(end) == '.' || paragraph.charAt(end) == ')')) {
                    out.append(paragraph, at, end).append('\\');
                    at = end;
                    letter = paragraph.charAt(at);
                }
            }
            out.append(letter);
            start = letter == '\n';
        }
        return out.toString();
    }

    /** Whether a URL leads out of the page and can be shown. */
    static boolean isLink(String url) {
        return url.startsWith("http://") || url.startsWith("https://") || url.startsWith("mailto:");
    }

    /** A link's destination: white space and the characters that would end it are percent-encoded. */
    static String url(String url) {
        StringBuilder out = new StringBuilder(url.length());
        for (int at = 0; at < url.length(); at++) {
            char letter = url.charAt(at);
            if (letter <= ' '
                    || letter == '<'
                    || letter == '>'
                    || letter == '('
                    || letter == ')'
                    || letter == '\\'
                    || letter == '|'
                    || letter == '*'
                    || letter == '`') {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit((letter >> 4) & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(letter & 15, 16)));
            } else {
                out.append(letter);
            }
        }
        return out.toString().replace("&", "\\&");
    }
}
