package ayatori.crawler.read;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Links;
import ayatori.web.url.Url;
import org.jspecify.annotations.Nullable;

/**
 * A page or a requisite of an earlier crawl, as the only link: to be requested again, at the depth at which it was found.
 *
 * @param url its URL
 * @param depth links between a seed and it
 * @param fingerprint tells URLs apart
 * @param role what a page needs it for; null if it is a page
 * @param skipped why it is not to be requested; null if it is
 */
public record KnownLink(
        Url url,
        int depth,
        Fingerprint fingerprint,
        @Nullable RequisiteRole role,
        @Nullable SkipReason skipped) implements Links {
    @Override
    public int size() {
        return 1;
    }

    @Override
    public long fingerprintHigh(int index) {
        return fingerprint.of(url).getMostSignificantBits();
    }

    @Override
    public long fingerprintLow(int index) {
        return fingerprint.of(url).getLeastSignificantBits();
    }

    @Override
    public String url(int index) {
        return url.href();
    }

    @Override
    public String origin(int index) {
        return url.origin();
    }

    @Override
    public int depth(int index) {
        return depth;
    }

    @Override
    public int redirects(int index) {
        return 0;
    }

    @Override
    public @Nullable RequisiteRole requisite(int index) {
        return role;
    }

    @Override
    public @Nullable SkipReason skipReason(int index) {
        return skipped;
    }
}
