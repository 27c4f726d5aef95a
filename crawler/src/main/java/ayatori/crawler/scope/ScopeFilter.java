package ayatori.crawler.scope;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.SkipReason;
import ayatori.web.url.Canonicalizer;
import ayatori.web.url.Url;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges each URL that was found, before it is queued. {@linkplain ayatori.crawler.scope The package's page} lists what it
 * checks, and in what order.
 *
 * <p>Seeds are not judged: what the user names is wanted. The filter caches what it knows of hosts, so it belongs to one
 * thread.
 */
public final class ScopeFilter {
    private final Reach reach;
    private final List<Pattern> include;
    private final List<Pattern> exclude;

    /** Whether PDFs are pages. */
    private final boolean readsPdf;

    private ScopeFilter(Reach reach, List<Pattern> include, List<Pattern> exclude, boolean readsPdf) {
        this.readsPdf = readsPdf;
        this.reach = reach;
        this.include = include;
        this.exclude = exclude;
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
                options.content().pdf());
    }

    /** What lies within reach, as a phrase for people, such as {@code --scope host covers example.org}. */
    public String reach() {
        return reach.rule();
    }

    /** Adds another seed: the target of a seed's redirect. A string that is no URL changes nothing. */
    public void addSeed(String url) {
        Url seed = Url.tryParse(url);
        if (seed != null) {
            reach.add(seed);
        }
    }

    /**
     * Why a URL must not be requested; null if it may be. Its spelling makes no difference: patterns are tried on the URL
     * as it stands and in canonical spelling.
     *
     * @param asFound the serialized URL
     * @param origin its origin, {@code scheme://host[:port]}
     */
    public @Nullable SkipReason judge(String asFound, String origin) {
        String url = Canonicalizer.normalizePercentEncoding(asFound);
        int pathStart = url.indexOf('/', url.indexOf("://") + 3);
        if (pathStart < 0) {
            pathStart = url.length();
        }
        if (!reach.contains(url, origin, pathStart)) {
            return SkipReason.SCOPE;
        }
        if (matchesAny(exclude, url, asFound) || (!include.isEmpty() && !matchesAny(include, url, asFound))) {
            return SkipReason.SCOPE;
        }
        if (FileTypes.isNoPage(url, pathStart) && !isReadPdf(url, pathStart)) {
            return SkipReason.TYPE;
        }
        return Traps.isTrap(url, pathStart) ? SkipReason.TRAP : null;
    }

    /**
     * Why a URL must not be requested, and by which rule; null if it may be. Agrees with {@link #judge}, which is faster.
     *
     * @param asFound the serialized URL
     * @param origin its origin, {@code scheme://host[:port]}
     */
    public @Nullable ScopeRule explain(String asFound, String origin) {
        String url = Canonicalizer.normalizePercentEncoding(asFound);
        int pathStart = url.indexOf('/', url.indexOf("://") + 3);
        if (pathStart < 0) {
            pathStart = url.length();
        }
        if (!reach.contains(url, origin, pathStart)) {
            return new ScopeRule(SkipReason.SCOPE, reach.rule());
        }
        for (Pattern pattern : exclude) {
            if (matchesAny(List.of(pattern), url, asFound)) {
                return new ScopeRule(SkipReason.SCOPE, "--exclude " + pattern.pattern() + " matches");
            }
        }
        if (!include.isEmpty() && !matchesAny(include, url, asFound)) {
            return new ScopeRule(
                    SkipReason.SCOPE,
                    "no --include matches: "
                            + String.join(
                                    ", ", include.stream().map(Pattern::pattern).toList()));
        }
        String extension = FileTypes.noPageExtension(url, pathStart);
        if (extension != null && !isReadPdf(url, pathStart)) {
            return new ScopeRule(SkipReason.TYPE, "the extension ." + extension);
        }
        String trap = Traps.rule(url, pathStart);
        return trap == null ? null : new ScopeRule(SkipReason.TRAP, trap);
    }

    private boolean isReadPdf(String url, int pathStart) {
        return readsPdf && "pdf".equalsIgnoreCase(FileTypes.noPageExtension(url, pathStart));
    }

    private static boolean matchesAny(List<Pattern> patterns, String url, String asFound) {
        boolean hasTwoSpellings = !url.equals(asFound);
        for (Pattern pattern : patterns) {
            if (pattern.matcher(url).find()
                    || (hasTwoSpellings && pattern.matcher(asFound).find())) {
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
