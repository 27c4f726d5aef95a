package ayatori.web.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.url.Url;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Any bytes are read as a sitemap within the limits, and every entry has a web address. */
public final class SitemapFuzz {
    private static final Url LOCATION = Objects.requireNonNull(Url.tryParse("https://example.com/sitemap.xml"));
    private static final SitemapReader READER = new SitemapReader(1 << 18, 1_000);

    private SitemapFuzz() {}

    /** Reads {@code sitemap} as a sitemap. */
    public static void fuzzerTestOneInput(byte[] sitemap) throws IOException {
        List<SitemapEntry> found = new ArrayList<>();
        SitemapSummary summary = READER.read(new ByteArrayInputStream(sitemap), LOCATION, found::add);
        assertThat(found).hasSize(Math.toIntExact(summary.entries())).hasSizeLessThanOrEqualTo(1_000);
        assertThat(found).allMatch(entry -> entry.url().isHttp());
    }
}
