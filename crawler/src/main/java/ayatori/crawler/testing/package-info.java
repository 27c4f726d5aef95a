/**
 * Test support: a simulated web, and a store and sinks that behave as badly as real disks do.
 *
 * <p>{@link ayatori.crawler.testing.SimulatedCrawl} runs the production crawler over them, in several processes, and tells
 * what went wrong. Each part can be used alone too: a {@link ayatori.crawler.testing.SimulatedDisk} under a crawl of your own
 * shows what it does when the disk fails.
 *
 * <p>Everything here runs on the runtime's virtual clock and is a pure function of a seed, so a failing run can be repeated.
 */
@NullMarked
package ayatori.crawler.testing;

import org.jspecify.annotations.NullMarked;
