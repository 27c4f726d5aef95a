package ayatori.async;

import java.time.Duration;

/**
 * Metrics of a loop as of its latest pass. From {@link EventLoop#metrics}, which any thread may call.
 *
 * {@snippet :
 * LoopMetrics metrics = EventLoop.current().metrics();
 * assert metrics.tasks() == 1 && metrics.lag().isZero();
 * }
 *
 * @param loop the loop's name
 * @param tasks how many tasks are not done
 * @param ready how many tasks and callbacks were ready when the pass began
 * @param timers how many timers are set
 * @param passes how many passes the loop has made
 * @param lag how late the loop is: by how much its latest timer was late, or is late by now if that is more; the measure of
 *     a loop that is kept busy for too long. A loop without timers has none.
 * @param waiting whether the loop waits for I/O, timers or other threads
 */
public record LoopMetrics(String loop, int tasks, int ready, int timers, long passes, Duration lag, boolean waiting) {}
