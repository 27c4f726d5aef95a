package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.html.PageScanner.Options;
import ayatori.web.robots.RobotsDirectives;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XHTML that is parsed as XML. */
final class XmlPageTest {
    private final PageScanner scanner = new PageScanner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script src='x.js'/>",
                "<script/>",
                "<script />",
                "<title/>",
                "<textarea/>",
                "<style/>",
                "<iframe/>",
                "<noframes/>",
                "<noembed/>",
                "<xmp/>",
                "<plaintext/>",
                "<template/>",
                "<noscript/>",
                "<svg/>",
                "<math/>",
                "<form/>",
                "<title></title>",
                "<style>a &lt; b</style>",
                "<plaintext></plaintext>",
                "<SCRIPT>",
                "<Title>",
                "<![CDATA[<script>]]>",
                "<script><![CDATA[ if (a </b) <!-- <script> ]]></script>",
                "<style><![CDATA[ <!-- ]]></style>",
                "<!-- <script> --!> > -->",
                "<!--> <script> -->",
                "<?php if (a > b) echo '<script>' ?>",
                "<!DOCTYPE html [ <!ENTITY a \"<script>]>\"> <!-- ' --> <?x ]> ?> ]>",
                "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'>",
            })
    void isNotSwallowedBy(String before) {
        scan("<?xml version='1.0'?><html>" + before + "<a href='after'>x</a></html>");
        assertThat(links()).endsWith("A after");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- <a href='no'/> -->",
                "<![CDATA[<a href='no'/>]]>",
                "<script><![CDATA[<a href='no'/>]]></script>",
                "<? <a href='no'/> ?>",
                "<A href='no'/>",
                "<a HREF='no'/>",
                "<template><a href='no'/></template>",
                "<!DOCTYPE html [ <!ENTITY a \"<a href='no'/>\"> ]>",
                "<!-- never closed <a href='no'/>",
            })
    void findsNoLinkWhereThereIsNone(String xml) {
        scan(xml);
        assertThat(links()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "<title>a &lt;b&gt; &amp; &#x3042;</title>, a <b> & あ",
        "<title><![CDATA[<b> & c]]></title>, <b> & c",
        "<title>a<!-- x -->b<![CDATA[c]]>d</title><p>e</p>, abcd",
        "<title/><title>second</title>, ''",
        "<title>a</title> text, a",
        "<svg><title>no</title></svg><title>yes</title>, yes",
    })
    void findsTheTitle(String xml, String title) {
        scan(xml);
        assertThat(scanner.title()).isEqualTo(title);
    }

    @Test
    void cutsATitleThatComesInPieces() {
        var limited = new PageScanner(Options.DEFAULTS.withTitleBytesMax(5));
        byte[] page = "<title>ab<!-- -->cd<!-- -->あx<!-- -->y</title>".getBytes(StandardCharsets.UTF_8);
        limited.scanXml(page, 0, page.length);
        assertThat(limited.title()).isEqualTo("abcd");
    }

    @Test
    void findsMetadata() {
        scan(
                "<html xml:lang='ja'><head><base href='/base/'/><link rel='canonical' href='/c'/>"
                        + "<meta name='robots' content='nofollow'/><meta http-equiv='refresh' content='1;url=next'/></head></html>");
        assertThat(scanner.lang()).isEqualTo("ja");
        assertThat(scanner.baseHref()).isEqualTo("/base/");
        assertThat(scanner.canonicalHref()).isEqualTo("/c");
        assertThat(scanner.robotsMeta()).isEqualTo(new RobotsDirectives(false, true, false, false, false));
        assertThat(scanner.refresh()).isEqualTo(new Refresh(1, "next"));
        scanner.scan("<html xml:lang=ja>");
        assertThat(scanner.lang()).isNull();
    }

    @Test
    void findsLinksInDrawingsAndNestedForms() {
        scan("<form action='1'><form action='2'/></form><svg><a xlink:href='3'/><use href='4'/></svg>"
                + "<svg><foreignObject><p><a href='5'/></p></foreignObject></svg>");
        assertThat(links()).containsExactly("FORM 1", "FORM 2", "A 3", "USE 4", "A 5");
    }

    /** The next page is HTML again. */
    @Test
    void leavesNothingBehind() {
        scan("<html><title>x");
        scanner.scan("<SCRIPT><a href=no></SCRIPT><A HREF=yes><![CDATA[<a href=no>]]>");
        assertThat(links()).containsExactly("A yes");
        assertThat(scanner.title()).isNull();
    }

    private void scan(String xml) {
        byte[] page = xml.getBytes(StandardCharsets.UTF_8);
        scanner.scanXml(page, 0, page.length);
    }

    private List<String> links() {
        List<String> links = new ArrayList<>();
        for (int i = 0; i < scanner.linkCount(); i++) {
            links.add(scanner.linkKind(i) + " " + scanner.link(i));
        }
        return links;
    }
}
