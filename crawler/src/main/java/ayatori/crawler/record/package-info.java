/** What a crawl says about a URL: the records of pages and of skipped URLs, and how they are written as JSON lines. */
@NullMarked
package ayatori.crawler.record;

import org.jspecify.annotations.NullMarked;
