package ayatori.crawler.engine;

import ayatori.crawler.PageError;
import ayatori.web.http.ClientResponse;
import ayatori.web.sitemap.SitemapReader;
import ayatori.web.sitemap.SitemapSummary;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Url;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sitemap says.
 *
 * @param links the sitemaps and pages it lists
 * @param bytes how long it was, decoded
 * @param problem why it was not read to its end; null if it was
 */
record SitemapBody(ListedLinks links, long bytes, @Nullable PageError problem) {
    /** Reads a sitemap as it comes in; of all its bytes only the addresses are kept. */
    static SitemapBody read(ClientResponse response, CanonicalForm form) throws IOException {
        List<Url> sitemaps = new ArrayList<>();
        List<Url> pages = new ArrayList<>();
        var counted = new CountedStream(response.body());
        SitemapSummary summary = SitemapReader.standard().read(counted, response.url(), entry -> {
            Url url = entry.url().withoutFragment();
            switch (entry.kind()) {
                case SITEMAP -> sitemaps.add(url);
                case PAGE, ALTERNATE -> pages.add(url);
                case IMAGE, VIDEO -> {} // no pages, and so not crawled
            }
        });
        PageError problem =
                summary.problem().map(why -> new PageError("sitemap", why)).orElse(null);
        return new SitemapBody(new ListedLinks(sitemaps, pages, new Fingerprint(form), null), counted.count, problem);
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
