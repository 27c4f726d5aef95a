package ayatori.async.net;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.IoDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The loop's {@link Selector}: tells each {@link Watch} when its channel is ready.
 *
 * <p>If the loop has no other I/O driver, this is its driver, and is polled between the loop's passes on the loop's own thread.
 * If another driver is there, or is installed later, the selector runs in its own thread. That thread clears the interest set
 * of a ready channel and calls the loop through {@link EventLoop#callSoonThreadsafe}. Watches work the same in both modes.
 */
final class SelectorDriver implements IoDriver {
    private static final System.Logger LOG = System.getLogger("ayatori.async.net");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final EventLoop loop;
    private final Selector selector;
    private final Consumer<SelectionKey> fire = SelectorDriver::fire;
    private final Consumer<SelectionKey> handOver = this::handOver;

    /** How many watches wait for an operation. */
    private int armed;

    /** Whether channels were closed since the last select. The next select releases their descriptors. */
    private boolean closing;

    /** Whether a select is running and calls watches. */
    private boolean selecting;

    /** Whether the selector runs in its own thread. */
    private boolean apart;

    /** Keeps virtual time still while the selector is apart and watches wait for an operation; else null. */
    private @Nullable CompletableFuture<String> owed;

    private SelectorDriver(EventLoop loop) {
        this.loop = loop;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector: have file descriptors run out?", e);
        }
    }

    /** Returns the selector of a loop, which is opened on first use. */
    static SelectorDriver of(EventLoop loop) {
        return loop.local(SelectorDriver.class, SelectorDriver::open);
    }

    private static SelectorDriver open(EventLoop loop) {
        var driver = new SelectorDriver(loop);
        if (!loop.offerDriver(driver)) {
            driver.makeRoom();
        }
        return driver;
    }

    /** Returns how many channels are open. */
    int channels() {
        return selector.keys().size();
    }

    /** Registers a channel, which becomes non-blocking. */
    Watch watch(SelectableChannel channel, Watch.Handler handler) throws IOException {
        channel.configureBlocking(false);
        var watch = new Watch(this, handler);
        watch.register(channel, selector);
        return watch;
    }

    // ---- called by watches, on the loop

    void armed() {
        armed++;
        oweIfApart();
    }

    void disarmed() {
        if (--armed == 0 && owed != null) {
            owed.complete("no watch waits any more");
            owed = null;
        }
    }

    /** Called when an interest set has grown or a channel was closed, which a running select must notice. */
    void changed() {
        if (apart) {
            selector.wakeup();
        }
    }

    void closedChannel() {
        closing = true;
        changed();
    }

    /** Releases the descriptors of closed channels now, if that is possible here. */
    void finishClosing() {
        if (!apart && !selecting && closing) {
            poll(0);
        }
    }

    boolean apart() {
        return apart;
    }

    private void oweIfApart() {
        if (apart && armed > 0 && owed == null) {
            owed = new CompletableFuture<>();
            var _ = Async.promise(owed);
        }
    }

    // ---- polled by the loop

    @Override
    public void poll(long timeoutNanos) {
        closing = false;
        selecting = true;
        try {
            if (timeoutNanos <= 0) {
                selector.selectNow(fire);
            } else if (timeoutNanos == Long.MAX_VALUE) {
                selector.select(fire);
            } else {
                // Rounded up: a timer may be a millisecond late, but the loop does not spin until it is due.
                selector.select(fire, (timeoutNanos - 1) / NANOS_PER_MILLI + 1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            selecting = false;
        }
    }

    @Override
    public boolean idle() {
        return armed == 0 && !closing;
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    private static void fire(SelectionKey key) {
        if (key.isValid()) {
            ((Watch) key.attachment()).ready(key.readyOps());
        }
    }

    // ---- in its own thread

    @Override
    public boolean makeRoom() {
        apart = true;
        oweIfApart();
        Thread.ofPlatform().daemon().name(loop.thread().getName() + "-selector").start(this::selectApart);
        return true;
    }

    private void selectApart() {
        while (selector.isOpen()) {
            try {
                selector.select(handOver);
            } catch (ClosedSelectorException e) {
                return;
            } catch (IOException e) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the selector failed: the streams of this loop get no more events",
                        e);
                return;
            }
        }
    }

    private void handOver(SelectionKey key) {
        try {
            int ops = key.readyOps();
            key.interestOpsAnd(~ops);
            loop.callSoonThreadsafe(() -> ((Watch) key.attachment()).ready(ops));
        } catch (CancelledKeyException e) {
            // The loop closed the channel meanwhile, and no task waits for it.
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "a channel was still watched when its loop ended", e);
        }
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (ClosedSelectorException e) {
            // The loop closes this twice: as its driver and as one of its locals.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "the selector of the streams";
    }
}
