package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * Observes a loop: Trio's instruments. Set by {@link RunOptions#withInstrument}.
 *
 * {@snippet :
 * var steps = new java.util.concurrent.atomic.AtomicInteger();
 * Instrument counter = new Instrument() {
 *     @Override
 *     public void stepBegins(Task<?> task) {
 *         steps.incrementAndGet();
 *     }
 * };
 * Async.run(RunOptions.defaults().withInstrument(counter), () -> Async.sleep(Duration.ZERO));
 * assert steps.get() == 2; // one up to the await, one after it
 * }
 *
 * <p>A <em>step</em> is what a task does between getting control and giving it up. All methods are called by the loop
 * itself, one at a time and in the order in which things happen; they must return soon, cannot await, and must take no
 * lock that a task takes too (docs/adr/0011). An instrument that throws is told nothing more, and the loop's exception
 * handler hears of it. A loop without instruments pays one comparison with null in each of these places.
 */
public interface Instrument {
    /**
     * A task has been created; it has not run yet.
     *
     * @param task the task
     */
    default void taskCreated(Task<?> task) {}

    /**
     * A task gets control.
     *
     * @param task the task
     */
    default void stepBegins(Task<?> task) {}

    /**
     * A task has given control up: it waits, or it is done.
     *
     * @param task the task
     */
    default void stepEnds(Task<?> task) {}

    /**
     * A task is about to wait. Called on the task's own thread, within its step.
     *
     * @param task the task
     * @param awaited what it waits for
     */
    default void taskParked(Task<?> task, Promise<?> awaited) {}

    /**
     * A task goes on after it has waited. Called on the task's own thread, within its step.
     *
     * @param task the task
     * @param awaited what it waited for
     */
    default void taskUnparked(Task<?> task, Promise<?> awaited) {}

    /**
     * A task's cancellation was requested.
     *
     * @param task the task
     * @param reason why; or null
     */
    default void cancelRequested(Task<?> task, @Nullable String reason) {}

    /**
     * A task is done.
     *
     * @param task the task, which has its result
     */
    default void taskDone(Task<?> task) {}

    /**
     * The loop is about to look for I/O, and to wait for it if nothing else is left to do.
     *
     * @param timeoutNanos how long it will wait at most; zero for not at all, {@link Long#MAX_VALUE} for as long as it takes
     */
    default void pollBegins(long timeoutNanos) {}

    /** The loop has looked for I/O. */
    default void pollEnds() {}
}
