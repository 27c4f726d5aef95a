/**
 * Tools for testing programs that run on a loop, without sleeps and without luck.
 *
 * <ul>
 *   <li>{@link ayatori.async.testing.AsyncTest @AsyncTest} runs a test method inside a task, under a {@link
 *       ayatori.async.VirtualClock}, on both carriers, and under as many schedules as one likes.
 *   <li>{@link ayatori.async.testing.Sequencer} makes tasks take their steps in one chosen order.
 *   <li>{@link ayatori.async.testing.SimulatedDisk} is a disk that is slow, fails, fills up and crashes, by a seed.
 * </ul>
 *
 * <p>{@code @AsyncTest} needs JUnit 6, which this module does not bring; everything else here works without it.
 */
@NullMarked
package ayatori.async.testing;

import org.jspecify.annotations.NullMarked;
