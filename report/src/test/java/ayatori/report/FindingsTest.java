package ayatori.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found, by the rows of each finding. */
final class FindingsTest {
    @TempDir
    Path temp;

    private SampleCrawl crawl;

    @BeforeEach
    void crawl() throws Exception {
        crawl = SampleCrawl.in(temp.resolve("crawl"));
    }

    /** The rows of a finding without their ends, each as its cells joined by bars, and without the site. */
    private List<String> rows(String finding) throws Exception {
        Path out = temp.resolve(finding + ".csv");
        Report.write(new ReportRequest(crawl.folder(), out, finding, true));
        return Files.readAllLines(out).stream()
                .skip(1)
                .map(line -> line.replace(SampleCrawl.SITE, ""))
                .toList();
    }

    @Test
    void namesThePagesThatLinkToABrokenPage() throws Exception {
        crawl.page("/").links("/a", "/gone").done();
        crawl.page("/a").from("/").links("/gone", "/dead").done();
        crawl.record("/gone", 404).from("/").done();
        crawl.record("/dead", 0)
                .from("/a")
                .set("error", Map.of("kind", "timeout", "message", "No answer."))
                .done();
        assertThat(rows("broken-link"))
                .containsExactly("/gone,404,/,,,2,1", "/gone,404,/a,,,2,1", "/dead,timeout: No answer.,/a,,,1,2");
    }

    @Test
    void givesTextAndLineOfABrokenLinkWhereLinksAreRecordedInFull() throws Exception {
        crawl.page("/").links("/gone").done();
        crawl.record("/gone", 404).from("/").done();
        crawl.write("links.jsonl", """
                {"url":"https://example.org/","links":[{"to":"https://example.org/gone","raw":"gone","element":"a",\
                "attribute":"href","text":"Our offers","line":12}],"ids":[]}
                """);
        assertThat(rows("broken-link")).containsExactly("/gone,404,/,Our offers,12,1,1");
    }

    @Test
    void namesWhereABrokenPageWasFoundIfNoPageLinksToIt() throws Exception {
        crawl.record("/", 503).done();
        crawl.record("/listed", 404)
                .set("referrer", SampleCrawl.url("/sitemap.xml"))
                .done();
        assertThat(rows("broken-link")).containsExactly("/,503,(a seed),,,,", "/listed,404,/sitemap.xml,,,,");
    }

    @Test
    void followsRedirectsToTheirEnd() throws Exception {
        crawl.page("/").links("/1", "/x").done();
        crawl.redirect("/1", "/2").redirect("/2", "/3");
        crawl.page("/3").from("/2").done();
        crawl.redirect("/x", "/y").redirect("/y", "/x");
        crawl.redirect("/once", "/3");
        assertThat(rows("redirect-chain")).containsExactly("/1,2,/3,200,1,1");
        assertThat(rows("redirect-loop")).containsExactly("/x,2,/x,1,1", "/y,2,/y,0,1");
    }

    @Test
    void findsTitlesThatAreMissingOrDoubleOrTooLong() throws Exception {
        String longTitle = "x".repeat(61);
        crawl.page("/")
                .title("Same")
                .links("/a", "/b", "/c", "/canonical", "/noindex")
                .done();
        crawl.page("/a").from("/").title("Same").done();
        crawl.page("/b").from("/").title(" ").done();
        crawl.page("/c").from("/").title(longTitle).done();
        crawl.page("/canonical")
                .from("/")
                .title("Same")
                .set("canonical", SampleCrawl.url("/a"))
                .done();
        crawl.page("/noindex").from("/").title("Same").meta("robots", "noindex").done();
        assertThat(rows("title-duplicate")).containsExactly("/,Same,2,0,0", "/a,Same,2,1,1");
        assertThat(rows("title-missing")).containsExactly("/b,1,1");
        assertThat(rows("title-long")).containsExactly("/c," + longTitle + ",61,1,1");
    }

    @Test
    void findsDescriptionsAndHeadingsAndWordsInMetadata() throws Exception {
        crawl.page("/")
                .meta("words", 500)
                .meta("h1", List.of("x"))
                .meta("description", "Same")
                .done();
        crawl.page("/a").meta("words", 99).meta("description", "Same").done();
        crawl.page("/b").meta("words", 100).meta("h1", List.of("x")).done();
        crawl.page("/c")
                .meta("words", 100)
                .meta("h1", List.of("x"))
                .meta("description", "y".repeat(161))
                .done();
        assertThat(rows("description-duplicate")).containsExactly("/,Same,2,0,0", "/a,Same,2,0,");
        assertThat(rows("description-missing")).containsExactly("/b,Title of /b,0,");
        assertThat(rows("description-long")).containsExactly("/c," + "y".repeat(161) + ",161,0,");
        assertThat(rows("heading-missing")).containsExactly("/a,Title of /a,0,");
        assertThat(rows("thin-page")).containsExactly("/a,99,Title of /a,0,");
    }

