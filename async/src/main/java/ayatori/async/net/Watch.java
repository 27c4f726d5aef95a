package ayatori.async.net;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * One channel of the selector: the operations its owner waits for, and the interest set that the selector has.
 *
 * <p>The two differ on purpose, because a change of the interest set costs a system call. Interest in reads stays set. It is
 * removed only when the channel is readable and no read waits. So a connection that reads, answers and reads again makes no
 * such call. Interest in writes is removed as soon as the channel is writable, because a socket nearly always is.
 */
final class Watch {
    /** Is told that a channel is ready. */
    interface Handler {
        /**
         * Handles readiness for operations that were wanted. They are not wanted any more.
         *
         * @param ops of {@link SelectionKey}
         */
        void ready(int ops);
    }

    private final SelectorDriver driver;
    private final Handler handler;
    private @Nullable SelectionKey key;

    /** The operations that the owner waits for. */
    private int wanted;

    /** The selector's interest set. Not kept while the selector runs in its own thread, which clears it by itself. */
    private int told;

    Watch(SelectorDriver driver, Handler handler) {
        this.driver = driver;
        this.handler = handler;
    }

    void register(SelectableChannel channel, Selector selector) throws ClosedChannelException {
        key = channel.register(selector, 0, this);
    }

    /** Calls the handler once when the channel is ready for an operation. */
    void want(int op) {
        if (key == null || !key.isValid()) {
            return;
        }
        if (wanted == 0) {
            driver.armed();
        }
        wanted |= op;
        if (driver.apart()) {
            key.interestOpsOr(op);
            driver.changed();
        } else if ((told & op) == 0) {
            told |= op;
            key.interestOps(told);
        }
    }

    /** Waits for an operation no longer. */
    void unwant(int op) {
        if ((wanted & op) != 0) {
            wanted &= ~op;
            if (wanted == 0) {
                driver.disarmed();
            }
        }
    }

    /** Handles readiness that the selector has reported. Called on the loop. */
    void ready(int ops) {
        int granted = ops & wanted;
        unwant(granted);
        if (granted != 0) {
            handler.ready(granted);
        }
        if (key == null || !key.isValid() || driver.apart()) {
            return;
        }
        int stale = ops & ~wanted & ~(granted & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT));
        if (stale != 0) {
            told &= ~stale;
            key.interestOps(told);
        }
    }

    /** Closes a listening channel, at once if possible. Otherwise the system accepts connections until the next select. */
    void closeListener() {
        close();
        driver.finishClosing();
    }

    /** Closes the channel. */
    void close() {
        SelectionKey closed = key;
        if (closed == null) {
            return;
        }
        key = null;
        unwant(wanted);
        try {
            closed.channel().close();
        } catch (IOException e) {
            // The channel is closed as far as possible. Nothing can be done about the failure.
        }
        driver.closedChannel();
    }
}
