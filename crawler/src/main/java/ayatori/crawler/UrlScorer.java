package ayatori.crawler;

/**
 * Says how soon a URL is requested among those of its host. {@link Crawler#priority} sets it.
 *
 * {@snippet :
 * // given: CrawlOptions options
 * Crawler.of(options).priority(url -> url.url().contains("/news/") ? 0.9 : url.priority());
 * }
 */
@FunctionalInterface
public interface UrlScorer {
    /**
     * Scores a URL. Called once for each new URL that is in scope, except sitemaps and the targets of redirects, on the
     * thread that decides what is requested next: it must be quick and must not block.
     *
     * @param url the URL, and how it was found
     * @return its priority, from 0.0, last, to 1.0, first; rounded to tenths. An exception, or a number beyond these, ends the
     *     crawl in a sentence
     */
    double score(FoundUrl url);
}
