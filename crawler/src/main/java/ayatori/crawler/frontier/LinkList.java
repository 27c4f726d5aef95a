package ayatori.crawler.frontier;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SkipReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Links} over a list. */
record LinkList(List<Link> links) implements Links {
    @Override
    public int size() {
        return links.size();
    }

    @Override
    public long fingerprintHigh(int index) {
        return links.get(index).fingerprintHigh();
    }

    @Override
    public long fingerprintLow(int index) {
        return links.get(index).fingerprintLow();
    }

    @Override
    public String url(int index) {
        return links.get(index).url();
    }

    @Override
    public String origin(int index) {
        return links.get(index).origin();
    }

    @Override
    public int depth(int index) {
        return links.get(index).depth();
    }

    @Override
    public int redirects(int index) {
        return links.get(index).redirects();
    }

    @Override
    public @Nullable RequisiteRole requisite(int index) {
        return links.get(index).requisite();
    }

    @Override
    public @Nullable SkipReason skipReason(int index) {
        return links.get(index).skipReason();
    }
}
