package ayatori.web.robots;

import java.util.Locale;
import java.util.Set;

/**
 * What a page asks of crawlers in {@code <meta name=robots>} or in the {@code X-Robots-Tag} header of its response. robots.txt
 * says what may be fetched; this says what may be done with a page that was fetched.
 *
 * <p>There is no standard; the directives are those of the <a
 * href="https://www.robotstxt.org/meta.html">robots meta tag</a> and of <a
 * href="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag">Google's description</a>. Unknown ones
 * are ignored. Directives only restrict: {@code index} does not revoke {@code noindex}.
 *
 * @param noindex do not list the page
 * @param nofollow do not follow its links
 * @param noarchive do not show a copy of it
 * @param nosnippet do not show an excerpt of it
 * @param noimageindex do not list its images
 */
public record RobotsDirectives(
        boolean noindex, boolean nofollow, boolean noarchive, boolean nosnippet, boolean noimageindex) {
    /** No restrictions. */
    public static final RobotsDirectives ALL = new RobotsDirectives(false, false, false, false, false);

    /** Directives with a value after a colon. Any other name before a colon is that of a crawler. */
    private static final Set<String> WITH_VALUE =
            Set.of("max-image-preview", "max-snippet", "max-video-preview", "unavailable_after");

    /** More than all directives need; of a longer content the rest is ignored. */
    private static final int CONTENT_CHARS_MAX = 8_192;

    /** Parses the {@code content} of a robots meta: directives separated by commas, in any letter case. */
    public static RobotsDirectives parse(String content) {
        RobotsDirectives all = ALL;
        String bounded = content.substring(0, Math.min(content.length(), CONTENT_CHARS_MAX));
        for (String directive : bounded.split(",", -1)) {
            all = all.and(directive(normalize(directive)));
        }
        return all;
    }

    /**
     * Parses the values of all {@code X-Robots-Tag} headers of a response. Directives after a crawler's name and
     * a colon are for that crawler only.
     *
     * @param productToken the name of this crawler, in any letter case
     */
    public static RobotsDirectives parseHeaders(Iterable<String> values, String productToken) {
        String us = normalize(productToken);
        RobotsDirectives all = ALL;
        for (String value : values) {
            boolean forUs = true;
            for (String part : value.split(",", -1)) {
                String directive = normalize(part);
                int colon = directive.indexOf(':');
                String beforeColon =
                        colon < 0 ? "" : directive.substring(0, colon).strip();
                if (colon >= 0 && !WITH_VALUE.contains(beforeColon)) {
                    // The name counts for all directives up to the next name.
                    forUs = beforeColon.equals(us);
                    directive = directive.substring(colon + 1).strip();
                }
                if (forUs) {
                    all = all.and(directive(directive));
                }
            }
        }
        return all;
    }

    /** These restrictions and {@code other}'s together. */
    public RobotsDirectives and(RobotsDirectives other) {
        return new RobotsDirectives(
                noindex || other.noindex,
                nofollow || other.nofollow,
                noarchive || other.noarchive,
                nosnippet || other.nosnippet,
                noimageindex || other.noimageindex);
    }

    private static RobotsDirectives directive(String directive) {
        return switch (directive) {
            case "none" -> new RobotsDirectives(true, true, false, false, false);
            case "noindex" -> new RobotsDirectives(true, false, false, false, false);
            case "nofollow" -> new RobotsDirectives(false, true, false, false, false);
            case "noarchive", "nocache" -> new RobotsDirectives(false, false, true, false, false);
            case "nosnippet", "max-snippet:0" -> new RobotsDirectives(false, false, false, true, false);
            case "noimageindex" -> new RobotsDirectives(false, false, false, false, true);
            default -> ALL;
        };
    }

    private static String normalize(String token) {
        return token.strip().toLowerCase(Locale.ROOT);
    }
}
