/**
 * Test support: a simulated web, and a store and sinks that behave as badly as real disks do.
 *
 * <p>Everything here runs on the runtime's virtual clock and is a pure function of a seed, so a failing run can be repeated.
 */
@NullMarked
package ayatori.crawler.testing;

import org.jspecify.annotations.NullMarked;
