package ayatori.cli;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Lines of a terminal that are redrawn in place.
 *
 * <p>On a screen of its own (xterm's alternate buffer), they begin in the first row. Terminals do not rewrap that screen when the
 * window is resized, so nothing is left behind. Printed lines are kept until the other screen is back; the latest of them is shown
 * below the others.
 *
 * <p>Otherwise they are at the bottom of what was printed.
 * Between two drawings the hidden cursor stays at the start of the first line. So the next drawing starts in the same place and
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

    private static final String OWN_SCREEN = "\u001b[?1049h";
    private static final String OTHER_SCREEN = "\u001b[?1049l";
    private static final String HOME = "\u001b[H";

    /** Lines that are kept at most; older ones are lost. */
    private static final int KEPT_MAX = 1_000;

    private final PrintStream out;
    private final boolean isOwn;
    private List<String> shown = List.of();
    private final Deque<String> kept = new ArrayDeque<>();
    private boolean isEntered;
    private boolean closed;

    /** @param isOwn whether the lines have a screen of their own */
    Screen(PrintStream out, boolean isOwn) {
        this.out = out;
        this.isOwn = isOwn;
    }

    /** Replaces the lines. */
    synchronized void show(List<String> lines) {
        if (!closed) {
            shown = List.copyOf(lines);
            write(enter() + BEGIN_UPDATE + HIDE_CURSOR + drawing() + END_UPDATE);
        }
    }

    /** Prints a line that stays, above the redrawn ones. */
    synchronized void print(String line) {
        if (closed) {
            write(line + System.lineSeparator());
        } else if (isEntered) {
            kept.addLast(line);
            if (kept.size() > KEPT_MAX) {
                kept.removeFirst();
            }
            write(BEGIN_UPDATE + drawing() + END_UPDATE);
        } else if (shown.isEmpty()) {
            write(line + System.lineSeparator());
        } else {
            write(BEGIN_UPDATE + "\r" + CLEAR_BELOW + line + "\n" + drawing() + END_UPDATE);
        }
    }

    private String enter() {
        boolean enters = isOwn && !isEntered;
        isEntered |= isOwn;
        return enters ? OWN_SCREEN : "";
    }

    /** Goes back to the other screen, with what was printed meanwhile. Where nothing is shown, the terminal may be somebody else's. */
    private void exit() {
        if (shown.isEmpty()) {
            return;
        }
        shown = List.of();
        var text = new StringBuilder("\r").append(CLEAR_BELOW).append(WRAP).append(SHOW_CURSOR);
        if (isEntered) {
            isEntered = false;
            text.append(OTHER_SCREEN);
            kept.forEach(line -> text.append(line).append(System.lineSeparator()));
            kept.clear();
        }
        write(text.toString());
    }

    private String drawing() {
        if (isEntered) {
            var lines = new StringBuilder(NO_WRAP).append(HOME);
            shown.forEach(line -> lines.append(line).append(CLEAR_LINE_END).append("\r\n"));
            return lines.append(kept.isEmpty() ? "" : kept.getLast())
                    .append(CLEAR_BELOW)
                    .append(HOME)
                    .append(WRAP)
                    .toString();
        }
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
            exit();
        }
    }

    /** Clears the lines and restores the cursor. May be called twice, and while the process ends. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            exit();
        }
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }
}
