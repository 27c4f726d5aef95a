package ayatori.crawler.recrawl;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.ForwardingLinks;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.read.ListedLinks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Links of which those are skipped that are known and not due. */
public record DueLinks(Links links, PreviousCrawl previous) implements ForwardingLinks {
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
