/**
 * The {@code ayatori} program: its commands, the live view, the reports.
 *
 * <p>{@code Main} is the only place that ends the process. It builds a {@code Program} from the real surroundings, a
 * {@code Console} and a {@code CrawlRunner}, and a test builds one from its own. A command turns options into
 * {@code CrawlOptions}, starts the crawl and watches it: a {@code Watch} takes a snapshot a few times a second and
 * hands it to a {@code ProgressDisplay}. What is shown is made by pure functions, {@code LiveView} and
 * {@code Summary}, from a snapshot and a width; {@code Screen} alone knows how to redraw in place.
 *
 * <p>Whatever came from the network goes through {@code TerminalText} before it is shown.
 */
@NullMarked
package ayatori.cli;

import org.jspecify.annotations.NullMarked;
