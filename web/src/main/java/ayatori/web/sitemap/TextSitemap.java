package ayatori.web.sitemap;

import ayatori.web.sitemap.SitemapEntry.Kind;
import ayatori.web.sitemap.SitemapSummary.Format;
import java.io.IOException;
import java.io.Reader;

/** A sitemap of lines, each an absolute URL; other lines are left out. */
final class TextSitemap {
    private static final int LINE_CHARS_MAX = 8192;

    private final Entries entries;
    private final Reader in;
    private final StringBuilder line = new StringBuilder();

    TextSitemap(Entries entries, Reader in) {
        this.entries = entries;
        this.in = in;
    }

    void read() throws IOException {
        int c;
        while ((c = in.read()) >= 0 && !entries.stopped()) {
            if (c == '\n' || c == '\r') {
                endLine();
            } else if (line.length() <= LINE_CHARS_MAX) {
                line.append((char) c);
            }
        }
        // The last line of a sitemap that is cut short may be cut in two.
        if (!entries.isCutShort()) {
            endLine();
        }
    }

    private void endLine() {
        String address = line.length() > LINE_CHARS_MAX ? "" : line.toString().strip();
        line.setLength(0);
        if (Entries.isWebAddress(address)) {
            entries.format(Format.TEXT);
            entries.add(address, Kind.PAGE, null, null);
        }
    }
}
