/**
 * Requests what the crawl of a site did not request: its images, style sheets and the like, links to other sites, and one
 * made-up address of each host. {@link ayatori.check.ask.AskPlan} chooses the URLs, {@link ayatori.check.ask.AskCrawl} crawls
 * them, and {@link ayatori.check.ask.AskedUrls} keeps the results.
 */
@NullMarked
package ayatori.check.ask;

import org.jspecify.annotations.NullMarked;
