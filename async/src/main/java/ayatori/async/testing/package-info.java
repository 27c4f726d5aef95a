/**
 * Tools for deterministic tests of programs that run on a loop.
 *
 * <ul>
 *   <li>{@link ayatori.async.testing.AsyncTest @AsyncTest} runs a test method inside a task, under a {@link
 *       ayatori.async.VirtualClock}, on both carriers, and under any number of schedules.
 *   <li>{@link ayatori.async.testing.Sequencer} makes tasks take their steps in a chosen order.
 *   <li>{@link ayatori.async.testing.SimulatedDisk} is a disk that is slow, fails, fills up and crashes, driven by a seed.
 *   <li>{@link ayatori.async.testing.SimulatedNetwork} is a network with latency, losses, resets and partitions, driven by a
 *       seed.
 * </ul>
 *
 * <p>{@code @AsyncTest} needs JUnit 6, which this module does not depend on. The other tools work without it.
 */
@NullMarked
package ayatori.async.testing;

import org.jspecify.annotations.NullMarked;
