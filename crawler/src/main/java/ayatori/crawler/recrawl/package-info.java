/**
 * What a recrawl takes from the crawl before: which pages are known, which of them are due, how they are requested, and how
 * the answers compare.
 *
 * <p>The known pages are queued like links, at the depths at which they were found; they are no seeds of the scope. When one
 * is requested, its record is read through an {@linkplain ayatori.crawler.folder.PageIndex index}, and its validators make
 * the request conditional. So nothing about the crawl before is in the frontier's store.
 */
@NullMarked
package ayatori.crawler.recrawl;

import org.jspecify.annotations.NullMarked;
