package ayatori.crawler;

import org.jspecify.annotations.Nullable;

/**
 * A URL that a crawl has found and is going to request, for a {@link UrlScorer}.
 *
 * @param url the canonical URL
 * @param referrer the page or the sitemap on which it was found; null for a seed
 * @param depth links between a seed and it; 0 if a sitemap lists it
 * @param priority its priority so far: the sitemap's, or that with which it was asked for; else 0.5
 */
public record FoundUrl(String url, @Nullable String referrer, int depth, double priority) {}
