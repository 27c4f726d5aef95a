package ayatori.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * Lines at the bottom of a terminal that are redrawn in place.
 *
 * <p>Between two drawings the hidden cursor stays at the start of the first line. So the next drawing starts in the same place and
 * clears everything below it, whatever the terminal did to the lines when its window was resized. To avoid flicker, each drawing is
 * one write, marked as one update (DEC mode 2026), and overwrites the old lines instead of clearing them first. Wrapping is off
 * while lines are drawn (DECAWM), in case the window has just shrunk.
 *
 * <p>The methods may be called from any thread and are atomic.
 */
final class Screen implements AutoCloseable {

    private static final String BEGIN_UPDATE = "\u001b[?2026h";
    private static final String END_UPDATE = "\u001b[?2026l";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final String CLEAR_LINE_END = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintStream out;
    private List<String> shown = List.of();
    private boolean closed;

    Screen(PrintStream out) {
        this.out = out;
    }

    /** Replaces the lines. */
    synchronized void show(List<String> lines) {
        if (!closed) {
            shown = List.copyOf(lines);
            write(BEGIN_UPDATE + HIDE_CURSOR + drawing() + END_UPDATE);
        }
    }

    /** Prints a line that stays, above the redrawn ones. */
    synchronized void print(String line) {
        if (closed) {
            write(line + System.lineSeparator());
        } else {
            write(BEGIN_UPDATE + "\r" + CLEAR_BELOW + line + "\n" + drawing() + END_UPDATE);
        }
    }

    private String drawing() {
        var drawing = new StringBuilder(NO_WRAP).append('\r');
        for (int row = 0; row < shown.size(); row++) {
            drawing.append(row == 0 ? "" : "\n").append(shown.get(row)).append(CLEAR_LINE_END);
        }
        drawing.append(CLEAR_BELOW).append('\r');
        if (shown.size() > 1) {
            drawing.append("\u001b[").append(shown.size() - 1).append('A');
        }
        return drawing.append(WRAP).toString();
    }

    /** Clears the lines and restores the cursor until lines are shown again: somebody else is about to use the terminal. */
    synchronized void leave() {
        if (!closed) {
            shown = List.of();
            write("\r" + CLEAR_BELOW + WRAP + SHOW_CURSOR);
        }
    }

    /** Clears the lines and restores the cursor. May be called twice, and while the process ends. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            write("\r" + CLEAR_BELOW + WRAP + SHOW_CURSOR);
        }
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }
}
