package ayatori.web.sitemap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.web.sitemap.SitemapEntry.Kind;
import ayatori.web.sitemap.SitemapSummary.Format;
import ayatori.web.url.Url;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sitemaps that break off, and sitemaps that are made to take memory. */
class SitemapBoundsTest {
    private static final Url LOCATION = Objects.requireNonNull(Url.tryParse("http://www.example.com/sitemap.xml"));

    private final List<SitemapEntry> found = new ArrayList<>();

    private SitemapSummary read(String sitemap) {
        return SitemapReader.standard().read(new ByteArrayInputStream(sitemap.getBytes(UTF_8)), LOCATION, found::add);
    }

    private List<String> addresses(Kind kind) {
        return found.stream()
                .filter(entry -> entry.kind() == kind)
                .map(entry -> entry.url().href())
                .toList();
    }

    /** A stream that fails after {@code before}. */
    private static InputStream failingAfter(byte[] before) {
        return new SequenceInputStream(new ByteArrayInputStream(before), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        });
    }

    private static byte[] entries(int count) {
        var sitemap = new StringBuilder("<urlset>");
        for (int i = 0; i < count; i++) {
            sitemap.append("<url><loc>/page-").append(i).append("</loc></url>\n");
        }
        return sitemap.toString().getBytes(UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void givesAllEntriesBeforeATransferFails() {
        SitemapSummary summary = SitemapReader.standard().read(failingAfter(entries(3_000)), LOCATION, found::add);
        assertThat(found).hasSize(3_000);
        assertThat(summary)
                .isEqualTo(new SitemapSummary(
                        Format.URL_SET, 3_000, Optional.of("The transfer failed: connection reset.")));
    }

    @Test
    void givesTheEntriesBeforeATransferOfGzipFails() throws IOException {
        byte[] packed = gzip(entries(3_000));
        SitemapSummary summary = SitemapReader.standard()
                .read(failingAfter(Arrays.copyOf(packed, packed.length / 2)), LOCATION, found::add);
        assertThat(found).hasSizeBetween(1_000, 2_000);
        assertThat(summary.problem()).hasValue("The transfer failed: connection reset.");
    }

    @Test
    void givesTheWholeLinesOfATextSitemapWhoseTransferFails() {
        byte[] lines = "http://a.example/1\nhttp://a.example/2\nhttp://a.example/3".getBytes(UTF_8);
        SitemapSummary summary = SitemapReader.standard().read(failingAfter(lines), LOCATION, found::add);
        assertThat(addresses(Kind.PAGE)).containsExactly("http://a.example/1", "http://a.example/2");
        assertThat(summary.problem()).hasValue("The transfer failed: connection reset.");
    }

    @Test
    void givesTheEntriesOfAFeedWhoseTransferFails() {
        byte[] feed = "<feed><entry><link href='/1'/></entry><entry><link href='/2'/></ent".getBytes(UTF_8);
        SitemapReader.standard().read(failingAfter(feed), LOCATION, found::add);
        assertThat(addresses(Kind.PAGE)).containsExactly("http://www.example.com/1");
    }

    @Test
    void passesOnWhatTheConsumerThrows() {
        var stopped = new IllegalStateException("enough");
        assertThatThrownBy(
                        () -> SitemapReader.standard().read(new ByteArrayInputStream(entries(2)), LOCATION, entry -> {
                            throw stopped;
                        }))
                .isSameAs(stopped);
    }

    /** A stream that repeats {@code filler}, so that a test holds no more of the document than the reader does. */
    private static InputStream around(String before, char filler, int times, String after) {
        return new SequenceInputStream(
                new SequenceInputStream(new ByteArrayInputStream(before.getBytes(UTF_8)), new InputStream() {
                    private int left = times;

                    @Override
                    public int read() {
                        return left-- > 0 ? filler : -1;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        int count = Math.min(length, left);
                        if (count <= 0) {
                            return -1;
                        }
                        Arrays.fill(into, offset, offset + count, (byte) filler);
                        left -= count;
                        return count;
                    }
                }),
                new ByteArrayInputStream(after.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "<urlset><!--, -->",
                "<urlset><x><![CDATA[, ]]></x>",
                "<urlset><x a=\", \"/>",
                "<urlset a=', '>",
                "<urlset><?pi , ?>",
                "<urlset><x>, </x>",
                "`<urlset><url><loc>/`, </loc></url>",
            })
    void holdsNoHugeValue(String before, String after) {
        InputStream huge = around(before, 'x', 2_000_000, after + "<url><loc>/ok</loc></url></urlset>");
        SitemapSummary summary = SitemapReader.standard().read(huge, LOCATION, found::add);
        assertThat(summary.problem()).isEmpty();
        assertThat(addresses(Kind.PAGE)).containsExactly("http://www.example.com/ok");
    }

    @Test
    void stopsAtHugeNamesAndDepths() {
        SitemapSummary name =
                SitemapReader.standard().read(around("<urlset><", 'x', 1_000_000, "/></urlset>"), LOCATION, found::add);
        assertThat(name.problem()).hasValue("It has a name longer than 256 characters.");
        SitemapSummary depth = SitemapReader.standard()
                .read(
                        new ByteArrayInputStream(("<urlset>" + "<a>".repeat(1_000)).getBytes(UTF_8)),
                        LOCATION,
                        found::add);
        assertThat(depth.problem()).hasValue("Its elements are nested more than 100 deep.");
    }

    @Test
    void boundsWhatGoesWithOnePage() {
        String image = "<image:image><image:loc>/" + "i".repeat(8_000) + "</image:loc></image:image>";
        read("<urlset><url><loc>/a</loc>" + image.repeat(1_000) + "</url></urlset>");
        assertThat(addresses(Kind.IMAGE)).hasSize(32);
    }
}
