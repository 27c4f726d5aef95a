package ayatori.archive.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HtmlRewriterTest {
    private static String moved(String url) {
        return url.startsWith("//h/") ? "/new/" + url.substring(4) : url;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <a href="//h/x">                       | <a href="/new/x">
            <a href='//h/x?a=1&amp;b' title=//h/x> | <a href='/new/x?a=1&amp;b' title=//h/x>
            <img src=//h/x alt=y>                  | <img src="/new/x" alt=y>
            <img srcset="//h/a 1x, b 2x,//h/c">    | <img srcset="/new/a 1x, b 2x,/new/c">
            <div style="background:url(//h/x)">    | <div style="background:url(&quot;/new/x&quot;)">
            <style>p{background:url("//h/x")}</style> | <style>p{background:url("/new/x")}</style>
            <meta http-equiv=refresh content="0; url=//h/x"> | <meta http-equiv=refresh content="0; url=/new/x">
            <meta http-equiv=Content-Security-Policy content=none> | <meta http-equiv=Content-Security-Policy data-archived-content=none>
            <script src=x integrity=sha256-a></script> | <script src=x data-archived-integrity=sha256-a></script>
            <script>var a = "//h/x"; // <a href="//h/x"></script> | <script>var a = "//h/x"; // <a href="//h/x"></script>
            <!-- <a href="//h/x"> -->              | <!-- <a href="//h/x"> -->
            <p>//h/x <b>not closed                 | <p>//h/x <b>not closed
            <iframe srcdoc="<a href='//h/x'>">     | <iframe srcdoc="<a href=&#39;/new/x&#39;>">
            <svg><use xlink:href="//h/x#a"/></svg> | <svg><use xlink:href="/new/x#a"/></svg>
            <A HREF=" //h/x ">                     | <A HREF="/new/x">
            """)
    void replacesUrlsAndNothingElse(String html, String expected) {
        assertThat(HtmlRewriter.rewrite(html, HtmlRewriterTest::moved, "")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <!doctype html><html><head><title>x | <!doctype html><html><head>!<title>x
            <!DOCTYPE html><!-- a --><title>x   | <!DOCTYPE html><!-- a -->!<title>x
            <p>x                                | !<p>x
            <html lang=en><body>                | <html lang=en>!<body>
            """)
    void markupGoesToTheBeginningOfTheHead(String html, String expected) {
        assertThat(HtmlRewriter.rewrite(html, HtmlRewriterTest::moved, "!")).isEqualTo(expected);
    }

    @Test
    void takesLinearTime() {
        String page = "<p a".repeat(200_000) + "url(".repeat(10);
        assertThat(HtmlRewriter.rewrite(page, HtmlRewriterTest::moved, "")).isEqualTo(page);
        String set = "<img srcset=\"" + "a ".repeat(50_000) + "\">";
        assertThat(HtmlRewriter.rewrite(set, HtmlRewriterTest::moved, "")).isEqualTo(set);
    }
}
