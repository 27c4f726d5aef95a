package ayatori.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys as they are pressed. While it is open, the terminal hands over each key at once and does not show it; Ctrl-C and Ctrl-Z
 * stay signals. A thread waits for keys, which costs nothing until there is one: to look ten times a second cost more than to draw.
 *
 * <p>The methods may be called from any thread.
 */
final class Keyboard implements AutoCloseable {
    /** Gets the key for which the thread of an earlier keyboard still waits; null if none is open. */
    private static volatile @Nullable Keyboard open;

    private final Tty tty;
    private final InputStream keys;
    private final IntConsumer pressed;

    /** The terminal's own modes. */
    private final String before;

    /** Whether the terminal has our modes. */
    private boolean isRaw;

    private boolean isReading;
    private boolean isClosed;

    private Keyboard(Tty tty, InputStream keys, String before, IntConsumer pressed) {
        this.tty = tty;
        this.keys = keys;
        this.before = before;
        this.pressed = pressed;
    }

    /**
     * Opens the keyboard of a terminal.
     *
     * @param pressed takes each key, on a thread of the keyboard
     * @return null if there is none that we may read from
     */
    static @Nullable Keyboard open(Tty tty, IntConsumer pressed) {
        String modes = tty.isForeground() ? tty.modes() : null;
        if (modes == null) {
            return null;
        }
        try {
            var keyboard = new Keyboard(tty, tty.keys(), modes, pressed);
            keyboard.enter();
            open = keyboard;
            Thread.ofPlatform().name("keys").daemon().start(keyboard::read);
            return keyboard;
        } catch (IOException _) {
            return null;
        }
    }

    /** Has the terminal hand over each key, if this process is in the foreground. Another program may have set its modes meanwhile. */
    synchronized void enter() {
        isRaw = !isClosed && tty.isForeground() && tty.setModes("-icanon", "-echo", "min", "1", "time", "0");
        isReading = isRaw;
        notifyAll();
    }

    /** Gives the terminal its own modes back, until {@link #enter}. */
    synchronized void leave() {
        if (isRaw) {
            isRaw = false;
            isReading = false;
            tty.setModes(before);
        }
    }

    private void read() {
        try {
            while (awaitTurn()) {
                int key = next();
                Keyboard receiver = open;
                if (key >= 0 && receiver != null) {
                    receiver.accept(key);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drops a key that was meant for somebody else. */
    private void accept(int key) {
        synchronized (this) {
            if (!isReading) {
                return;
            }
        }
        pressed.accept(key);
    }

    /** Waits until the terminal is ours; false once this is closed. */
    private synchronized boolean awaitTurn() throws InterruptedException {
        while (!isReading && !isClosed) {
            wait();
        }
        return !isClosed;
    }

    /** The next key; -1 if the terminal is not ours any more, or has gone. */
    private int next() {
        int key = -1;
        try {
            key = keys.read();
        } catch (IOException _) {
            // The process is in the background.
        }
        if (key < 0) {
            lost();
        }
        return key;
    }

    /** The modes stay to be restored, but nothing is read until {@link #enter}. */
    private synchronized void lost() {
        isReading = false;
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            leave();
            isClosed = true;
            if (open == this) {
                open = null;
            }
            notifyAll();
            try {
                keys.close();
            } catch (IOException _) {
                // Nothing was written.
            }
        }
    }
}
