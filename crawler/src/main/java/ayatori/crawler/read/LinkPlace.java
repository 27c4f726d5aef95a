package ayatori.crawler.read;

import ayatori.crawler.RequisiteRole;
import org.jspecify.annotations.Nullable;

/**
 * One place of a page at which a URL stands.
 *
 * @param to the canonical URL, without fragment and credentials; null if it is no web address
 * @param problem why there is none: {@code invalid} or {@code too-long}; null if it is a web address, or a URL of another scheme
 * @param raw the URL as it is written, without credentials, cut off if it is long
 * @param element the element's name
 * @param attribute the attribute's name
 * @param role what the page needs it for; null for a link, which the page does not load
 * @param text the link's text; null if it has none
 * @param line the line of the element's start tag, from 1
 * @param fragment what stands behind the {@code #}, as it is written; null if there is no {@code #}
 * @param isNofollow whether the page asks not to follow it
 */
public record LinkPlace(
        @Nullable String to,
        @Nullable String problem,
        String raw,
        String element,
        String attribute,
        @Nullable RequisiteRole role,
        @Nullable String text,
        int line,
        @Nullable String fragment,
        boolean isNofollow) {}
