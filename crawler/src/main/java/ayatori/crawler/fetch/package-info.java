/**
 * Fetching: {@link ayatori.crawler.fetch.Fetcher} is the seam between the crawl and the network, and {@link
 * ayatori.crawler.fetch.HttpFetcher} its implementation over HTTP. What an answer says is read in {@code
 * ayatori.crawler.read}.
 */
@NullMarked
package ayatori.crawler.fetch;

import org.jspecify.annotations.NullMarked;
