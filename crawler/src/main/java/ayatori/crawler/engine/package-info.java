/**
 * The crawl itself: the fetch loops, the frontier loop, and the wiring between them.
 *
 * <p>A fetch loop fetches, decodes, reads and records pages; there is one per core. The frontier loop owns the frontier and
 * the output. Between them go only batches: of commands one way ({@link ayatori.crawler.frontier.Output}), of results the
 * other ({@link ayatori.crawler.engine.Result}). No more results can be under way than requests, so nothing piles up.
 */
@NullMarked
package ayatori.crawler.engine;

import org.jspecify.annotations.NullMarked;
