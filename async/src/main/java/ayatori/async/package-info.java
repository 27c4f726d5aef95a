/**
 * The async runtime: asyncio's vocabulary in plain blocking-style code on virtual threads, on a true event loop.
 *
 * <h2>The life of a task</h2>
 *
 * <ol>
 *   <li>A <em>coroutine</em> is any lambda that can be awaited ({@link ayatori.async.Awaitable}). It runs nothing by
 *       itself.
 *   <li>{@link ayatori.async.Async#createTask createTask} makes it a {@link ayatori.async.Task}: an entry at the end of
 *       its loop's ready queue.
 *   <li>The loop works in <em>passes</em>: it polls I/O, moves due timers to the ready queue, and then runs what was
 *       ready when the pass began, first in, first out. A task runs until it awaits something unfinished or ends.
 *   <li>An await registers the task with the awaited {@link ayatori.async.Promise} and gives control back. When the
 *       promise is done, by another task, a timer, an I/O handler or another thread, the task joins the ready queue
 *       again.
 *   <li>When the body ends, the task is done; whoever awaits it becomes ready.
 * </ol>
 *
 * <p>Exactly one task of a loop runs at a time, and control changes hands only at an await, so code between two awaits
 * needs no locks. More cores are used with more loops ({@link ayatori.async.LoopGroup}) or with
 * {@link ayatori.async.Async#toThread toThread}.
 *
 * <p>How a task gets on and off the loop is one seam with two implementations, the <em>loop carrier</em> and the
 * <em>baton carrier</em> ({@link ayatori.async.CarrierKind}); everything else is written once, above it.
 */
@NullMarked
package ayatori.async;

import org.jspecify.annotations.NullMarked;
