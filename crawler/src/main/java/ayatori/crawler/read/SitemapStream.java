package ayatori.crawler.read;

import ayatori.crawler.PageError;
import ayatori.web.sitemap.SitemapReader;
import ayatori.web.sitemap.SitemapSummary;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Url;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads a sitemap as it comes; of all its bytes only the addresses are kept. */
final class SitemapStream {
    private SitemapStream() {}

    static Reading.SitemapReading read(InputStream body, Url url, CanonicalForm form) throws IOException {
        List<Url> sitemaps = new ArrayList<>();
        List<Url> pages = new ArrayList<>();
        var counted = new CountedStream(body);
        SitemapSummary summary = SitemapReader.standard().read(counted, url, entry -> {
            Url listed = entry.url().withoutFragment();
            switch (entry.kind()) {
                case SITEMAP -> sitemaps.add(listed);
                case PAGE, ALTERNATE -> pages.add(listed);
                case IMAGE, VIDEO -> {} // not pages, and so not crawled
            }
        });
        PageError problem =
                summary.problem().map(why -> new PageError("sitemap", why)).orElse(null);
        return new Reading.SitemapReading(
                new ListedLinks(sitemaps, pages, new Fingerprint(form), null), counted.count, problem);
    }

    private static final class CountedStream extends FilterInputStream {
        private long count;

        CountedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
