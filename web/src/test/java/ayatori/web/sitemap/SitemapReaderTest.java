package ayatori.web.sitemap;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Suites;
import ayatori.web.sitemap.SitemapEntry.Kind;
import ayatori.web.sitemap.SitemapSummary.Format;
import ayatori.web.url.Url;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SitemapReaderTest {
    private static final Url LOCATION = Objects.requireNonNull(Url.tryParse("http://www.example.com/sitemap.xml"));
    private static final String SUITE = "sitemaps/crawler-commons/src/test/resources/";

    private final List<SitemapEntry> found = new ArrayList<>();

    private SitemapSummary read(SitemapReader reader, byte[] sitemap) throws IOException {
        return reader.read(new ByteArrayInputStream(sitemap), LOCATION, found::add);
    }

    private SitemapSummary read(String sitemap) throws IOException {
        return read(SitemapReader.standard(), sitemap.getBytes(UTF_8));
    }

    private SitemapSummary readSuite(String file) throws IOException {
        return read(SitemapReader.standard(), Files.readAllBytes(Suites.path(file)));
    }

    private List<String> addresses(Kind kind) {
        return found.stream()
                .filter(entry -> entry.kind() == kind)
                .map(entry -> entry.url().href())
                .toList();
    }

    @Test
    void readsPages() throws IOException {
        SitemapSummary summary = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                  <url><lastmod>2026-11-22</lastmod><loc> http://www.example.com/a?x=1&amp;y=2 </loc></url>
                  <url><loc><![CDATA[/relative]]></loc><priority> 0.7 </priority></url>
                  <url><loc>javascript:alert(1)</loc></url>
                  <url></url>
                </urlset>
                """);
        assertThat(summary).isEqualTo(new SitemapSummary(Format.URL_SET, 2, Optional.empty()));
        assertThat(found)
                .containsExactly(
                        new SitemapEntry(
                                Objects.requireNonNull(Url.tryParse("http://www.example.com/a?x=1&y=2")),
                                Kind.PAGE,
                                Instant.parse("2026-11-22T00:00:00Z"),
                                null),
                        new SitemapEntry(
                                Objects.requireNonNull(Url.tryParse("http://www.example.com/relative")),
                                Kind.PAGE,
                                null,
                                0.7));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0",
        "0, 0.0",
        ".35, 0.35",
        "1.1,",
        "-0.1,",
        "high,",
        "NaN,",
        "'',",
        "'0,5',",
        "0.5000000000000000000001,"
    })
    void readsPrioritiesFromZeroToOne(String written, @Nullable Double expected) throws IOException {
        read("<urlset><url><loc>/1</loc><priority>" + written + "</priority></url><url><loc>/2</loc></url></urlset>");
        assertThat(found).extracting(SitemapEntry::priority).containsExactly(expected, null);
    }

    @Test
    void readsIndexes() throws IOException {
        SitemapSummary summary = read("\n\n<?xml version='1.0'?><sitemapindex><sitemap><loc>/1.xml.gz</loc>"
                + "<lastmod>2004-10-01T18:23:17+00:00</lastmod></sitemap></sitemapindex>");
        assertThat(summary.format()).isEqualTo(Format.INDEX);
        assertThat(addresses(Kind.SITEMAP)).containsExactly("http://www.example.com/1.xml.gz");
        assertThat(found.getFirst().lastModified()).isEqualTo("2004-10-01T18:23:17Z");
    }

    @Test
    void readsImagesVideosNewsAndTranslations() throws IOException {
        readSuite(SUITE + "sitemaps/extension/sitemap-videos.xml");
        assertThat(addresses(Kind.VIDEO))
                .contains("http://www.example.com/video123.flv", "http://www.example.com/videoplayer.swf?video=123");
        readSuite(SUITE + "sitemaps/extension/sitemap-links.xml");
        assertThat(addresses(Kind.ALTERNATE)).hasSize(9).contains("http://www.example.com/schweiz-deutsch/");
        readSuite(SUITE + "sitemaps/extension/hebdenbridgetimes-articles-sitemap.xml");
        assertThat(addresses(Kind.IMAGE)).isNotEmpty();
        found.clear();
        read(
                "<urlset><url><loc>/n</loc><news:news><news:publication_date>2008-12-23</news:publication_date></news:news>"
                        + "<image:image><image:loc>/i.png</image:loc></image:image></url></urlset>");
        assertThat(addresses(Kind.IMAGE)).containsExactly("http://www.example.com/i.png");
        assertThat(found.getFirst().lastModified()).isEqualTo("2008-12-23T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "sitemaps/atom.xml, ATOM, 1",
        "rss/xmlRss_pubDate.xml, RSS, 7",
        "sitemaps/sitemap.badns.xml, URL_SET, 2",
        "sitemaps/extension/sitemap-mobile.xml, URL_SET, 3",
        "sitemaps/extension/pagemaps-sitemap.xml, URL_SET, 2",
        "sitemaps/sitemap.txt, TEXT, 2",
        "sitemaps/sitemap.txt.gz, TEXT, 5",
        "sitemaps/sitemap-with-bom.txt, TEXT, 2",
    })
    void readsTheSuitesFiles(String file, Format format, int pages) throws IOException {
        SitemapSummary summary = readSuite(SUITE + file);
        assertThat(summary.problem()).isEmpty();
        assertThat(summary.format()).isEqualTo(format);
        assertThat(addresses(Kind.PAGE)).hasSize(pages);
    }

    @Test
    void readsTheDatesOfFeeds() throws IOException {
        readSuite(SUITE + "rss/xmlRss_pubDate.xml");
        assertThat(found.subList(0, 4))
                .extracting(SitemapEntry::lastModified)
                .containsExactly(
                        Instant.parse("2017-01-05T12:34:51Z"),
                        Instant.parse("2017-01-05T12:34:52Z"),
                        Instant.parse("2017-01-05T12:34:53Z"),
                        Instant.parse("2017-01-05T12:34:54Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xmlbomb", "xmlbomb2", "quadratic", "cyclic", "dtd", "external", "external_file"})
    void refusesDocumentTypes(String name) throws IOException {
        Path file = Suites.path("sitemaps/defusedxml/xmltestdata").resolve(name + ".xml");
        if (!Files.exists(file)) {
            assertThat(name).as("a name that the suite has no file for").startsWith("external");
            return;
        }
        SitemapSummary summary = read(SitemapReader.standard(), Files.readAllBytes(file));
        assertThat(summary.entries()).isZero();
        assertThat(summary.problem()).isPresent();
    }

    @Test
    void readsNoFileThroughAnEntity(@org.junit.jupiter.api.io.TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "http://www.example.com/secret");
        SitemapSummary summary = read(
                "<!DOCTYPE u [<!ENTITY s SYSTEM '" + secret.toUri() + "'>]><urlset><url><loc>&s;</loc></url></urlset>");
        assertThat(found).isEmpty();
        assertThat(summary.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("document type"));
    }

    @Test
    void keepsWhatCameBeforeTheBreak() throws IOException {
        SitemapSummary summary = read("<urlset><url><loc>/a</loc></url><url><loc>/b?x=1&y</loc></url>");
        assertThat(addresses(Kind.PAGE)).containsExactly("http://www.example.com/a");
        assertThat(summary.problem()).hasValue("It is not well-formed XML: line 1.");
    }

    @Test
    void readsTheDeclaredEncodingAndBytesThatAreNone() throws IOException {
        byte[] latin1 = "<?xml version='1.0' encoding='ISO-8859-1'?><urlset><url><loc>/caf\u00e9</loc></url></urlset>"
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(read(SitemapReader.standard(), latin1).problem()).isEmpty();
        byte[] malformed =
                "<urlset><url><loc>/\u00ff</loc></url></urlset>".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(read(SitemapReader.standard(), malformed).problem()).isEmpty();
        assertThat(addresses(Kind.PAGE))
                .containsExactly("http://www.example.com/caf%C3%A9", "http://www.example.com/%EF%BF%BD");
    }

    @Test
    void saysWhenItIsAnotherDocument() throws IOException {
        assertThat(read("<html><body>Not found</body></html>").problem())
                .hasValue("It is no sitemap but a document of <html>.");
        assertThat(read(" \n").problem()).hasValue("It is empty.");
        assertThat(read("no address at all").format()).isEqualTo(Format.UNKNOWN);
    }

    @Test
    void stopsAtItsLimits() throws IOException {
        String page = "<url><loc>/page</loc></url>";
        SitemapSummary tooMany =
                read(new SitemapReader(1 << 20, 3), ("<urlset>" + page.repeat(4) + "</urlset>").getBytes(UTF_8));
        assertThat(tooMany.entries()).isEqualTo(3);
        assertThat(tooMany.problem()).hasValue("It lists more than 3 addresses.");

        SitemapSummary tooLong =
                read(new SitemapReader(60, 100), ("<urlset>" + page.repeat(4) + "</urlset>").getBytes(UTF_8));
        assertThat(tooLong.entries()).isEqualTo(1);
        assertThat(tooLong.problem()).hasValue("It is longer than 60 bytes.");

        SitemapSummary lines =
                read(new SitemapReader(20, 100), "http://a.example/1\nhttp://a.example/2\n".getBytes(UTF_8));
        assertThat(lines.entries()).isEqualTo(1);
        assertThat(lines.problem()).hasValue("It is longer than 20 bytes.");
    }

    @Test
    void stopsAZipBomb() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("<urlset><url><loc>".getBytes(UTF_8));
            for (int i = 0; i < 64; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        SitemapSummary summary = read(new SitemapReader(1 << 20, 100), packed.toByteArray());
        assertThat(summary.entries()).isZero();
        assertThat(summary.problem()).isPresent();
    }

    @Test
    void saysWhenItsGzipIsBroken() throws IOException {
        byte[] packed = Files.readAllBytes(Suites.path(SUITE + "sitemaps/sitemap.txt.gz"));
        SitemapSummary summary = read(SitemapReader.standard(), Arrays.copyOf(packed, packed.length - 20));
        assertThat(summary.problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("Its gzip is broken: "));
    }

    @ParameterizedTest
    @CsvSource({
        "<guid isPermaLink='false'>http://www.example.com/id</guid>, ''",
        "<guid isPermaLink='FALSE'>http://www.example.com/id</guid>, ''",
        "<guid>http://www.example.com/id</guid>, http://www.example.com/id",
        "<guid isPermaLink='true'>http://www.example.com/id</guid>, http://www.example.com/id",
        "<guid>tag:example.com;2026:1</guid>, ''",
        "<guid>http://www.example.com/id</guid><link>/page</link>, http://www.example.com/page",
        "<link>/page</link><guid isPermaLink='true'>http://www.example.com/id</guid>, http://www.example.com/page",
        "<guid isPermaLink='false'>http://www.example.com/id</guid><link>/page</link>, http://www.example.com/page",
    })
    void takesAnIdentifierForTheAddressOfAnItemOnlyWhereItIsOne(String item, String address) throws IOException {
        read("<rss><channel><link>/home</link><item>" + item + "</item></channel></rss>");
        assertThat(addresses(Kind.PAGE)).isEqualTo(address.isEmpty() ? List.of() : List.of(address));
    }

    @Test
    void resolvesTheLinksOfAtomEntries() throws IOException {
        read("<feed xml:base='/blog/'><link href='home'/>"
                + "<entry><id>http://www.example.com/id</id><link rel='edit' href='no'/><link href='1'/></entry>"
                + "<entry xml:base='2026/'><link rel='Alternate' href='2'/></entry>"
                + "<entry><source><link href='http://other.example/'/></source><link href='3'/></entry>"
                + "<entry><id>http://www.example.com/id</id></entry></feed>");
        assertThat(addresses(Kind.PAGE))
                .containsExactly(
                        "http://www.example.com/blog/1",
                        "http://www.example.com/blog/2026/2",
                        "http://www.example.com/blog/3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<urlset><url><loc>/b</url>",
                "<urlset></url>",
                "<urlset><url a></url>",
                "<urlset><url a=b></url>",
                "<urlset>&#0;</urlset>",
                "<urlset>&#xFFFFFFFF;</urlset>",
                "<urlset>&amp</urlset>",
                "<urlset><!ELEMENT a></urlset>",
                "<urlset>< a/></urlset>",
                "<urlset",
                "<urlset><!-- ",
                "<urlset><![CDATA[ ]]",
            })
    void saysThatXmlIsNotWellFormed(String xml) throws IOException {
        assertThat(read("<!-- c --> <?pi?>" + xml).problem()).hasValue("It is not well-formed XML: line 1.");
    }

    @Test
    void readsXmlAsItIsWritten() throws IOException {
        SitemapSummary summary = read("<?xml version='1.0'?><!-- <a> --->\n<s:urlset x = '>' ><s:url ><s:loc\n>"
                + "/a<!-- c -->&#x62;&#99;<![CDATA[<&]]]]>&lt;&quot;&apos;&gt;</s:loc ></s:url><url/></s:urlset>rest");
        assertThat(summary).isEqualTo(new SitemapSummary(Format.URL_SET, 1, Optional.empty()));
        assertThat(addresses(Kind.PAGE)).containsExactly("http://www.example.com/abc%3C&]]%3C%22'%3E");
    }

    @Test
    void readsUtf16WithAByteOrderMark() throws IOException {
        byte[] xml = "\uFEFF<urlset><url><loc>/caf\u00e9</loc></url></urlset>".getBytes(UTF_16LE);
        byte[] text = "\uFEFFhttp://www.example.com/t".getBytes(UTF_16BE);
        assertThat(read(SitemapReader.standard(), xml).problem()).isEmpty();
        assertThat(read(SitemapReader.standard(), text).problem()).isEmpty();
        assertThat(addresses(Kind.PAGE))
                .containsExactly("http://www.example.com/caf%C3%A9", "http://www.example.com/t");
    }

    @Test
    void readsUtf16WithoutAByteOrderMark() throws IOException {
        String xml = "<?xml version='1.0' encoding='UTF-16'?><urlset><url><loc>/caf\u00e9</loc></url></urlset>";
        assertThat(read(SitemapReader.standard(), xml.getBytes(UTF_16LE)).problem())
                .isEmpty();
        assertThat(read(SitemapReader.standard(), "http://www.example.com/t\n".getBytes(UTF_16BE))
                        .problem())
                .isEmpty();
        assertThat(addresses(Kind.PAGE))
                .containsExactly("http://www.example.com/caf%C3%A9", "http://www.example.com/t");
    }

    @Test
    void readsSchemesInCapitals() throws IOException {
        read("HTTP://www.example.com/a\nHttps://www.example.com/b\n");
        read("<rss><item><guid>HTTPS://www.example.com/c</guid></item></rss>");
        assertThat(addresses(Kind.PAGE))
                .containsExactly("http://www.example.com/a", "https://www.example.com/b", "https://www.example.com/c");
    }

    @Test
    void takesNoAddressInsideAnotherElementForThePages() throws IOException {
        read("<urlset><url><pic:image><pic:loc>/i.png</pic:loc></pic:image><loc>/a</loc></url>"
                + "<s:url><s:loc>/b</s:loc><h:link rel='Alternate' href='/c'/></s:url></urlset>");
        assertThat(addresses(Kind.PAGE)).containsExactly("http://www.example.com/a", "http://www.example.com/b");
        assertThat(addresses(Kind.IMAGE)).containsExactly("http://www.example.com/i.png");
        assertThat(addresses(Kind.ALTERNATE)).containsExactly("http://www.example.com/c");
    }
}
