package ayatori.web.url;

/** Windows drive letters (URL standard §4.1), which have rules of their own in the paths of {@code file:} URLs. */
final class WindowsDriveLetter {
    private WindowsDriveLetter() {}

    /** A letter and a colon or bar: {@code C:} or {@code C|}. */
    static boolean is(CharSequence text) {
        return text.length() == 2 && is(text.charAt(0), text.charAt(1));
    }

    private static boolean is(int first, int second) {
        return Ascii.isAlpha(first) && (second == ':' || second == '|');
    }

    /** Whether the input from an index on starts with one: it is all of the input, or a path, query or fragment follows. */
    static boolean startsAt(ParserInput input, int index) {
        int after = input.at(index + 2);
        return is(input.at(index), input.at(index + 1))
                && (after == ParserInput.EOF || after == '/' || after == '\\' || after == '?' || after == '#');
    }

    /** Whether the first segment of a path is a normalized one, with a colon. */
    static boolean isFirstSegmentOf(CharSequence path) {
        return path.length() >= 3
                && Ascii.isAlpha(path.charAt(1))
                && path.charAt(2) == ':'
                && (path.length() == 3 || path.charAt(3) == '/');
    }
}
