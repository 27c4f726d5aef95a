package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import org.jspecify.annotations.Nullable;

/**
 * What a live view has of the terminal: the screen, and the keyboard. It has neither while the process is in the background, where
 * the terminal is somebody else's.
 *
 * <p>The methods may be called from any thread.
 */
final class TakenTerminal implements AutoCloseable {
    /** In the background, looks after so many ticks whether it is in the foreground again: not every shell tells. */
    private static final int TICKS_PER_LOOK = 10;

    private final LiveDisplay live;
    private final Tty tty;

    /** Opened after the first drawing, since that takes some milliseconds. */
    private @Nullable Keyboard keyboard;

    private boolean isShown;
    private boolean isClosed;
    private int ticks;

    TakenTerminal(LiveDisplay live, Tty tty) {
        this.live = live;
        this.tty = tty;
    }

    /** Draws for the first time, and opens the keyboard. */
    synchronized void show(CrawlProgress progress) {
        if (!isClosed && tty.isForeground()) {
            isShown = true;
            live.update(progress);
            keyboard = Keyboard.open(tty);
        } else {
            live.leave();
        }
    }

    /** Takes the terminal if the process is in the foreground; gives it back if it is not. */
    synchronized void enter() {
        if (isClosed) {
            return;
        }
        isShown = tty.isForeground();
        if (!isShown) {
            leave();
            return;
        }
        if (keyboard == null) {
            keyboard = Keyboard.open(tty);
        } else {
            keyboard.enter();
        }
        live.enter();
    }

    /** Gives the terminal back until {@link #enter}. */
    synchronized void leave() {
        isShown = false;
        live.leave();
        if (keyboard != null) {
            keyboard.leave();
        }
    }

    /** Takes the terminal if the process has come into the foreground. Called at each tick. */
    synchronized void look() {
        if (!isShown && ++ticks % TICKS_PER_LOOK == 0 && tty.isForeground()) {
            enter();
        }
    }

    /** The next key that was pressed; -1 if none was. */
    synchronized int nextKey() {
        return keyboard == null ? -1 : keyboard.next();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (keyboard != null) {
            keyboard.close();
        }
    }
}
