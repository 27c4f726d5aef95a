/**
 * The {@code ayatori} program: its commands, the live view, the reports.
 *
 * <p>Only {@code Main} ends the process. It creates a {@code Program} with the system's {@code Console} and a
 * {@code CrawlRunner}; tests pass their own. A command turns options into {@code CrawlOptions} and starts a crawl.
 * {@code CrawlSession} takes a snapshot a few times a second and gives it to a {@code ProgressDisplay}. The pure functions
 * {@code LiveView} and {@code Summary} turn snapshots and reports into lines; only {@code Screen} redraws in place.
 *
 * <p>{@code TerminalText} escapes everything from the network before it is shown.
 */
@NullMarked
package ayatori.cli;

import org.jspecify.annotations.NullMarked;
