package ayatori.text;

/** Escapes text so that CommonMark reads it as text, and only where it would not. */
final class MarkdownEscape {
    /** A character reference is at most so long; the longest name has 31 letters. */
    private static final int REFERENCE_MAX = 33;

    private static final int NUMBER_MAX = 9;
    private static final int HEADING_MAX = 6;

    private MarkdownEscape() {}

    /** Appends the character at a place in the text, escaped if it could begin something. */
    static void append(String text, int at, StringBuilder out) {
        char letter = text.charAt(at);
        boolean special = switch (letter) {
            case '\\', '`', '[', ']', '~' -> true;
            case '*' -> !isBetweenSpaces(text, at, out);
            case '_' -> !isWord(text, at - 1) || !isWord(text, at + 1);
            case '<' -> beginsTag(text, at + 1);
            case '&' -> isReference(text, at, true);
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

    /** Whether a sign stands alone in a line: it is no emphasis, and no item. */
    private static boolean isBetweenSpaces(String text, int at, StringBuilder out) {
        return !out.isEmpty()
                && out.charAt(out.length() - 1) == ' '
                && at + 1 < text.length()
                && text.charAt(at + 1) == ' ';
    }

    /** Whether an angle bracket before a place could begin a tag, a comment or a URL. */
    private static boolean beginsTag(String text, int at) {
        if (at == text.length()) {
            return true;
        }
        char letter = text.charAt(at);
        return isWord(text, at) || letter == '/' || letter == '!' || letter == '?';
    }

    /** Whether a character reference begins at a place, or may be completed by what follows the text. */
    private static boolean isReference(String text, int from, boolean goesOn) {
        int end = Math.min(text.length(), from + REFERENCE_MAX);
        int at = from + 1;
        while (at < end && (isWord(text, at) || (at == from + 1 && text.charAt(at) == '#'))) {
            at++;
        }
        return at == text.length() ? goesOn : at < end && text.charAt(at) == ';' && at > from + 1;
    }

    /** A heading's text. Signs at its end would be read as the end of the heading. */
    static String headingEnd(String heading) {
        int signs = heading.length();
        while (signs > 0 && heading.charAt(signs - 1) == '#') {
            signs--;
        }
        boolean closes = signs < heading.length() && (signs == 0 || heading.charAt(signs - 1) == ' ');
        return closes ? heading.substring(0, signs) + '\\' + heading.substring(signs) : heading;
    }

    /** The beginning of a footnote. After its mark, one word, perhaps with a title, would be the definition of a link, which nobody sees. */
    static String noDestination(String paragraph) {
        int end = 0;
        while (end < paragraph.length() && paragraph.charAt(end) != ' ' && paragraph.charAt(end) != '\n') {
            end++;
        }
        boolean isWord = end == paragraph.length() || paragraph.charAt(end) == '\n';
        if (!isWord && "\"'(".indexOf(paragraph.charAt(end + 1)) < 0) {
            return paragraph;
        }
        int word = paragraph.startsWith("\\\n", end - 1) ? end - 1 : end;
        return paragraph.substring(0, word) + " <!-- -->" + paragraph.substring(word);
    }

    /** Escapes what would begin a heading, a quote, a list, a rule or a table at the start of a line. */
    static String lineStarts(String paragraph) {
        StringBuilder out = new StringBuilder(paragraph.length() + 8);
        int start = 0;
        while (start < paragraph.length()) {
            int end = paragraph.indexOf('\n', start);
            end = end < 0 ? paragraph.length() : end + 1;
            int escaped = start + beforeMark(paragraph.substring(start, end));
            if (escaped >= start) {
                out.append(paragraph, start, escaped).append('\\').append(paragraph, escaped, end);
            } else {
                out.append(paragraph, start, end);
            }
            start = end;
        }
        return out.toString();
    }

    /** Where in a line a mark begins that must be escaped; negative if the line begins nothing. */
    private static int beforeMark(String line) {
        return switch (line.charAt(0)) {
            case '>' -> 0;
            case '#' -> {
                int signs = countOf(line, "#");
                yield signs <= HEADING_MAX && endsAt(line, signs) ? 0 : -1;
            }
            case '+' -> endsAt(line, 1) ? 0 : -1;
            case '-' -> endsAt(line, 1) || isAll(line, "-:| ") ? 0 : -1;
            case '=' -> isAll(line, "=") ? 0 : -1;
            case ':', '|' -> isAll(line, "-:| ") ? 0 : -1;
            default -> {
                int digits = countOf(line, "0123456789");
                boolean isNumber = digits > 0 && digits <= NUMBER_MAX && digits < line.length();
                boolean isItem = isNumber && (line.charAt(digits) == '.' || line.charAt(digits) == ')');
                yield isItem && endsAt(line, digits + 1) ? digits : -1;
            }
        };
    }

    private static int countOf(String line, String characters) {
        int count = 0;
        while (count < line.length() && characters.indexOf(line.charAt(count)) >= 0) {
            count++;
        }
        return count;
    }

    /** Whether a mark that ends at a place would be one: white space or the line's end follows. */
    private static boolean endsAt(String line, int at) {
        return at == line.length() || line.charAt(at) == ' ' || isLineEnd(line, at);
    }

    private static boolean isAll(String line, String characters) {
        int count = countOf(line, characters);
        return count == line.length() || isLineEnd(line, count);
    }

    /** Whether a line ends at a place, perhaps by a break. */
    private static boolean isLineEnd(String line, int at) {
        return line.charAt(at) == '\n' || line.startsWith("\\\n", at);
    }

    /** Whether a URL leads out of the page and can be shown. */
    static boolean isLink(String url) {
        return url.startsWith("http://")
                || url.startsWith("https://")
                || url.startsWith("mailto:")
                || url.startsWith("ftp://");
    }

    /** Whether the parentheses in a URL are pairs, one in another at most: they end no destination. */
    private static boolean isBalanced(String url) {
        int open = 0;
        for (int at = 0; at < url.length(); at++) {
            open += url.charAt(at) == '(' ? 1 : url.charAt(at) == ')' ? -1 : 0;
            if (open < 0 || open > 2) {
                return false;
            }
        }
        return open == 0;
    }

    /** A link's destination: white space and the characters that would end it, such as a parenthesis without its other, are percent-encoded. */
    static String url(String url) {
        boolean balanced = isBalanced(url);
        StringBuilder out = new StringBuilder(url.length());
        for (int at = 0; at < url.length(); at++) {
            char letter = url.charAt(at);
            if (letter <= ' '
                    || letter == '<'
                    || letter == '>'
                    || (!balanced && (letter == '(' || letter == ')'))
                    || letter == '\\'
                    || letter == '|'
                    || letter == '*'
                    || letter == '`') {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit((letter >> 4) & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(letter & 15, 16)));
            } else if (letter == '&' && isReference(url, at, false)) {
                out.append("\\&");
            } else {
                out.append(letter);
            }
        }
        return out.toString();
    }
}
