package ayatori.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The part of a terminal that {@link Screen} uses: rows that scroll, a cursor, wrapping, and modes. */
final class FakeTerminal extends OutputStream {

    private final int columns;
    private final int rows;
    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private final StringBuilder sequence = new StringBuilder();
    private int row;
    private int column;
    private List<StringBuilder> other = List.of();
    private int otherRow;
    private boolean wraps = true;
    boolean cursorShown = true;
    /** How many columns were lost at the right edge because wrapping was off. */
    int lost;

    FakeTerminal(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    PrintStream stream() {
        return new PrintStream(this, true, UTF_8);
    }

    /** All rows, including those that have scrolled off the screen. */
    List<String> text() {
        return lines.stream().map(line -> line.toString().stripTrailing()).toList();
    }

    /** The cursor's row, counted from the first row there ever was. */
    int row() {
        return row;
    }

    int column() {
        return column;
    }

    @Override
    public void write(int b) {
        char c = (char) b;
        if (!sequence.isEmpty()) {
            sequence.append(c);
            if (sequence.length() > 2 && Character.isLetter(c)) {
                control(sequence.toString());
                sequence.setLength(0);
            }
            return;
        }
        switch (c) {
            case '\u001b' -> sequence.append(c);
            case '\r' -> column = 0;
            case '\n' -> lineFeed();
            default -> put(c);
        }
    }

    private void put(char c) {
        if (column == columns) {
            if (!wraps) {
                lost++;
                return;
            }
            lineFeed();
        }
        StringBuilder line = lines.get(row);
        while (line.length() <= column) {
            line.append(' ');
        }
        line.setCharAt(column++, c);
    }

    /** As on a terminal whose line discipline turns a line feed into a new line. */
    private void lineFeed() {
        row++;
        column = 0;
        if (row == lines.size()) {
            lines.add(new StringBuilder());
        }
    }

    private void control(String text) {
        switch (text) {
            case "\u001b[K" ->
                lines.get(row).setLength(Math.min(column, lines.get(row).length()));
            case "\u001b[J" -> {
                lines.get(row).setLength(Math.min(column, lines.get(row).length()));
                lines.subList(row + 1, lines.size()).clear();
            }
            case "\u001b[H" -> {
                row = 0;
                column = 0;
            }
            case "\u001b[?1049h" -> {
                other = lines.stream().map(StringBuilder::new).toList();
                otherRow = row;
                lines.clear();
                lines.add(new StringBuilder());
                row = 0;
                column = 0;
            }
            case "\u001b[?1049l" -> {
                lines.clear();
                lines.addAll(other);
                row = otherRow;
                column = 0;
            }
            case "\u001b[?7l" -> wraps = false;
            case "\u001b[?7h" -> wraps = true;
            case "\u001b[?25l" -> cursorShown = false;
            case "\u001b[?25h" -> cursorShown = true;
            case "\u001b[?2026h", "\u001b[?2026l" -> {
                // Synchronized update: has no effect here.
            }
            default -> up(text);
        }
    }

    private void up(String text) {
        if (!text.matches("\u001b\\[\\d+A")) {
            throw new AssertionError("this terminal does not know " + TerminalText.escape(text));
        }
        int by = Integer.parseInt(text.substring(2, text.length() - 1));
        int top = Math.max(0, lines.size() - rows);
        if (row - by < top) {
            throw new AssertionError("the cursor is moved above the top of the screen");
        }
        row -= by;
    }
}
