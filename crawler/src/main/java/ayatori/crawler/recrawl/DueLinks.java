package ayatori.crawler.recrawl;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.frontier.PageRequest;
import ayatori.crawler.read.ListedLinks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Links of which those are skipped that are known and not due. */
public record DueLinks(Links links, PreviousCrawl previous) implements Links {
    @Override
    public int size() {
        return links.size();
    }

    @Override
    public long fingerprintHigh(int index) {
        return links.fingerprintHigh(index);
    }

    @Override
    public long fingerprintLow(int index) {
        return links.fingerprintLow(index);
    }

    @Override
    public String url(int index) {
        return links.url(index);
    }

    @Override
    public String origin(int index) {
        return links.origin(index);
    }

    @Override
    public int depth(int index) {
        return links.depth(index);
    }

    @Override
    public int redirects(int index) {
        return links.redirects(index);
    }

    @Override
    public boolean isSitemap(int index) {
        return links.isSitemap(index);
    }

    @Override
    public boolean isAgain(int index) {
        return links.isAgain(index);
    }

    @Override
    public PageRequest request(int index) {
        return links.request(index);
    }

    @Override
    public @Nullable SkipReason skipReason(int index) {
        SkipReason reason = links.skipReason(index);
        if (reason != null || isSitemap(index) || previous.isDue(url(index), modified(index))) {
            return reason;
        }
        return SkipReason.NOT_DUE;
    }

    private @Nullable Instant modified(int index) {
        return links instanceof ListedLinks listed ? listed.modified(index) : null;
    }
}
