package ayatori.cli;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keys as they are pressed. While it is open, the terminal hands over each key at once and does not show it; Ctrl-C and Ctrl-Z
 * stay signals. It never waits for a key: a process in the background that reads from the terminal would be stopped.
 *
 * <p>The methods may be called from any thread.
 */
final class Keyboard implements AutoCloseable {
    private static final int NONE = -1;

    private final Tty tty;
    private final InputStream keys;

    /** The terminal's own modes. */
    private final String before;

    private boolean isRaw;
    private boolean isClosed;

    private Keyboard(Tty tty, InputStream keys, String before) {
        this.tty = tty;
        this.keys = keys;
        this.before = before;
    }

    /** Opens the keyboard of a terminal; null if there is none that we may read from. */
    static @Nullable Keyboard open(Tty tty) {
        String modes = tty.isForeground() ? tty.modes() : null;
        if (modes == null) {
            return null;
        }
        try {
            var keyboard = new Keyboard(tty, tty.keys(), modes);
            keyboard.enter();
            return keyboard;
        } catch (IOException _) {
            return null;
        }
    }

    /** Has the terminal hand over each key, if this process is in the foreground. Another program may have set its modes meanwhile. */
    synchronized void enter() {
        isRaw = !isClosed && tty.isForeground() && tty.setModes("-icanon", "-echo", "min", "1", "time", "0");
    }

    /** Gives the terminal its own modes back, until {@link #enter}. */
    synchronized void leave() {
        if (isRaw) {
            isRaw = false;
            tty.setModes(before);
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
