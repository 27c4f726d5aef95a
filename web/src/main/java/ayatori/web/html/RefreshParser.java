package ayatori.web.html;

/**
 * Parses a refresh as the HTML standard's <a
 * href="https://html.spec.whatwg.org/multipage/semantics.html#shared-declarative-refresh-steps">shared declarative refresh
 * steps</a> do. Reused: the accessors are good after {@link #parse} has returned true.
 */
final class RefreshParser {
    /** The start of a URL that is missing; the page is then loaded again. */
    static final int MISSING = -1;

    private int seconds;
    private int urlStart;
    private int urlEnd;

    int seconds() {
        return seconds;
    }

    /** Where the URL begins, or {@link #MISSING}. */
    int urlStart() {
        return urlStart;
    }

    int urlEnd() {
        return urlEnd;
    }

    /** The URL's length in bytes, 0 if there is none. */
    int urlLength() {
        return urlStart == MISSING ? 0 : urlEnd - urlStart;
    }

    /** Parses {@code input[start..end)}, and returns whether it is a refresh at all. */
    boolean parse(byte[] input, int start, int end) {
        urlStart = MISSING;
        seconds = 0;
        int digits = Ascii.skipWhitespace(input, start, end);
        int position = digits;
        while (position < end && Ascii.isDigit(input[position])) {
            // A time that is too long for an int is cut to it.
            seconds = (int) Math.min(seconds * 10L + input[position] - '0', Integer.MAX_VALUE);
            position++;
        }
        if (position == digits && (position == end || input[position] != '.')) {
            return false;
        }
        while (position < end && (Ascii.isDigit(input[position]) || input[position] == '.')) {
            position++;
        }
        if (position == end) {
            return true;
        }
        if (!isSeparator(input[position]) && !Ascii.isWhitespace(input[position])) {
            return false;
        }
        position = Ascii.skipWhitespace(input, position, end);
        if (position < end && isSeparator(input[position])) {
            position = Ascii.skipWhitespace(input, position + 1, end);
        }
        if (position < end) {
            parseUrl(input, position, end);
        }
        return true;
    }

    private void parseUrl(byte[] input, int start, int end) {
        urlStart = start;
        urlEnd = end;
        int position = start;
        if (input[position] == 'U' || input[position] == 'u') {
            if (!Ascii.startsWithIgnoreCase(input, position, end, "url")) {
                return;
            }
            position = Ascii.skipWhitespace(input, position + "url".length(), end);
            if (position == end || input[position] != '=') {
                return;
            }
            position = Ascii.skipWhitespace(input, position + 1, end);
        }
        if (position < end && (input[position] == '"' || input[position] == '\'')) {
            char quote = (char) input[position];
            position++;
            urlEnd = Ascii.indexOf(input, position, end, quote);
        }
        urlStart = position;
    }

    private static boolean isSeparator(byte b) {
        return b == ';' || b == ',';
    }
}
