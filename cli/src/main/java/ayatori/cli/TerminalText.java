package ayatori.cli;

import ayatori.crawler.sink.Inert;
import java.util.ArrayList;
import java.util.List;

/**
 * Escapes and measures text for a terminal.
 *
 * <p>Titles, URLs, header values and error messages come from the network. Control characters in them could move the cursor, change
 * the window's title or type into the user's shell; bidirectional controls could disguise a URL. {@link #escape} makes them all
 * visible.
 */
final class TerminalText {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private TerminalText() {}

    /**
     * Replaces everything invisible (C0 and C1 controls, line breaks, bidirectional and other format
     * controls, lone surrogates, private and unassigned characters) by its code, such as {@code \x1b} or
     * {@code \u202e}. Joiners stay: some scripts need them, and they are harmless.
     */
    static String escape(String text) {
        int unsafe = firstUnsafe(text);
        if (unsafe < 0) {
            return text;
        }
        var escaped = new StringBuilder(text.length() + 16).append(text, 0, unsafe);
        text.codePoints().skip(text.codePointCount(0, unsafe)).forEach(c -> {
            if (safe(c)) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append(c <= 0xFF ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c));
            }
        });
        return escaped.toString();
    }

    /** Text of several lines with U+FFFD in the place of all that could control a terminal or disguise a URL. */
    static String inert(String text) {
        StringBuilder inert = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && c != '\t' && !Inert.is(c)) {
                inert = inert == null ? new StringBuilder(text) : inert;
                inert.setCharAt(i, '\uFFFD');
            }
        }
        return inert == null ? text : inert.toString();
    }

    private static int firstUnsafe(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x7F) {
                int codePoint = text.codePointAt(i);
                if (!safe(codePoint)) {
                    return i;
                }
                i += Character.charCount(codePoint) - 1;
            }
        }
        return -1;
    }

    private static boolean safe(int c) {
        if (c < 0x7F) {
            return c >= 0x20;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            case Character.FORMAT -> c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }

    /** The columns of an escaped text: two for each wide character, none for combining ones. */
    static int columns(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x300) {
                columns++;
            } else {
                int codePoint = text.codePointAt(i);
                columns += columns(codePoint);
                i += Character.charCount(codePoint) - 1;
            }
        }
        return columns;
    }

    /** The columns of an escaped text with colours (SGR sequences), which take none. */
    static int columnsOfColored(String text) {
        int columns = columns(text);
        for (int start = text.indexOf('\u001b'); start >= 0; start = text.indexOf('\u001b', start + 1)) {
            columns -= text.indexOf('m', start) + 1 - start;
        }
        return columns;
    }

    private static int columns(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return wide(c) ? 2 : 1;
    }

    /** East Asian Wide and Fullwidth of Unicode's annex 11, in ranges that err on the wide side. */
    private static boolean wide(int c) {
        return within(c, 0x1100, 0x115F)
                || within(c, 0x2E80, 0xA4CF)
                || within(c, 0xAC00, 0xD7A3)
                || within(c, 0xF900, 0xFAFF)
                || within(c, 0xFE30, 0xFE6F)
                || within(c, 0xFF00, 0xFF60)
                || within(c, 0xFFE0, 0xFFE6)
                || within(c, 0x20000, 0x3FFFD)
                || Character.isEmojiPresentation(c);
    }

    private static boolean within(int c, int first, int last) {
        return c >= first && c <= last;
    }

    /** Cuts a text to at most {@code width} columns, the mark included if something was cut. */
    static String clip(String text, int width, String mark) {
        if (columns(text) <= width) {
            return text;
        }
        int room = width - columns(mark);
        if (room < 0) {
            return "";
        }
        int end = 0;
        for (int used = 0; end < text.length(); ) {
            int c = text.codePointAt(end);
            used += columns(c);
            if (used > room) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end) + mark;
    }

    /** Wraps a text to lines of at most {@code width} columns. A longer word gets its own line. */
    static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && columns(line + " " + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Clipped or filled with spaces on the right to exactly {@code width} columns. */
    static String left(String text, int width, String mark) {
        String clipped = clip(text, width, mark);
        return clipped + " ".repeat(Math.max(0, width - columns(clipped)));
    }

    /** Filled with spaces on the left to at least {@code width} columns. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - columns(text))) + text;
    }
}
