package ayatori.crawler.read;

import ayatori.crawler.PageError;
import ayatori.web.sitemap.SitemapEntry;
import ayatori.web.sitemap.SitemapReader;
import ayatori.web.sitemap.SitemapSummary;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Url;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a sitemap as it comes. Of all its bytes only the addresses are kept, and of them only one part at a time. */
final class SitemapStream {
    /** A part is complete when it has so many addresses, or so many bytes of them. */
    private static final int PART_COUNT = 1_000;

    private static final int PART_BYTES = 128 << 10;

    /** How many sitemap indexes, and redirects, may lead to a sitemap. The protocol knows of one index. */
    private static final int STEPS_MAX = 10;

    private final CanonicalForm form;
    private final int steps;
    private final Consumer<ListedLinks> parts;
    private List<Url> sitemaps = new ArrayList<>();
    private List<Url> pages = new ArrayList<>();
    private List<@Nullable Instant> modified = new ArrayList<>();
    private List<@Nullable Double> priorities = new ArrayList<>();
    private int bytes;
    private boolean isTooDeep;

    /**
     * Prepares to read one sitemap.
     *
     * @param steps how many indexes and redirects led to it
     * @param parts takes all addresses but the last few; it may wait
     */
    SitemapStream(CanonicalForm form, int steps, Consumer<ListedLinks> parts) {
        this.form = form;
        this.steps = steps;
        this.parts = parts;
    }

    /** Reads it; the reading holds the last part. */
    Reading.SitemapReading read(InputStream body, Url url) throws IOException {
        var counted = new CountedStream(body);
        SitemapSummary summary = SitemapReader.standard().read(counted, url, this::add);
        PageError problem =
                summary.problem().map(why -> new PageError("sitemap", why)).orElse(null);
        if (problem == null && isTooDeep) {
            problem =
                    new PageError("sitemap", "It lists further sitemaps after " + steps + " steps; they are left out.");
        }
        return new Reading.SitemapReading(takePart(), counted.count, counted.digest.value(), problem);
    }

    private void add(SitemapEntry entry) {
        Url listed = entry.url().withoutFragment();
        switch (entry.kind()) {
            case SITEMAP -> {
                if (steps >= STEPS_MAX) {
                    isTooDeep = true;
                    return;
                }
                sitemaps.add(listed);
            }
            case PAGE, ALTERNATE -> {
                pages.add(listed);
                modified.add(entry.lastModified());
                priorities.add(entry.priority());
            }
            case IMAGE, VIDEO -> {
                return; // not pages, and so not crawled
            }
        }
        bytes += listed.href().length();
        if (sitemaps.size() + pages.size() >= PART_COUNT || bytes >= PART_BYTES) {
            parts.accept(takePart());
        }
    }

    private ListedLinks takePart() {
        var part = new ListedLinks(sitemaps, pages, modified, priorities, new Fingerprint(form), steps + 1);
        sitemaps = new ArrayList<>();
        pages = new ArrayList<>();
        modified = new ArrayList<>();
        priorities = new ArrayList<>();
        bytes = 0;
        return part;
    }

    private static final class CountedStream extends FilterInputStream {
        private final BodyDigest digest = new BodyDigest();
        private long count;

        CountedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) {
                count++;
                digest.add((byte) b);
            }
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            if (read > 0) {
                count += read;
                digest.add(into, offset, read);
            }
            return read;
        }
    }
}
