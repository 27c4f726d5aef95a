package ayatori.web.sitemap;

import ayatori.web.sitemap.SitemapEntry.Kind;
import crawlercommons.sitemaps.AbstractSiteMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entry that is being read. Its address, its date and what is on the page come in any order. */
final class EntryDraft {
    /** An address that goes with the page: an image, a video, a translation. */
    private record Also(String address, Kind kind) {}

    /** The number of images that the protocol allows on a page. */
    private static final int ALSO_MAX = 1000;

    /** The length of their addresses together. */
    private static final int ALSO_CHARS_MAX = 1 << 18;

    private static final int PRIORITY_CHARS_MAX = 20;

    private final Entries entries;
    private final List<Also> also = new ArrayList<>();
    private int alsoChars;
    private boolean open;
    private String address = "";
    private String identifier = "";
    private @Nullable Instant modified;
    private @Nullable Double priority;

    EntryDraft(Entries entries) {
        this.entries = entries;
    }

    void begin() {
        open = true;
        address = "";
        identifier = "";
        modified = null;
        priority = null;
        also.clear();
        alsoChars = 0;
    }

    /** The page's address; the first one counts. */
    void address(String value) {
        if (address.isEmpty()) {
            address = value;
        }
    }

    /** The identifier of an RSS item, which is its address where it has no link and the identifier is a web address. */
    void identifier(String value) {
        if (Entries.isWebAddress(value)) {
            identifier = value;
        }
    }

    void also(String value, Kind kind) {
        if (open && also.size() < ALSO_MAX && value.length() <= ALSO_CHARS_MAX - alsoChars) {
            alsoChars += value.length();
            also.add(new Also(value, kind));
        }
    }

    void modified(String value) {
        Instant instant = instant(value);
        modified = instant == null ? modified : instant;
    }

    /** The date of a news item, which counts where there is no date of change. */
    void published(String value) {
        modified = modified == null ? instant(value) : modified;
    }

    /** The priority; what is not a number from 0 to 1 does not count. */
    void priority(String value) {
        try {
            double number = value.length() > PRIORITY_CHARS_MAX ? -1 : Double.parseDouble(value);
            priority = number >= 0 && number <= 1 ? (Double) number : priority;
        } catch (NumberFormatException e) {
            // as if it were not there
        }
    }

    void end(Kind kind) {
        if (open) {
            entries.add(address.isEmpty() ? identifier : address, kind, modified, priority);
            also.forEach(other -> entries.add(other.address, other.kind, null, null));
        }
        open = false;
    }

    /** A W3C or an RSS date, read leniently; null if it is not a date. */
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
