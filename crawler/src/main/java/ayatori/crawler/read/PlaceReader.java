package ayatori.crawler.read;

import ayatori.web.html.LinkKind;
import ayatori.web.html.PageScanner;
import ayatori.web.url.UrlResolver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the places of a page's links, once the page is scanned. */
final class PlaceReader {
    /** Longer URLs are cut off where they stand as they are written. */
    private static final int RAW_LENGTH_MAX = 2_000;

    private static final Pattern CREDENTIALS = Pattern.compile("^([^/?#]*[/\\\\]{2})[^/?#\\\\]*@");
    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*):");

    /** They hold what they mean: there is nothing to ask for. */
    private static final Set<String> SELF_CONTAINED = Set.of("about", "blob", "data", "javascript");

    /** Resolves a URL against the base of the page. */
    interface Resolver {
        UrlResolver.Outcome resolve(byte[] url, int offset, int length);

        /** The URL that was resolved last, without credentials. */
        String resolved();
    }

    private PlaceReader() {}

    /**
     * Reads them.
     *
     * @param isNofollow whether the page asks not to follow any link
     * @param bytesMax the limit on the bytes of all URLs together
     */
    static PagePlaces read(PageScanner page, Resolver resolver, boolean isNofollow, long bytesMax) {
        List<LinkPlace> places = new ArrayList<>();
        long bytesLeft = bytesMax;
        int next = 0;
        for (; next < page.linkCount() && bytesLeft > 0; next++) {
            LinkPlace place = Roles.namesResource(page, next) ? place(page, next, resolver, isNofollow) : null;
            if (place != null) {
                places.add(place);
                bytesLeft -= place.raw().length()
                        + (place.to() == null ? 0 : place.to().length());
            }
        }
        return new PagePlaces(places, page.ids(), page.linksTruncated() || next < page.linkCount());
    }

    /** Null for a URL that holds what it means. */
    private static @Nullable LinkPlace place(PageScanner page, int link, Resolver resolver, boolean isNofollow) {
        byte[] bytes = page.linkBytes(link);
        int start = page.linkStart(link);
        int length = page.linkLength(link);
        UrlResolver.Outcome outcome = resolver.resolve(bytes, start, length);
        String raw = new String(bytes, start, Math.min(length, 4 * RAW_LENGTH_MAX), StandardCharsets.UTF_8).strip();
        if (outcome == UrlResolver.Outcome.OTHER_SCHEME && isSelfContained(raw)) {
            return null;
        }
        int hash = raw.indexOf('#');
        return new LinkPlace(
                outcome == UrlResolver.Outcome.HTTP ? resolver.resolved() : null,
                switch (outcome) {
                    case HTTP, OTHER_SCHEME -> null;
                    case INVALID -> "invalid";
                    case TOO_LONG -> "too-long";
                },
                shown(raw),
                page.linkElement(link),
                attribute(page, link),
                Roles.of(page, link),
                page.linkText(link),
                page.linkLine(link),
                hash < 0 ? null : cut(raw.substring(hash + 1)),
                isNofollow || page.linkNofollow(link));
    }

    private static boolean isSelfContained(String raw) {
        var scheme = SCHEME.matcher(raw);
        return scheme.find() && SELF_CONTAINED.contains(scheme.group(1).toLowerCase(Locale.ROOT));
    }

    private static String attribute(PageScanner page, int link) {
        LinkKind kind = page.linkKind(link);
        return kind == LinkKind.SRCSET && page.linkElement(link).equals("link") ? "imagesrcset" : kind.attribute();
    }

    private static String shown(String raw) {
        return cut(CREDENTIALS.matcher(raw).replaceFirst("$1"));
    }

    private static String cut(String url) {
        return url.length() <= RAW_LENGTH_MAX ? url : url.substring(0, RAW_LENGTH_MAX);
    }
}
