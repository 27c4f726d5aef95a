package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a live view has of the terminal: the screen, and the keyboard. It has neither while the process is in the background, where
 * the terminal is somebody else's.
 *
 * <p>The methods may be called from any thread.
 */
final class TakenTerminal implements AutoCloseable {
    private final LiveDisplay live;
    private final Tty tty;
    private final IntConsumer pressed;

    /** Opened after the first drawing, since that takes some milliseconds. */
    private @Nullable Keyboard keyboard;

    private boolean isShown;

    /** Whether the process is about to be stopped, or is: {@link #look} must not take the terminal back before that. */
    private boolean isSuspended;

    private boolean isClosed;

    /** @param pressed takes each key, on another thread */
    TakenTerminal(LiveDisplay live, Tty tty, IntConsumer pressed) {
        this.live = live;
        this.tty = tty;
        this.pressed = pressed;
    }

    /** Draws for the first time, and opens the keyboard. */
    synchronized void show(CrawlProgress progress) {
        if (!isClosed && tty.isForeground()) {
            isShown = true;
            live.update(progress);
            keyboard = Keyboard.open(tty, pressed);
        } else {
            live.leave();
        }
    }

    /** Takes the terminal if the process is in the foreground; gives it back if it is not. */
    synchronized void enter() {
        if (isClosed) {
            return;
        }
        isSuspended = false;
        isShown = tty.isForeground();
        if (!isShown) {
            giveBack();
            return;
        }
        if (keyboard == null) {
            keyboard = Keyboard.open(tty, pressed);
        } else {
            keyboard.enter();
        }
        live.enter();
    }

    /** Gives the terminal back until {@link #enter}: the process is about to be stopped. */
    synchronized void leave() {
        isSuspended = true;
        isShown = false;
        giveBack();
    }

    private void giveBack() {
        live.leave();
        if (keyboard != null) {
            keyboard.leave();
        }
    }

    /**
     * Takes the terminal if the process has come into the foreground: not every shell tells. Called about once a second while
     * this is false.
     *
     * @return whether the terminal is ours
     */
    synchronized boolean look() {
        if (!isShown && !isSuspended && tty.isForeground()) {
            enter();
        }
        return isShown;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (keyboard != null) {
            keyboard.close();
        }
    }
}
