package ayatori.crawler.scope;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.SkipReason;
import ayatori.web.url.Url;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges each URL that was found, before it is queued. See {@linkplain ayatori.crawler.scope the package} for what it asks
 * and in what order.
 *
 * <p>Seeds are not asked: what the user names is wanted. It remembers its verdicts on hosts, and so belongs to one thread.
 */
public final class ScopeFilter {
    private final Reach reach;
    private final List<Pattern> include;
    private final List<Pattern> exclude;
    private final int depthMax;

    private ScopeFilter(Reach reach, List<Pattern> include, List<Pattern> exclude, int depthMax) {
        this.reach = reach;
        this.include = include;
        this.exclude = exclude;
        this.depthMax = depthMax;
    }

    /**
     * The filter for a crawl.
     *
     * @param seeds the crawl's seeds, parsed
     * @throws CrawlException if an include or exclude pattern is no regular expression
     */
    public static ScopeFilter of(CrawlOptions options, List<Url> seeds) throws CrawlException {
        var reach = Reach.of(options.extent().scope());
        for (Url seed : seeds) {
            reach.add(seed);
        }
        return new ScopeFilter(
                reach,
                compile(options.extent().include(), "include"),
                compile(options.extent().exclude(), "exclude"),
                options.extent().depth());
    }

    /** Takes another URL for a seed: where one led by a redirect. One that is no URL changes nothing. */
    public void addSeed(String url) {
        Url seed = Url.tryParse(url);
        if (seed != null) {
            reach.add(seed);
        }
    }

    /**
     * Why a URL must not be requested; null when nothing speaks against it.
     *
     * @param url the canonical URL
     * @param origin its origin, {@code scheme://host[:port]}
     * @param depth links between a seed and it
     */
    public @Nullable SkipReason judge(String url, String origin, int depth) {
        int pathStart = url.indexOf('/', url.indexOf("://") + 3);
        if (pathStart < 0) {
            pathStart = url.length();
        }
        if (!reach.contains(url, origin, pathStart)) {
            return SkipReason.SCOPE;
        }
        if (matchesAny(exclude, url) || (!include.isEmpty() && !matchesAny(include, url))) {
            return SkipReason.SCOPE;
        }
        if (FileTypes.isNoPage(url, pathStart)) {
            return SkipReason.TYPE;
        }
        if (Traps.isTrap(url, pathStart) || (depthMax == Integer.MAX_VALUE && depth > Traps.DEPTH_MAX)) {
            return SkipReason.TRAP;
        }
        return depth > depthMax ? SkipReason.DEPTH : null;
    }

    private static boolean matchesAny(List<Pattern> patterns, String url) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(url).find()) {
                return true;
            }
        }
        return false;
    }

    private static List<Pattern> compile(List<String> regexes, String option) throws CrawlException {
        List<Pattern> patterns = new ArrayList<>(regexes.size());
        for (String regex : regexes) {
            try {
                patterns.add(Pattern.compile(regex));
            } catch (PatternSyntaxException e) {
                throw new CrawlException(
                        "The " + option + " pattern \"" + regex + "\" is no regular expression (RE2): "
                                + e.getDescription() + ".",
                        e);
            }
        }
        return List.copyOf(patterns);
    }
}
