package ayatori.async.net;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * One channel in the selector: what its owner wants to know, and what the selector has been told.
 *
 * <p>The two differ on purpose, for telling costs a system call. A wish to read is told once and stays told: when the
 * channel turns readable and nobody wants to know, it is taken back then. So a connection that reads, answers and reads
 * again never tells the selector anything. A wish to write is taken back as soon as it is granted, for a socket is nearly
 * always writable.
 */
final class Watch {
    /** Who hears that a channel is ready. */
    interface Handler {
        /**
         * The channel is ready for operations that were wanted, and now are no longer.
         *
         * @param ops of {@link SelectionKey}
         */
        void ready(int ops);
    }

    private final SelectorDriver driver;
    private final Handler handler;
    private @Nullable SelectionKey key;

    /** What the owner waits for. */
    private int wanted;

    /** What the selector watches for. Not kept while the selector is in a thread of its own, which disarms by itself. */
    private int told;

    Watch(SelectorDriver driver, Handler handler) {
        this.driver = driver;
        this.handler = handler;
    }

    void register(SelectableChannel channel, Selector selector) throws ClosedChannelException {
        key = channel.register(selector, 0, this);
    }

    /** Has the handler hear once of readiness for an operation. */
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

    /** Takes a wish back. */
    void unwant(int op) {
        if ((wanted & op) != 0) {
            wanted &= ~op;
            if (wanted == 0) {
                driver.disarmed();
            }
        }
    }

    /** The selector has seen readiness. Called on the loop. */
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

    /** Closes a listening channel, at once if that is possible: the system would accept connections until the next select. */
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
            // It is closed as far as it can be: there is nobody to tell and nothing to do about it.
        }
        driver.closedChannel();
    }
}
