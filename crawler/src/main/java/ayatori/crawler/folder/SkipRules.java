package ayatori.crawler.folder;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlExtent;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.SkipReason;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.scope.ScopeRule;
import ayatori.web.url.Url;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By which rule a URL was skipped. What the record does not tell follows from the options in the manifest, which cannot
 * change, and from the records of other pages.
 */
final class SkipRules {
    /** So many redirects of a seed widen the scope at most. */
    private static final int REDIRECTS_MAX = 100;

    private final CrawlOptions options;
    private final RecordFinder records;
    private @Nullable ScopeFilter scope;

    SkipRules(CrawlOptions options, RecordFinder records) {
        this.options = options;
        this.records = records;
    }

    /**
     * The rule by which a URL was skipped; null if the reason says it all.
     *
     * @param depth of the URL; null if it is not known
     * @param referrer the record of the page that linked to it first; null if there is none
     */
    @Nullable String rule(RecordedSkip skip, @Nullable Integer depth, @Nullable RecordedPage referrer)
            throws IOException, FolderException {
        SkipReason reason = reason(skip.reason());
        if (skip.rule() != null) {
            boolean isOfRobots = reason == SkipReason.ROBOTS || reason == SkipReason.CRAWL_DELAY;
            Url url = isOfRobots ? Url.tryParse(skip.url()) : null;
            return url == null ? skip.rule() : skip.rule() + " in " + url.origin() + "/robots.txt";
        }
        if (reason == null) {
            return null;
        }
        return switch (reason) {
            case SCOPE, TYPE, TRAP -> {
                ScopeRule rule = scopeRule(skip.url());
                yield rule == null || rule.reason() != reason ? null : rule.rule();
            }
            case DEPTH -> {
                ScopeRule rule = tooDeep(depth);
                yield rule == null ? "--depth " + options.extent().depth() : rule.rule();
            }
            case NOFOLLOW -> referrer == null ? null : nofollow(skip.url(), referrer);
            case BUDGET -> limits();
            case HOST_LIMIT -> "--max-pages-per-host " + options.extent().maxPagesPerHost();
            default -> null;
        };
    }

    private static @Nullable SkipReason reason(String label) {
        for (SkipReason reason : SkipReason.values()) {
            if (reason.label().equals(label)) {
                return reason;
            }
        }
        return null;
    }

    /** The limit of depth, if a URL is beyond it. */
    @Nullable ScopeRule tooDeep(@Nullable Integer depth) {
        int limit = options.extent().depth();
        return depth == null || depth <= limit
                ? null
                : new ScopeRule(SkipReason.DEPTH, "--depth " + limit + "; it is " + depth + " links from a seed");
    }

    private @Nullable String nofollow(String url, RecordedPage referrer) {
        if (!records.isNofollow(url, referrer)) {
            return null;
        }
        boolean ofWholePage = referrer.nofollow().size()
                        == Objects.requireNonNull(referrer.links()).size()
                && referrer.nofollow().size() > 1;
        return ofWholePage
                ? "all links of " + referrer.url() + " say nofollow"
                : "the link on " + referrer.url() + " says nofollow";
    }

    private @Nullable String limits() {
        CrawlExtent extent = options.extent();
        List<String> limits = new ArrayList<>();
        if (extent.maxPages() != Long.MAX_VALUE) {
            limits.add("--max-pages " + extent.maxPages());
        }
        if (extent.maxBytes() != Long.MAX_VALUE) {
            limits.add("--max-bytes " + extent.maxBytes());
        }
        if (extent.maxTime() != null) {
            limits.add("--max-time " + extent.maxTime().toSeconds() + "s");
        }
        return limits.isEmpty() ? null : String.join(", ", limits);
    }

    /** Why a URL is left out: it is out of scope, its name is that of a file and not of a page, or it is a trap. Null if none applies. */
    @Nullable ScopeRule scopeRule(String url) throws IOException, FolderException {
        Url parsed = Url.tryParse(url);
        return parsed == null ? null : scope().explain(url, parsed.origin());
    }

    /** The scope, widened by what the seeds redirect to. */
    private ScopeFilter scope() throws IOException, FolderException {
        ScopeFilter known = scope;
        if (known != null) {
            return known;
        }
        ScopeFilter filter;
        try {
            filter = ScopeFilter.of(
                    options,
                    options.startUrls().stream()
                            .map(seed ->
                                    Objects.requireNonNull(Url.tryParse(seed)).withoutFragment())
                            .toList());
        } catch (CrawlException e) {
            throw new FolderException(Objects.requireNonNull(e.getMessage()), e);
        }
        for (String seed : options.startUrls()) {
            String at =
                    Objects.requireNonNull(Url.tryParse(seed)).withoutFragment().href();
            for (int i = 0; i < REDIRECTS_MAX; i++) {
                RecordedPage page = records.page(at);
                String target = page == null || page.error() != null ? null : page.redirectTo();
                if (target == null || target.equals(at)) {
                    break;
                }
                filter.addSeed(target);
                at = target;
            }
        }
        scope = filter;
        return filter;
    }
}
