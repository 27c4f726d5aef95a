package ayatori.web.sitemap;

import ayatori.web.sitemap.SitemapSummary.Format;
import ayatori.web.url.Url;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the entries of one sitemap go as they are found: to the caller, within the limit. */
final class Entries {
    private final Url location;
    private final long entriesMax;
    private final Consumer<? super SitemapEntry> each;
    private Format format = Format.UNKNOWN;
    private long count;
    private @Nullable String problem;
    private @Nullable String cut;

    Entries(Url location, long entriesMax, Consumer<? super SitemapEntry> each) {
        this.location = location;
        this.entriesMax = entriesMax;
        this.each = each;
    }

    void format(Format found) {
        format = found;
    }

    /** Gives an entry, unless its address is none of the web's. */
    void add(String address, SitemapEntry.Kind kind, @Nullable Instant lastModified) {
        if (stopped()) {
            return;
        }
        Url url = address.isBlank() ? null : location.tryResolve(address);
        if (url == null || !url.isHttp()) {
            return;
        }
        if (count == entriesMax) {
            stop("It lists more than " + entriesMax + " addresses.");
            return;
        }
        count++;
        each.accept(new SitemapEntry(url, kind, lastModified));
    }

    /** Says why no more is read; the first reason stands. */
    void stop(String why) {
        if (problem == null) {
            problem = why;
        }
    }

    /** Says why its end will be missed: what is found until then still counts. */
    void cutShort(String why) {
        cut = why;
    }

    boolean isCutShort() {
        return cut != null;
    }

    boolean stopped() {
        return problem != null;
    }

    SitemapSummary summary() {
        return new SitemapSummary(format, count, Optional.ofNullable(cut == null ? problem : cut));
    }
}
