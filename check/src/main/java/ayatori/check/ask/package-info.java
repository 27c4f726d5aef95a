/**
 * Asking for what the crawl of a site did not ask for: its images, style sheets and the like, links to other sites, and one
 * made-up address of each host. {@link ayatori.check.ask.AskPlan} says what, {@link ayatori.check.ask.AskCrawl} makes a crawl of
 * it, and {@link ayatori.check.ask.AskedUrls} keeps what came of it.
 */
@NullMarked
package ayatori.check.ask;

import org.jspecify.annotations.NullMarked;
