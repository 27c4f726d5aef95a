package ayatori.async;

import org.jspecify.annotations.Nullable;

/** What a sleeping task waits for: a promise that is also the callback of its timer, to be one object and not two. */
final class Sleep extends Promise<@Nullable Void> implements Runnable {
    Sleep(EventLoop loop) {
        super(loop);
    }

    /** The time has come. */
    @Override
    public void run() {
        if (!done()) {
            completeResult(null);
        }
    }

    @Override
    public String toString() {
        return "the end of a sleep";
    }
}
