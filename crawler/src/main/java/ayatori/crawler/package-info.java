/**
 * The crawler's Java API: say what to crawl ({@link ayatori.crawler.CrawlOptions}), what to do with each page, and run
 * ({@link ayatori.crawler.Crawler}).
 */
@NullMarked
package ayatori.crawler;

import org.jspecify.annotations.NullMarked;
