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
 * The loop's {@link Selector}: tells {@link Watch}es when their channels are ready.
 *
 * <p>It is the loop's I/O driver where that place is free: then it is polled between the loop's passes, on the loop's own
 * thread. Where another driver has the place, or takes it later, the selector waits in a thread of its own, disarms what
 * is ready, and hands over through {@link EventLoop#callSoonThreadsafe}. Watches cannot tell the difference.
 */
final class SelectorDriver implements IoDriver {
    private static final System.Logger LOG = System.getLogger("ayatori.async.net");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final EventLoop loop;
    private final Selector selector;
    private final Consumer<SelectionKey> fire = SelectorDriver::fire;
    private final Consumer<SelectionKey> handOver = this::handOver;

    /** How many watches want something. */
    private int armed;

    /** Whether channels were closed since the last select, which is what gives their descriptors back. */
    private boolean closing;

    /** Whether a select is going on, and calls watches. */
    private boolean selecting;

    /** Whether the selector waits in a thread of its own. */
    private boolean apart;

    /** What the loop is owed while the selector is apart and watches want something, so that virtual time stands still. */
    private @Nullable CompletableFuture<String> owed;

    private SelectorDriver(EventLoop loop) {
        this.loop = loop;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector: are there file descriptors left?", e);
        }
    }

    /** The selector of {@code loop}, opened on first use. */
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

    /** How many channels are open. */
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

    // ---- for watches, on the loop

    void armed() {
        armed++;
        oweIfApart();
    }

    void disarmed() {
        if (--armed == 0 && owed != null) {
            owed.complete("nothing is watched any more");
            owed = null;
        }
    }

    /** A watch wants more than its key says, or its channel was closed: the select under way must take note. */
    void changed() {
        if (apart) {
            selector.wakeup();
        }
    }

    void closedChannel() {
        closing = true;
        changed();
    }

    /** Gives the descriptors of closed channels back now, if that is possible here. */
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
                // Rounded up: a timer may be late by a millisecond, but the loop does not spin until it is due.
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

    // ---- in a thread of its own

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
                LOG.log(System.Logger.Level.ERROR, "the selector failed: streams of this loop hear nothing more", e);
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
            // The loop closed the channel meanwhile. Nobody waits for it.
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
            // The second call: as the loop's driver, after that as something kept for the loop.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "the selector of the streams";
    }
}
