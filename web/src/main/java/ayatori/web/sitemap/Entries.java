package ayatori.web.sitemap;

import ayatori.web.sitemap.SitemapSummary.Format;
import ayatori.web.url.Url;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands the entries of one sitemap to the caller as they are found, up to the limit. */
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

    /** The sitemap's own URL, which relative ones are resolved against. */
    Url location() {
        return location;
    }

    void format(Format found) {
        format = found;
    }

    /** Gives an entry, unless its address is not a web address. */
    void add(String address, SitemapEntry.Kind kind, @Nullable Instant lastModified, @Nullable Double priority) {
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
        each.accept(new SitemapEntry(url, kind, lastModified, priority));
    }

    /** Whether a text begins like an absolute web address; letter case does not matter in a scheme. */
    static boolean isWebAddress(String text) {
        return text.regionMatches(true, 0, "http://", 0, 7) || text.regionMatches(true, 0, "https://", 0, 8);
    }

    /** Stops the reading and says why; the first reason counts. */
    void stop(String why) {
        if (problem == null) {
            problem = why;
        }
    }

    /** Says why the end of the sitemap will not be read; what is found before still counts. The first reason counts. */
    void cutShort(String why) {
        if (cut == null) {
            cut = why;
        }
    }

    /** The same where a stream failed: {@code what} is the beginning of a sentence, the failure's message its rest. */
    void cutShort(String what, IOException failure) {
        String detail = failure.getMessage();
        cutShort(detail == null || detail.isBlank() ? what + "." : what + ": " + withFullStop(detail));
    }

    private static String withFullStop(String text) {
        return text.endsWith(".") ? text : text + ".";
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
