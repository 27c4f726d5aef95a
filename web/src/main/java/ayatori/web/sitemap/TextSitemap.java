package ayatori.web.sitemap;

import ayatori.web.sitemap.SitemapEntry.Kind;
import ayatori.web.sitemap.SitemapSummary.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A sitemap of lines, each an absolute address in UTF-8; lines that are none are left out. */
final class TextSitemap {
    private static final int LINE_BYTES_MAX = 8192;

    private final Entries entries;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    TextSitemap(Entries entries) {
        this.entries = entries;
    }

    void read(InputStream in) throws IOException {
        int b;
        while ((b = in.read()) >= 0 && !entries.stopped()) {
            if (b == '\n' || b == '\r') {
                endLine();
            } else if (line.size() <= LINE_BYTES_MAX) {
                line.write(b);
            }
        }
        if (!entries.isCutShort()) {
            endLine();
        }
    }

    private void endLine() {
        String address = line.toString(StandardCharsets.UTF_8).strip();
        boolean whole = line.size() <= LINE_BYTES_MAX;
        line.reset();
        if (whole && (address.startsWith("http://") || address.startsWith("https://"))) {
            entries.format(Format.TEXT);
            entries.add(address, Kind.PAGE, null);
        }
    }
}