    @Test
    void findsPagesWithTheSameBytes() throws Exception {
        String digest = "0".repeat(32);
        crawl.page("/").set("digest", digest).done();
        crawl.page("/b").set("digest", digest).done();
        crawl.page("/other").done();
        assertThat(rows("duplicate-page")).containsExactly("/,,2,0,0", "/b,/,2,0,");
    }

    @Test
    void findsImagesWithoutAltAndSize() throws Exception {
        crawl.page("/")
                .meta(
                        "images",
                        Map.of(
                                "count", 3,
                                "withoutAlt", 2,
                                "withoutSize", 0,
                                "withoutAltUrls", List.of(SampleCrawl.url("/i.png"))))
                .done();
        assertThat(rows("image-alt")).containsExactly("/,2,/i.png,0,0");
        assertThat(rows("image-size")).isEmpty();
    }

    @Test
    void judgesCanonicalUrlsByTheirTargets() throws Exception {
        crawl.page("/").set("canonical", SampleCrawl.url("/")).done();
        crawl.page("/to-gone").set("canonical", SampleCrawl.url("/gone")).done();
        crawl.page("/to-moved").set("canonical", SampleCrawl.url("/moved")).done();
        crawl.page("/chain").set("canonical", SampleCrawl.url("/middle")).done();
        crawl.page("/middle").set("canonical", SampleCrawl.url("/")).done();
        crawl.page("/to-blocked").set("canonical", SampleCrawl.url("/blocked")).done();
        crawl.page("/elsewhere").set("canonical", "https://other.example/").done();
        crawl.page("/none").done();
        crawl.record("/gone", 404).done();
        crawl.redirect("/moved", "/");
        crawl.skipped("/blocked", "robots", "/", "Disallow: /b, line 2");
        assertThat(rows("canonical-broken"))
                .containsExactly(
                        "/to-gone,/gone,404,0,",
                        "/to-moved,/moved,301,0,",
                        "/to-blocked,/blocked,blocked by robots.txt,0,");
        assertThat(rows("canonical-chain")).containsExactly("/chain,/middle,/,0,");
        assertThat(rows("canonical-missing")).containsExactly("/none,Title of /none,0,");
    }

    @Test
    void findsWhatContradictsNoindex() throws Exception {
        crawl.page("/").links("/plain").done();
        crawl.page("/plain").from("/").meta("robots", "NOINDEX").done();
        crawl.page("/a")
                .from("/")
                .meta("robots", "none")
                .set("canonical", SampleCrawl.url("/"))
                .done();
        crawl.page("/b").from("/").meta("robots", "noindex, follow").done();
        crawl.page("/c").from("/").set("canonical", SampleCrawl.url("/b")).done();
        assertThat(rows("noindex-conflict"))
                .containsExactly(
                        "/a,its canonical URL is another page,none,0,",
                        "/b,other pages name it as their canonical URL,\"noindex, follow\",0,");
    }

    @Test
    void findsTranslationsThatDoNotLinkBack() throws Exception {
        crawl.page("/en")
                .meta("hreflang", List.of(alternate("en", "/en"), alternate("de", "/de"), alternate("fr", "/fr")))
                .done();
        crawl.page("/de").meta("hreflang", List.of(alternate("en", "/en"))).done();
        crawl.page("/fr").meta("words", 1).done();
        crawl.page("/es")
                .meta("hreflang", List.of(alternate("en", "/gone"), alternate("x", "https://unknown.example/")))
                .done();
        crawl.record("/gone", 404).done();
        assertThat(rows("hreflang-return"))
                .containsExactly("/en,fr,/fr,it does not link back,0,", "/es,en,/gone,it answers 404,0,");
    }

    private static Map<String, Object> alternate(String lang, String path) {
        return Map.of("lang", lang, "url", SampleCrawl.url(path));
    }

