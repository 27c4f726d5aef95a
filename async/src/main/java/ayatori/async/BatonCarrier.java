package ayatori.async;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on ordinary virtual threads that pass one baton on. The thread that holds the baton acts as the loop.
 *
 * <p>A task that awaits finds the next ready task itself, runs callbacks on the way, and passes the baton directly to that
 * task's thread. A switch costs one unpark and one park of virtual threads. The baton returns to the loop's own platform
 * thread only when there is I/O to poll or nothing is ready.
 *
 * <p>The baton is a volatile flag in each holder; passing it on is the happens-before edge that makes all state of the loop
 * safe without locks.
 */
final class BatonCarrier implements Carrier {
    private static final ThreadLocal<@Nullable Runner> CURRENT = new ThreadLocal<>();

    private final EventLoop loop;

    /** Whether the loop's own thread holds the baton. Written by whoever holds it. */
    private volatile boolean loopThreadHolds = true;

    BatonCarrier(EventLoop loop) {
        this.loop = loop;
    }

    /** The loop whose baton the current thread holds; null without one. */
    static @Nullable EventLoop currentLoop() {
        Runner runner = CURRENT.get();
        return runner != null && runner.holds ? runner.task.loop : null;
    }

    @Override
    public TaskThread newThread(Task<?> task) {
        return new Runner(task);
    }

    @Override
    public CarrierKind kind() {
        return CarrierKind.BATON;
    }

    private void giveToLoopThread() {
        loopThreadHolds = true;
        LockSupport.unpark(loop.thread());
    }

    private final class Runner extends TaskThread implements Runnable {
        private @Nullable Thread thread;

        /** Whether this thread holds the baton: set by the giver, cleared by this thread before it gives it on. */
        private volatile boolean holds;

        Runner(Task<?> task) {
            super(task);
        }

        @Override
        void resume() {
            loopThreadHolds = false;
            take();
            while (!loopThreadHolds) {
                LockSupport.park(BatonCarrier.this);
            }
        }

        @Override
        @Nullable Thread thread() {
            return thread;
        }

        @Override
        void suspend() {
            if (!passOn()) {
                awaitBaton();
            }
            loop.enter(task);
        }

        @Override
        public void run() {
            CURRENT.set(this);
            loop.enter(task);
            task.runBody();
            passOn();
        }

        @Override
        void runOutsideLoop(Runnable body) {
            // The baton must be elsewhere before the body starts; the loop's thread takes it from there.
            loop.leave();
            holds = false;
            giveToLoopThread();
            body.run();
            loop.offer(() -> loop.ready(task));
            awaitBaton();
            loop.enter(task);
        }

        /**
         * Does the loop's work on this thread until another thread must run, and passes it the baton.
         *
         * @return true if the next to go on is this very thread, which then keeps the baton
         */
        private boolean passOn() {
            loop.leave();
            TaskThread next = loop.passes().nextTaskInline();
            if (next == this) {
                return true;
            }
            holds = false;
            if (next == null) {
                giveToLoopThread();
            } else {
                ((Runner) next).take();
            }
            return false;
        }

        private void take() {
            holds = true;
            Thread started = thread;
            if (started == null) {
                thread = Thread.ofVirtual().unstarted(this);
                thread.start();
            } else {
                LockSupport.unpark(started);
            }
        }

        private void awaitBaton() {
            while (!holds) {
                LockSupport.park(BatonCarrier.this);
            }
        }
    }
}
