package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ayatori.web.html.PageScanner.Options;
import ayatori.web.robots.RobotsDirectives;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PageScannerTest {
    private final PageScanner scanner = new PageScanner();

    @Test
    void valuesAreRangesOfTheInputUnlessThereIsSomethingToDecode() {
        byte[] body = "<a href='/a?b=1&amp;c=2'><a href=' /plain '>".getBytes(StandardCharsets.UTF_8);
        scanner.scan(body, 0, body.length);
        assertThat(links()).containsExactly("A /a?b=1&c=2", "A  /plain ");
        assertThat(scanner.linkBytes(0)).isNotSameAs(body);
        assertThat(scanner.linkBytes(1)).isSameAs(body);
    }

    @Test
    void decodesAsAttributesAreDecoded() {
        scan("<a href='?a&copy=1&lt;&#x3042;\r\n\0'><img srcset='a&#32;1x&#44; b 2x'>");
        assertThat(links()).containsExactly("A ?a&copy=1<あ\n\uFFFD", "SRCSET a", "SRCSET b");
    }

    @Test
    void theFirstOfTwoAttributesCounts() {
        scan("<a HREF=1 href=2 hreF=3>");
        assertThat(links()).containsExactly("A 1");
    }

    @Test
    void linksWithoutAValueAreEmpty() {
        scan("<a href><a href=><a href=''><a>");
        assertThat(links()).containsExactly("A ", "A ", "A ");
    }

    @Test
    void knowsRel() {
        scan("<a href=1 rel='noopener NoFollow\tugc'><a href=2 rel=nofollowing><a rel='&#110;ofollow sponsored' href=3>"
                + "<link href=4 rel='Alternate stylesheet'><link rel='shortcut icon' href=5><link rel=next href=6>"
                + "<link rel=previous href=7><link rel=prev href=8>");
        assertThat(scanner.linkNofollow(0)).isTrue();
        assertThat(scanner.linkHasRel(0, LinkRel.UGC)).isTrue();
        assertThat(scanner.linkHasRel(0, LinkRel.SPONSORED)).isFalse();
        assertThat(scanner.linkNofollow(1)).isFalse();
        assertThat(scanner.linkNofollow(2)).isTrue();
        assertThat(scanner.linkHasRel(2, LinkRel.SPONSORED)).isTrue();
        assertThat(scanner.linkHasRel(3, LinkRel.ALTERNATE)).isTrue();
        assertThat(scanner.linkHasRel(3, LinkRel.STYLESHEET)).isTrue();
        assertThat(scanner.linkHasRel(4, LinkRel.ICON)).isTrue();
        assertThat(scanner.linkHasRel(5, LinkRel.NEXT)).isTrue();
        assertThat(scanner.linkHasRel(6, LinkRel.PREV)).isTrue();
        assertThat(scanner.linkHasRel(7, LinkRel.PREV)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- <a href=no> -->",
                "<script>'<a href=no>'</script>",
                "<script><!-- <script> </script> <a href=no> --></script>",
                "<style><a href=no></style>",
                "<title><a href=no></title>",
                "<textarea><a href=no></textarea>",
                "<xmp><a href=no></xmp>",
                "<noembed><a href=no></noembed>",
                "<noframes><a href=no></noframes>",
                "<iframe><a href=no></iframe>",
                "<template><template></template><a href=no></template>",
                "<![CDATA[<a href=no>]]>",
                "<svg><![CDATA[<a href=no>]]></svg>",
                "<a title='>' title2=\"<a href=no>\">",
                "</a href=no>",
                "<? <a href=no>",
                "<!doctype html '<a href=no>",
                "<a href=no",
                "<a href='no>",
            })
    void findsNoLinkWhereThereIsNone(String html) {
        scan(html);
        assertThat(links()).isEmpty();
    }

    @Test
    void shadowRootsAndNoscriptArePartOfThePage() {
        scan("<template shadowrootmode=open><a href=1></template><noscript><a href=2></noscript>");
        assertThat(links()).containsExactly("A 1", "A 2");
    }

    @Test
    void withScriptingNoscriptIsText() {
        PageScanner scripting = new PageScanner(Options.DEFAULTS.withScripting(true));
        byte[] body = "<noscript><a href=1></noscript><a href=2>".getBytes(StandardCharsets.UTF_8);
        scripting.scan(body, 0, body.length);
        assertThat(scripting.linkCount()).isEqualTo(1);
        assertThat(scripting.link(0)).isEqualTo("2");
    }

    @Test
    void formsInsideFormsAreIgnored() {
        scan("<form action=1><form action=2></form><form action=3></form>");
        assertThat(links()).containsExactly("FORM 1", "FORM 3");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "<p>, null",
                "<title></title>, ''",
                "<title>1</title><title>2</title>, 1",
                "<title>&lt;b> &amp;c <b></title>, <b> &c <b>",
                "<svg><title>no</title></svg><title>yes</title>, yes",
                "<svg><desc><title>yes</title></desc></svg>, yes",
                "<template><title>no</title></template><title>yes</title>, yes",
                "<TITLE >unclosed <p>, unclosed <p>",
                "<title>a\0b</title>, a\uFFFDb",
                "<title>日本語 🐈</title>, 日本語 🐈",
            })
    void findsTheTitle(String html, String title) {
        scan(html);
        assertThat(scanner.title()).isEqualTo(title);
    }

    @Test
    void collapsesWhitespaceInTitles() {
        scan("<title>\f a\n\r\n b&#9;c\u00A0 </title>");
        assertThat(scanner.title()).isEqualTo("a b c\u00A0");
    }

    @Test
    void cutsLongTitlesBetweenCharacters() {
        PageScanner cutting = new PageScanner(Options.DEFAULTS.withTitleBytesMax(8));
        byte[] body = "<title>ああああ</title>".getBytes(StandardCharsets.UTF_8);
        cutting.scan(body, 0, body.length);
        assertThat(cutting.title()).isEqualTo("ああ");
    }

    @Test
    void findsMetadata() {
        scan("""
                <html lang=ja><base target=x><base href=/base/><base href=/no/>
                <link rel=canonical href="/c?a&amp;b"><link rel=canonical href=no>
                <meta name=ROBOTS content="noindex"><meta content=nofollow name=robots><meta name=other content=noarchive>
                <meta http-equiv=Refresh content=nonsense><meta http-equiv=refresh content="5; URL='next'">
                <meta http-equiv=refresh content="0;url=no"><html lang=en>
                """);
        assertThat(scanner.lang()).isEqualTo("ja");
        assertThat(scanner.baseHref()).isEqualTo("/base/");
        assertThat(scanner.canonicalHref()).isEqualTo("/c?a&b");
        assertThat(scanner.robotsMeta()).isEqualTo(new RobotsDirectives(true, true, false, false, false));
        assertThat(scanner.refresh()).isEqualTo(new Refresh(5, "next"));
        assertThat(links()).containsExactly("LINK /c?a&b", "LINK no", "META_REFRESH next");
    }

    @Test
    void heedsMetaForOurName() {
        PageScanner named = new PageScanner(Options.DEFAULTS.withProductToken("Ayatori"));
        byte[] body = "<meta name=ayatori content=noindex>".getBytes(StandardCharsets.UTF_8);
        named.scan(body, 0, body.length);
        assertThat(named.robotsMeta().noindex()).isTrue();
        scanner.scan(body, 0, body.length);
        assertThat(scanner.robotsMeta()).isEqualTo(RobotsDirectives.ALL);
    }

    @Test
    void forgetsTheLastPage() {
        scan("<html lang=ja><title>t</title><base href=b><link rel=canonical href=c><meta name=robots content=none>"
                + "<meta http-equiv=refresh content=1><svg><form><template>");
        scan("<a href=1><form action=2>");
        assertThat(links()).containsExactly("A 1", "FORM 2");
        assertThat(scanner.title()).isNull();
        assertThat(scanner.lang()).isNull();
        assertThat(scanner.baseHref()).isNull();
        assertThat(scanner.canonicalHref()).isNull();
        assertThat(scanner.refresh()).isNull();
        assertThat(scanner.robotsMeta()).isEqualTo(RobotsDirectives.ALL);
    }

    @Test
    void keepsNoMoreLinksThanAllowed() {
        PageScanner limited = new PageScanner(Options.DEFAULTS.withLinksMax(300));
        byte[] exactly = "<a href=x>".repeat(300).getBytes(StandardCharsets.UTF_8);
        limited.scan(exactly, 0, exactly.length);
        assertThat(limited.linkCount()).isEqualTo(300);
        assertThat(limited.linksTruncated()).isFalse();
        byte[] tooMany = "<a href=x&amp;>".repeat(301).getBytes(StandardCharsets.UTF_8);
        limited.scan(tooMany, 0, tooMany.length);
        assertThat(limited.linkCount()).isEqualTo(300);
        assertThat(limited.linksTruncated()).isTrue();
    }

    @Test
    void looksAtNoMoreAttributesThanAllowed() {
        PageScanner limited = new PageScanner(Options.DEFAULTS.withAttributesMax(2));
        byte[] body = "<a x y href=1><a x href=2>".getBytes(StandardCharsets.UTF_8);
        limited.scan(body, 0, body.length);
        assertThat(limited.linkCount()).isEqualTo(1);
        assertThat(limited.link(0)).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "&amp;", "\0", "\u00e9", "1."})
    void keepsNoHugeValue(String filler) {
        String huge = filler.repeat(9_000_000 / filler.length());
        scan("<html lang='" + huge + "'><base href='" + huge + "'><link rel=canonical href='" + huge + "'>"
                + "<meta http-equiv=refresh content='0;url=" + huge + "'><meta name=robots content='noindex," + huge
                + "'>"
                + "<title>" + huge + "</title><a href=ok rel='" + huge + "'>");
        assertThat(scanner.lang()).isNull();
        assertThat(scanner.baseHref()).isNull();
        assertThat(scanner.canonicalHref()).isNull();
        assertThat(scanner.refresh()).isNull();
        assertThat(scanner.title()).hasSizeLessThanOrEqualTo(1 << 16);
        assertThat(links()).endsWith("A ok");
    }

    @Test
    void keepsNoMoreDecodedBytesOfLinksThanEightMebibytes() {
        scan(("<a href='" + "\0".repeat(60_000) + "'>").repeat(200));
        long bytes = 0;
        for (int i = 0; i < scanner.linkCount(); i++) {
            bytes += scanner.linkLength(i);
        }
        assertThat(bytes).isBetween(8L * 1_000_000, 8L << 20);
        assertThat(scanner.linksTruncated()).isTrue();
    }

    @Test
    void onlyTheFirstBaseCountsEvenIfItIsUnusable() {
        scan("<base><base href='" + "x".repeat(20_000) + "'><base href=/second/>");
        assertThat(scanner.baseHref()).isNull();
        scan("<base href=''><base href=/second/>");
        assertThat(scanner.baseHref()).isEmpty();
    }

    @Test
    void givesUrlsAsBytes() {
        byte[] page =
                "<base href='/\u00e9/'><link rel=canonical href='/&amp;\u00ff'>".getBytes(StandardCharsets.ISO_8859_1);
        scanner.scan(page, 0, page.length);
        assertThat(scanner.baseHrefBytes()).isEqualTo("/\u00e9/".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(scanner.canonicalHrefBytes()).isEqualTo("/&\u00ff".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void refusesRangesOutsideTheArray() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> scanner.scan(new byte[4], 2, 3));
        scan("<a href=1>");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> scanner.linkKind(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> scanner.link(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.DEFAULTS.withLinksMax(-1));
    }

    private void scan(String html) {
        scanner.scan(html);
    }

    private List<String> links() {
        List<String> links = new ArrayList<>();
        for (int i = 0; i < scanner.linkCount(); i++) {
            links.add(scanner.linkKind(i) + " " + scanner.link(i));
        }
        return links;
    }
}
