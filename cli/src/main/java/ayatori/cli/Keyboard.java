package ayatori.cli;

import java.io.FileInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Keys as they are pressed. While it is open, the terminal hands over each key at once and does not show it; Ctrl-C and Ctrl-Z
 * stay signals. It never waits for a key: a process in the background that reads from the terminal would be stopped.
 *
 * <p>The methods may be called from any thread.
 */
final class Keyboard implements AutoCloseable {
    private static final int NONE = -1;

    private final FileInputStream keys;

    /** The terminal's own modes, as {@code stty -g} writes them. */
    private final String before;

    private boolean isRaw;
    private boolean isClosed;

    private Keyboard(FileInputStream keys, String before) {
        this.keys = keys;
        this.before = before;
    }

    /** Opens the keyboard of the terminal; null if there is none that we may read from. */
    static @Nullable Keyboard open() {
        String modes = Terminal.isForeground() ? Terminal.modes() : null;
        if (modes == null) {
            return null;
        }
        try {
            var keyboard = new Keyboard(new FileInputStream(Terminal.DEVICE), modes);
            keyboard.enter();
            return keyboard;
        } catch (IOException _) {
            return null;
        }
    }

    /** Has the terminal hand over each key, if this process is in the foreground. */
    synchronized void enter() {
        if (!isRaw && !isClosed && Terminal.isForeground()) {
            isRaw = Terminal.setModes("-icanon", "-echo", "min", "1", "time", "0");
        }
    }

    /** Gives the terminal its own modes back, until {@link #enter}. */
    synchronized void leave() {
        if (isRaw) {
            isRaw = false;
            Terminal.setModes(before);
        }
    }

    /** The next key that was pressed; -1 if none was. */
    synchronized int next() {
        try {
            return isRaw && keys.available() > 0 ? keys.read() : NONE;
        } catch (IOException _) {
            return NONE; // the terminal has gone
        }
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            leave();
            isClosed = true;
            try {
                keys.close();
            } catch (IOException _) {
                // Nothing was written.
            }
        }
    }
}
