package ayatori.crawler;

import ayatori.web.url.CanonicalForm;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a crawl goes: what is in scope, and the limits at which it ends. A group of {@link CrawlOptions}, whose builder sets it.
 *
 * @param scope how far from the seeds
 * @param include if not empty, only URLs in which one of these regular expressions (RE2) matches; seeds always
 * @param exclude no URLs in which one of these regular expressions (RE2) matches
 * @param sitemaps whether the sitemaps of the seeds' hosts are read; the pages they list are crawled like seeds, if
 *     they are in scope
 * @param followLinks whether the links of pages are followed; if not, only redirects, sitemaps and the {@linkplain Page#follow
 *     requests of a page handler} lead further
 * @param canonicalForm when two URLs are the same page; only the first of them is requested
 * @param depth the most links between a seed and a page; more than 2,047 count as 2,047. {@code Integer.MAX_VALUE} for no
 *     limit
 * @param maxRedirects the most redirects in a row that are followed
 * @param maxPages the most URLs that are answered, over all hosts
 * @param maxPagesPerHost the most URLs of one host that are answered
 * @param maxBytes the most bytes of decoded bodies, over all hosts
 * @param maxBody the most bytes that are read of one decoded body; a longer one is cut and the page marked truncated
 * @param acceptTypes if not empty, bodies of other media types are not read: such as {@code text/html}, or {@code image/*}
 *     for all images. Their pages are recorded with status and type. An answer that names no type is read
 * @param maxTime how long the crawl may take; requests under way then have 5 s to end. Null for no limit
 * @param requisites which requisites of pages are requested, from whichever host; they count apart from pages. Null for none
 */
public record CrawlExtent(
        ScopeKind scope,
        List<String> include,
        List<String> exclude,
        boolean sitemaps,
        boolean followLinks,
        CanonicalForm canonicalForm,
        int depth,
        int maxRedirects,
        long maxPages,
        long maxPagesPerHost,
        long maxBytes,
        long maxBody,
        List<String> acceptTypes,
        @Nullable Duration maxTime,
        @Nullable CrawlRequisites requisites) {

    private static final String MEDIA_TYPE = "[a-z0-9!#$&^_.+-]+/(\\*|[a-z0-9!#$&^_.+-]+)";

    /** Checks the ranges and the patterns, and copies the lists. */
    public CrawlExtent {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        acceptTypes = acceptTypes.stream().map(CrawlExtent::mediaType).toList();
        include.forEach(regex -> checkPattern("include", regex));
        exclude.forEach(regex -> checkPattern("exclude", regex));
        Check.atLeast(0, depth, "depth");
        Check.atLeast(0, maxRedirects, "maxRedirects");
        Check.atLeast(1, maxPages, "maxPages");
        Check.atLeast(1, maxPagesPerHost, "maxPagesPerHost");
        Check.atLeast(1, maxBytes, "maxBytes");
        Check.atLeast(1, maxBody, "maxBody");
        if (maxTime != null) {
            Check.timeLimit(maxTime, "maxTime");
        }
    }

    private static String mediaType(String type) {
        String lower = type.strip().toLowerCase(Locale.ROOT);
        if (!lower.matches(MEDIA_TYPE)) {
            throw new IllegalArgumentException(
                    "\"" + type + "\" is no media type: it must look like text/html, or image/* for all images.");
        }
        return lower;
    }

    private static void checkPattern(String option, String regex) {
        if (regex.isBlank()) {
            throw new IllegalArgumentException(
                    "The " + option + " pattern \"" + regex + "\" is blank: it tells no URLs apart.");
        }
        try {
            var _ = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "The " + option + " pattern \"" + regex + "\" is not a regular expression (RE2): "
                            + e.getDescription() + ".",
                    e);
        }
    }
}
