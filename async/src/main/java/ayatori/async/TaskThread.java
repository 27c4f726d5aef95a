package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * The virtual thread of one task, as its loop sees it: control goes in by {@link #resume} and comes back by
 * {@link #suspend}. One subclass per carrier.
 */
abstract class TaskThread {
    final Task<?> task;

    TaskThread(Task<?> task) {
        this.task = task;
    }

    /**
     * Lets the task run, starting its thread the first time. Called on the loop's thread, which holds control; returns
     * when control is back there.
     */
    abstract void resume();

    /** The virtual thread; null before the first step. */
    abstract @Nullable Thread thread();

    /** Gives control back and waits for the next {@link #resume}. Called on this thread, which holds control. */
    abstract void suspend();

    /**
     * Runs a body that may block this task's progress but not the loop's: control is given up meanwhile. Called on this
     * thread, which holds control before and after.
     */
    abstract void runOutsideLoop(Runnable body);
}
