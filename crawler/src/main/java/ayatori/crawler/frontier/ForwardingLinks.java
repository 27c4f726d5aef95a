package ayatori.crawler.frontier;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SkipReason;
import org.jspecify.annotations.Nullable;

/** Links that say what others say, except where an implementation overrides it. */
public interface ForwardingLinks extends Links {
    /** The others. */
    Links links();

    @Override
    default int size() {
        return links().size();
    }

    @Override
    default long fingerprintHigh(int index) {
        return links().fingerprintHigh(index);
    }

    @Override
    default long fingerprintLow(int index) {
        return links().fingerprintLow(index);
    }

    @Override
    default String url(int index) {
        return links().url(index);
    }

    @Override
    default String origin(int index) {
        return links().origin(index);
    }

    @Override
    default int depth(int index) {
        return links().depth(index);
    }

    @Override
    default int redirects(int index) {
        return links().redirects(index);
    }

    @Override
    default boolean isSitemap(int index) {
        return links().isSitemap(index);
    }

    @Override
    default boolean isAgain(int index) {
        return links().isAgain(index);
    }

    @Override
    default @Nullable RequisiteRole requisite(int index) {
        return links().requisite(index);
    }

    @Override
    default PageRequest request(int index) {
        return links().request(index);
    }

    @Override
    default double priority(int index) {
        return links().priority(index);
    }

    @Override
    default @Nullable SkipReason skipReason(int index) {
        return links().skipReason(index);
    }
}
