package ayatori.crawler.frontier;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SkipReason;
import org.jspecify.annotations.Nullable;

/** Links, and others after them. */
record JoinedLinks(Links first, Links second) implements Links {
    private Links of(int index) {
        return index < first.size() ? first : second;
    }

    private int in(int index) {
        return index < first.size() ? index : index - first.size();
    }

    @Override
    public int size() {
        return first.size() + second.size();
    }

    @Override
    public long fingerprintHigh(int index) {
        return of(index).fingerprintHigh(in(index));
    }

    @Override
    public long fingerprintLow(int index) {
        return of(index).fingerprintLow(in(index));
    }

    @Override
    public String url(int index) {
        return of(index).url(in(index));
    }

    @Override
    public String origin(int index) {
        return of(index).origin(in(index));
    }

    @Override
    public int depth(int index) {
        return of(index).depth(in(index));
    }

    @Override
    public int redirects(int index) {
        return of(index).redirects(in(index));
    }

    @Override
    public boolean isSitemap(int index) {
        return of(index).isSitemap(in(index));
    }

    @Override
    public boolean isAgain(int index) {
        return of(index).isAgain(in(index));
    }

    @Override
    public double priority(int index) {
        return of(index).priority(in(index));
    }

    @Override
    public @Nullable RequisiteRole requisite(int index) {
        return of(index).requisite(in(index));
    }

    @Override
    public PageRequest request(int index) {
        return of(index).request(in(index));
    }

    @Override
    public @Nullable SkipReason skipReason(int index) {
        return of(index).skipReason(in(index));
    }
}
