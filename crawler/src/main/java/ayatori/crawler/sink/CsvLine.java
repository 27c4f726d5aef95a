package ayatori.crawler.sink;

import org.jspecify.annotations.Nullable;

/**
 * A line of CSV after RFC 4180: cells are separated by commas, those that need it are in double quotes, and the line ends
 * with CR LF. A missing value is an empty cell, an empty text is a quoted one.
 *
 * <p>A spreadsheet takes a cell that begins with {@code =}, {@code +}, {@code -}, {@code @}, a tab or a line end for a formula,
 * which may send data away or start a program. Such a text gets an apostrophe in front, and so does one that begins with
 * apostrophes and such a character. Numbers stay as they are. To get the text back, remove one apostrophe where apostrophes
 * and such a character begin a cell.
 */
public final class CsvLine {
    private final StringBuilder line = new StringBuilder(512);
    private int cells;

    /** Creates an empty line. */
    public CsvLine() {}

    /** Adds a cell with a number, a time or a word of our own, which needs no quotes. */
    public CsvLine plain(@Nullable Object value) {
        separate();
        if (value != null) {
            line.append(value);
        }
        return this;
    }

    /** Adds a cell with any text. */
    public CsvLine text(@Nullable String text) {
        separate();
        if (text == null) {
            return this;
        }
        boolean isFormula = isFormula(text);
        if (!text.isEmpty() && !needsQuotes(text)) {
            if (isFormula) {
                line.append('\'');
            }
            line.append(text);
            return this;
        }
        line.append('"');
        if (isFormula) {
            line.append('\'');
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                line.append('"');
            }
            line.append(c);
        }
        line.append('"');
        return this;
    }

    private void separate() {
        if (cells++ > 0) {
            line.append(',');
        }
    }

    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ';
    }

    /** Whether a spreadsheet may take a text for a formula. */
    static boolean isFormula(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) == '\'') {
            i++;
        }
        if (i == text.length()) {
            return false;
        }
        return switch (text.charAt(i)) {
            case '=', '@', '\t', '\r', '\n', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20' -> true;
            case '+', '-' -> i > 0 || !isNumber(text);
            default -> false;
        };
    }

    /** Whether a text with a sign is a decimal number. */
    private static boolean isNumber(String text) {
        int digits = 0;
        int points = 0;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c != '.' || ++points > 1) {
                return false;
            }
        }
        return digits > 0;
    }

    /** {@return the line with its end} Further cells begin a new line. */
    public String end() {
        if (line.isEmpty()) {
            line.append("\"\""); // readers skip an empty line
        }
        line.append("\r\n");
        String ended = line.toString();
        line.setLength(0);
        cells = 0;
        return ended;
    }
}
