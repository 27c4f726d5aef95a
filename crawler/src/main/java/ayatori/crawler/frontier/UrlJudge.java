package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether the crawl wants a URL. The frontier asks it again about URLs that were out of scope while the scope could
 * still grow.
 */
@FunctionalInterface
public interface UrlJudge {
    /** A judge for a scope that never grows: a URL that was out of scope stays so. */
    UrlJudge FIXED_SCOPE = (url, origin) -> SkipReason.SCOPE;

    /**
     * Why a URL must not be requested; null if it may be.
     *
     * @param url the canonical URL; ASCII
     * @param origin its host, {@code scheme://host[:port]}; ASCII
     */
    @Nullable SkipReason judge(String url, String origin);
}
