package ayatori.web.sitemap;

import ayatori.web.sitemap.SitemapEntry.Kind;
import crawlercommons.sitemaps.AbstractSiteMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entry being read: its address may come after its date, and what is on the page before both. */
final class EntryDraft {
    /** An address that goes with the page: an image, a video, a translation. */
    private record Also(String address, Kind kind) {}

    /** The most the protocol allows of images on a page. */
    private static final int ALSO_MAX = 1000;

    private final Entries entries;
    private final List<Also> also = new ArrayList<>();
    private boolean open;
    private String address = "";
    private @Nullable Instant modified;

    EntryDraft(Entries entries) {
        this.entries = entries;
    }

    void begin() {
        open = true;
        address = "";
        modified = null;
        also.clear();
    }

    /** The page's address; the first one counts. */
    void address(String value) {
        if (address.isEmpty()) {
            address = value;
        }
    }

    /** An RSS item's identifier, which is its address where it has no other and looks like one. */
    void addressIfNone(String value) {
        if (value.startsWith("http://") || value.startsWith("https://")) {
            address(value);
        }
    }

    void also(String value, Kind kind) {
        if (also.size() < ALSO_MAX) {
            also.add(new Also(value, kind));
        }
    }

    void modified(String value) {
        Instant instant = instant(value);
        modified = instant == null ? modified : instant;
    }

    /** A news item's date, which stands where there is no date of change. */
    void published(String value) {
        modified = modified == null ? instant(value) : modified;
    }

    void end(Kind kind) {
        if (open) {
            entries.add(address, kind, modified);
            also.forEach(other -> entries.add(other.address, other.kind, null));
        }
        open = false;
    }

    /** A W3C or an RSS date, as loosely as they are written; null if it is none. */
    private static @Nullable Instant instant(String value) {
        try {
            ZonedDateTime date = AbstractSiteMap.convertToZonedDateTime(value);
            date = date == null ? AbstractSiteMap.parseRSSTimestamp(value) : date;
            return date == null ? null : date.toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