    @Test
    void comparesSitemapsWithLinks() throws Exception {
        crawl.page("/").links("/both", "/linked").done();
        crawl.record("/sitemap.xml", 200)
                .set("sitemap", true)
                .set("contentType", "text/xml")
                .done();
        crawl.page("/both")
                .from("/")
                .set("depth", 0)
                .set("fetchedAt", "2026-01-03T00:00:00Z")
                .done();
        crawl.page("/listed").set("referrer", SampleCrawl.url("/sitemap.xml")).done();
        crawl.page("/linked").from("/").set("fetchedAt", "2026-01-03T00:00:00Z").done();
        assertThat(rows("sitemap-unlinked")).containsExactly("/listed,Title of /listed,0,");
        assertThat(rows("sitemap-missing")).containsExactly("/linked,Title of /linked,1,1");
        assertThat(rows("orphan")).containsExactly("/listed,Title of /listed,a sitemap,0,");
    }

    @Test
    void findsWhatASitemapListsAndIsNoPage() throws Exception {
        crawl.page("/").links("/linked-and-gone").done();
        crawl.record("/sitemap.xml", 200).set("sitemap", true).done();
        for (String path : List.of("/gone", "/fine")) {
            crawl.record(path, path.equals("/gone") ? 410 : 200)
                    .set("referrer", SampleCrawl.url("/sitemap.xml"))
                    .done();
        }
        crawl.record("/moved", 301)
                .set("referrer", SampleCrawl.url("/sitemap.xml"))
                .set("redirectTo", SampleCrawl.url("/fine"))
                .done();
        crawl.record("/linked-and-gone", 404).from("/").done();
        assertThat(rows("sitemap-broken")).containsExactly("/gone,410,,0,", "/moved,301,/fine,0,");
    }

    @Test
    void findsPagesOfNearlyTheSameText() throws Exception {
        crawl.page("/").set("simhash", "00000000000000f0").done();
        crawl.page("/nearly").set("simhash", "00000000000000f7").done();
        crawl.page("/other").set("simhash", "00000000ffffffff").done();
        crawl.page("/copy")
                .set("simhash", "00000000000000f0")
                .set("digest", "%032x".formatted("/".hashCode()))
                .done();
        crawl.page("/of")
                .set("simhash", "00000000000000f1")
                .set("canonical", SampleCrawl.url("/"))
                .done();
        assertThat(rows("near-duplicate")).containsExactly("/nearly,/,3,0,");
        assertThat(rows("duplicate-page")).containsExactly("/,,2,0,0", "/copy,/,2,0,");
    }

    @Test
    void countsLinksToOtherSites() throws Exception {
        crawl.page("/")
                .links("/a", "https://other.example/x", "https://other.example/y", "http://example.org/", "mailto:me@x")
                .done();
        crawl.page("/a")
                .links("https://other.example/x", "https://example.org", "https://also-crawled.example/")
                .done();
        crawl.page("https://also-crawled.example/").done();
        assertThat(rows("other-sites"))
                .containsExactly("https://other.example/,3,2,/,,", "http://example.org/,1,1,/,,");
    }

    @Test
    void findsWhatRobotsTxtBlocksAndPagesLinkTo() throws Exception {
        crawl.page("/").done();
        crawl.skipped("/private", "robots", "/", "Disallow: /private, line 3");
        crawl.skipped("https://other.example/", "scope", "/", null);
        assertThat(rows("blocked-linked")).containsExactly("/private,\"Disallow: /private, line 3\",/,,");
        assertThat(rows("skipped"))
                .containsExactly(
                        "/private,robots,\"Disallow: /private, line 3\",/,,", "https://other.example/,scope,,/,,");
    }

    @Test
    void findsSecurityHeadersThatAreMissing() throws Exception {
        crawl.page("/")
                .meta("words", 1)
                .meta(
                        "securityHeaders",
                        Map.of(
                                "strict-transport-security", "max-age=1",
                                "content-security-policy", "frame-ancestors 'none'",
                                "x-content-type-options", "nosniff"))
                .done();
        assertThat(rows("security-headers")).containsExactly("/,Referrer-Policy,0,0");
    }

    @Test
    void countsClicksOverRedirectsAndInAnyOrderOfTheRecords() throws Exception {
        crawl.page("/c").from("/b").links("/d").done();
        crawl.page("/d").from("/c").done();
        crawl.page("/").links("/a", "/").done();
        crawl.redirect("/a", "/b");
        crawl.page("/b").links("/c").done();
        assertThat(rows("most-linked"))
                .contains(
                        "/,200,Title of /,0,0",
                        "/b,200,Title of /b,0,1",
                        "/c,200,Title of /c,1,2",
                        "/d,200,Title of /d,1,3");
    }
}
