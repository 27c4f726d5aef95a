package ayatori.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkdownTest {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    private static MainContent whole(String html) {
        return MainContent.wholePage(Jsoup.parse(html, "https://example.org/a/b"));
    }

    private static String markdown(String html) {
        return whole(html).markdown();
    }

    private static Element rendered(String markdown) {
        // Footnotes are not CommonMark: a note is read as an item, and a reference as text.
        String notes = markdown.replaceAll("(?m)^([> ]*)\\[\\^([\\w-]+)\\]: ", "$1- \\\\[$2\\\\] ")
                .replaceAll("\\[\\^([\\w-]+)\\]", "\\\\[$1\\\\]");
        return Jsoup.parse(RENDERER.render(PARSER.parse(notes))).body();
    }

    @Test
    void believesTheCaptionOfATableThatIsOneOfData() {
        String rows = "<tr><td><p><code>A</code></p></td><td><p>One.</p><ul><li>first<li>second</ul></td></tr>"
                + "<tr><td><p><code>B</code></p></td><td><p></p><p>Two.</p><p>And more.</p></td></tr>";
        assertThat(markdown("<table><caption>Flags</caption>" + rows + "</table>"))
                .startsWith("Flags\n\n| `A` | One.")
                .contains("| `B` | Two.");
        assertThat(markdown("<table>" + rows + "</table>")).doesNotContain("|");
    }

    @Test
    void writesEachConstruct() {
        assertThat(markdown("<h2>A <em>b</em></h2>")).isEqualTo("## A *b*");
        assertThat(markdown("<p>a <strong>b</strong> <i>c</i> <code>d`e</code></p>"))
                .isEqualTo("a **b** *c* `` d`e ``");
        assertThat(markdown("<a href=../c>d</a>")).isEqualTo("[d](https://example.org/c)");
        assertThat(markdown("<img src=i.png alt='An [image]'>"))
                .isEqualTo("![An \\[image\\]](https://example.org/a/i.png)");
        assertThat(markdown("<p>a<br>b</p>")).isEqualTo("a\\\nb");
        assertThat(markdown("<pre class='language-java'><code>int a;\n\n  b</code></pre>"))
                .isEqualTo("```java\nint a;\n\n  b\n```");
        assertThat(markdown("<div class='highlight-python'><div><pre>a</pre></div></div>"))
                .isEqualTo("```python\na\n```");
        assertThat(markdown("<blockquote><p>a</p><p>b</p></blockquote>")).isEqualTo("> a\n>\n> b");
        assertThat(markdown("<ol start=3><li>a<ul><li>b</ul><li>c</ol>")).isEqualTo("3. a\n   - b\n4. c");
        assertThat(markdown("<table><tr><th>a<th>b<tr><td>c|d<td>e</table>"))
                .isEqualTo("| a | b |\n| --- | --- |\n| c\\|d | e |");
        assertThat(markdown("a<hr>b")).isEqualTo("a\n\n* * *\n\nb");
    }

    @Test
    void keepsPowersAndIndicesApart() {
        assertThat(markdown("<p>2<sup>32</sup> H<sub>2</sub>O x<sub><i>i</i></sub> y<sup>n <sup>2</sup></sup></p>"))
                .isEqualTo("2<sup>32</sup> H<sub>2</sub>O x<sub>*i*</sub> y<sup>n 2</sup>");
        assertThat(markdown("<p>the 1<sup>st</sup> of Ayatori<sup>®</sup></p>")).isEqualTo("the 1st of Ayatori®");
        assertThat(markdown("<table><tr><th>a<sup>2</sup><th>b<sup>3<br>4</sup></table>"))
                .isEqualTo("| a<sup>2</sup> | b<sup>3 4</sup> |\n| --- | --- |");
    }

    @Test
    void makesLinksWithinThePageAbsolute() {
        assertThat(markdown("<p><a href=#c>d</a> <a href='#'>e</a></p>")).isEqualTo("[d](https://example.org/a/b#c) e");
        assertThat(markdown("<h2><a href=#c>d</a></h2>")).isEqualTo("## d");
        Document based = Jsoup.parse("<base href=/x?y#z><a href=#c>d</a>", "https://example.org/a/b");
        assertThat(MainContent.wholePage(based).markdown()).isEqualTo("[d](https://example.org/x?y#c)");
        assertThat(MainContent.wholePage(Jsoup.parse("<a href=#c>d</a>")).markdown())
                .isEqualTo("d");
    }

    @Test
    void linksCodeThatIsALink() {
        assertThat(markdown("<p>a <code><a href=/c>b</a></code> <code><a href=/c>b</a>()</code></p>"))
                .isEqualTo("a [`b`](https://example.org/c) `b()`");
        assertThat(markdown("<p><a href=/c><code>b</code></a></p>")).isEqualTo("[`b`](https://example.org/c)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-o FILE",
                "1.5 times",
                "#include",
                "+1",
                "=x",
                "|x|",
                "a < b <= c",
                "a * b",
                "AT&T R&D",
                "snake_case",
                "2026.",
                ":-)",
            })
    void escapesNothingThatIsText(String text) {
        assertThat(markdown("<p>" + text.replace("&", "&amp;").replace("<", "&lt;") + " x</p>"))
                .isEqualTo(text.equals("2026.") ? "2026\\. x" : text + " x");
    }

    @Test
    void leavesTheAmpersandsOfAUrl() {
        assertThat(markdown("<a href='/?a=1&amp;b=2&amp;copy=3&c'>d</a>"))
                .isEqualTo("[d](https://example.org/?a=1&b=2&copy=3&c)");
        assertThat(markdown("<a href='/?a=1&amp;copy;'>d</a>")).isEqualTo("[d](https://example.org/?a=1\\&copy;)");
    }

    @Test
    void leavesThePairsOfParenthesesOfAUrl() {
        assertThat(markdown("<a href='/Git_(software)'>a</a>")).isEqualTo("[a](https://example.org/Git_(software))");
        assertThat(markdown("<a href='/a)b(c'>a</a>")).isEqualTo("[a](https://example.org/a%29b%28c)");
        assertThat(rendered(markdown("<a href='/a(b(c)d)'>a</a>")).select("a").attr("href"))
                .isEqualTo("https://example.org/a(b(c)d)");
        assertThat(markdown("<a href=ftp://example.org/b>a</a>")).isEqualTo("[a](ftp://example.org/b)");
    }

    @Test
    void endsNoHeadingEarly() {
        assertThat(rendered(markdown("<h2>C #</h2>")).select("h2").text()).isEqualTo("C #");
        assertThat(rendered(markdown("<h2># #</h2>")).select("h2").text()).isEqualTo("# #");
        assertThat(markdown("<h2>C#</h2>")).isEqualTo("## C#");
    }

    @Test
    void writesTermsAsItems() {
        assertThat(markdown("<dl><dt>a<dt>b<dd>c<dd><p>d</p><dl><dt>e<dd>f</dl><dt>g</dl>"))
                .isEqualTo("- a\n\n  b\n\n  c\n\n  d\n\n  - e\n\n    f\n\n- g");
        assertThat(markdown("<dl><div><dt>a<dd>b</div><div><dt>c<dd>d</div></dl>"))
                .isEqualTo("- a\n\n  b\n\n- c\n\n  d");
        assertThat(markdown("<dl><dt class='sig x'><span>f</span>(<em>a</em>, *)<a href=#f>¶</a><dd>b</dl>"))
                .isEqualTo("- `f(a, *)`\n\n  b");
    }

    @Test
    void writesTermsOfListsInARowAsOneList() {
        assertThat(markdown("<dl><dt>a<dd>b</dl><dl><dt>c<dd>d</dl>")).isEqualTo("- a\n\n  b\n\n- c\n\n  d");
        assertThat(markdown("<ul><li>a</ul><ul><li>b</ul>")).isEqualTo("- a\n\n<!-- -->\n\n- b");
        assertThat(markdown("<dl><dt>a<dd>b</dl>c<dl><dt>d</dl>")).isEqualTo("- a\n\n  b\n\nc\n\n- d");
    }

    @Test
    void writesAListBetweenItemsBelowTheOneBefore() {
        assertThat(markdown("<ul><li>a<li>b</li><ul><li>c<ul><li>d</ul></ul><li>e</ul>"))
                .isEqualTo("- a\n- b\n  - c\n    - d\n- e");
    }

    @Test
    void writesCellsThatSpanOthers() {
        assertThat(
                        markdown(
                                "<table><tr><th>a<th>b<th>c<tr><td colspan=2>d<td>e<tr><td rowspan=2>f<td>g<td>h<tr><td>i<td>j</table>"))
                .isEqualTo("| a | b | c |\n| --- | --- | --- |\n| d | | e |\n| f | g | h |\n| | i | j |");
    }

    @Test
    void writesListsInCellsOfATableWithAHeading() {
        String cells = "<td>c<ul><li>d<li>e</ul><td><p>f</p><p>g<br>h</p></table>";
        assertThat(markdown("<table><tr><th>a<th>b<tr>" + cells))
                .isEqualTo("| a | b |\n| --- | --- |\n| c<br>d<br>e | f<br>g<br>h |");
        assertThat(markdown("<table><tr>" + cells)).isEqualTo("c\n\n- d\n- e\n\nf\n\ng\\\nh");
        assertThat(markdown(
                        "<table><tr><th>a<th>b<tr><td><div><div>c</div><div><ul><li>d</ul></div></div><td>e</table>"))
                .isEqualTo("| a | b |\n| --- | --- |\n| c<br>d | e |");
        assertThat(markdown("<table><tr><th>a<th>b<tr><td><div><pre>c</pre></div><td>d</table>"))
                .isEqualTo("a\n\nb\n\n```\nc\n```\n\nd");
    }

    @Test
    void writesLinesOfABlockAsLines() {
        String lines = "<div class=line-block>\n<div class=line>a</div>\n<div class=line>b</div>\n</div>";
        assertThat(markdown(lines)).isEqualTo("a\\\nb");
        assertThat(whole(lines).text()).isEqualTo("a\nb");
        assertThat(markdown("<table><tr><th>c<th>d<tr><td>" + lines + "<td>e</table>"))
                .isEqualTo("| c | d |\n| --- | --- |\n| a<br>b | e |");
        assertThat(markdown("<pre><div class=line>a</div></pre><div class=line>b</div><div class=line>c</div>"))
                .isEqualTo("```\na\n```\n\nb\n\nc");
    }

    @Test
    void writesACaptionAsAParagraph() {
        assertThat(markdown("<table><caption>1. a <a href=#x>¶</a></caption><tr><th>b<th>c</table>"))
                .isEqualTo("1\\. a\n\n| b | c |\n| --- | --- |");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<pre><code class=language-c>x</code></pre>",
                "<pre class='brush: c'>x</pre>",
                "<pre lang=c>x</pre>",
                "<pre data-lang=c>x</pre>",
                "<pre><code class='hljs C'>x</code></pre>",
                "<div class='highlight-c notranslate'><div class=highlight><pre>x</pre></div></div>",
                "<figure data-language=c><pre><code>x</code></pre></figure>",
                "<div class=highlight-c><table><tr><td class=linenos><pre>1</pre><td class=code><pre>x</pre></table></div>",
                "<pre class=lang-c><span class=lineno>1 </span>x</pre>",
            })
    void namesTheLanguageOfCode(String html) {
        assertThat(markdown(html)).isEqualTo("```c\nx\n```");
    }

    @ParameterizedTest
    @ValueSource(strings = {"highlight-default", "highlight-none", "language-plaintext", "highlight", "c"})
    void namesNoLanguageWhereNoneIsMeant(String name) {
        assertThat(markdown("<div class=" + name + "><pre>x</pre></div>")).isEqualTo("```\nx\n```");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img alt=a src=data:image/gif;base64,R0 data-src=b.png>",
                "<img alt=a srcset='b.png 1x, c.png 2x'>",
                "<img alt=a data-original=/a/b.png>"
            })
    void findsThePictureThatIsLoadedLater(String html) {
        assertThat(markdown(html)).isEqualTo("![a](https://example.org/a/b.png)");
    }

    @Test
    void leavesOutTheSignThatLinksToAHeading() {
        assertThat(markdown("<h2>a<a href=#a title=Permalink>¶</a></h2>")).isEqualTo("## a");
        assertThat(markdown("<h2><a href=#a>#</a>a</h2>")).isEqualTo("## a");
        assertThat(markdown("<h2><a href=#a><img alt=b src=/c></a></h2>")).isEqualTo("## ![b](https://example.org/c)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div class='admonition note'><p class=admonition-title>Note</p><p>a</p><pre>b</pre></div>",
                "<div class=tip><h3 class=title>Note</h3><p>a</p><pre>b</pre></div>",
                "<aside class=callout><div class=callout-title><p>Note</p></div><div><p>a</p><pre>b</pre></div></aside>",
                "<div class='theme-admonition theme-admonition-note'><div class=admonitionHeading_x><span><svg></svg></span>Note</div>"
                        + "<div class=admonitionContent_y><p>a</p><pre>b</pre></div></div>",
                "<div class='admonitionblock note'><table><tr><td class=icon><div class=title>Note</div>"
                        + "<td class=content><div><p>a</p></div><pre>b</pre></table></div>",
            })
    void quotesAnAdmonitionBelowItsTitle(String html) {
        assertThat(markdown(html)).isEqualTo("> **Note**\n>\n> a\n>\n> ```\n> b\n> ```");
        assertThat(whole(html).anchors()).isEmpty();
    }

    @Test
    void quotesNothingThatHasSections() {
        assertThat(markdown("<div class=note><h2>a</h2><p>b</p><h2>c</h2></div>"))
                .isEqualTo("## a\n\nb\n\n## c");
    }

    @Test
    void writesAColumnWithAHeadingAsATable() {
        String row = "<tr><td><p><code>f</code>()</p><p>a</p>";
        assertThat(markdown("<table><tr><th>b" + row + row + "</table>"))
                .isEqualTo("| b |\n| --- |\n| `f`()<br>a |\n| `f`()<br>a |");
        assertThat(markdown("<table><tr><th>b" + row + "</table>")).isEqualTo("b\n\n`f`()\n\na");
        assertThat(markdown("<table><tr><td>a<tr><td>b<tr><td>c</table>")).isEqualTo("a\n\nb\n\nc");
    }

    @Test
    void readsATableOfOneRowAsBlocks() {
        assertThat(markdown("<table><tr><td>a<td>b</table>")).isEqualTo("a\n\nb");
        assertThat(markdown("<table><tr><th>a<th>b</table>")).isEqualTo("| a | b |\n| --- | --- |");
    }

    @Test
    void fencesCodeThatHoldsFences() {
        assertThat(rendered(markdown("<pre>```\na\n```</pre>")).select("pre").text())
                .isEqualTo("```\na\n```");
    }

    @Test
    void readsALayoutTableAndACardInALinkAsBlocks() {
        assertThat(markdown("<table><tr><td><h2>a</h2><td><p>b</table>")).isEqualTo("## a\n\nb");
        assertThat(markdown("<a href=/x><h3>a</h3><p>b</p></a>")).isEqualTo("### a\n\nb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# no heading",
                "1. no item",
                "12) no item",
                "- no item",
                "+ no item",
                "* no item",
                "> no quote",
                "=== no rule",
                "---",
                "~~~",
                "a * b * c",
                "_a_ b__c__ d_e",
                "[a](b) ![c](d)",
                "&amp;amp; &amp;#65; &amp; x",
                "&lt;b&gt; a &lt; b",
                "\\* \\\\ `c`",
                "a\nb\n# c",
                "| a | b |",
                "<b>a:</b>b<i>(c)</i>d",
                "<b>a</b><b>b</b>",
                "<i>a <b>b</b></i>",
                "!<a href=/x>a</a>",
                "<a href='/x(y) z'>a [b]</a>",
                "a<br>- b<br>2. c",
                "<code>`</code> <code>a</code>",
                "<b> a </b>b",
                "x<i>.y</i>z",
                "a|b<br>--- | ---<br>c",
                "a|b<br>:-|-:",
                "a<br>===",
                "a<br>-",
                "12. ",
                "1234567890. a",
                "####### a",
                "&amp;a<span>mp;</span> &amp;a<b>mp;</b>",
                "a&lt;<span>b&gt;</span> &lt;3 &lt; 4",
                "a <span>*</span> b * <i>* c</i>",
                "x<sup>2</sup>y",
                "<sup>2</sup>",
            })
    void rendersTheSameText(String html) {
        MainContent content = whole("<p>" + html + "</p>");
        Element rendered = rendered(content.markdown());
        assertThat(rendered.text())
                .as(content.markdown())
                .isEqualTo(Jsoup.parse("<p>" + html + "</p>").text());
        assertThat(rendered.select("h1, h2, ul, ol, blockquote, hr, pre, table, script"))
                .isEmpty();
    }

    /** Words only: what surrounds a word, such as the space between two blocks in one table cell, is layout. */
    @Test
    void rendersRealPagesToTheSameWordsTablesAndCode() {
        Path suites = Suites.with("text/wcxb");
        int same = 0;
        List<Evaluation.Case> pages = Evaluation.pages(suites);
        for (Evaluation.Case page : pages) {
            MainContent content = MainContent.of(page.page());
            Element rendered = rendered(content.markdown());
            rendered.select("img").remove();
            if (Evaluation.words(PlainText.of(rendered)).equals(Evaluation.words(content.text()))) {
                same++;
            } else if (Boolean.getBoolean("markdown.show")) {
                show(page, Evaluation.words(PlainText.of(rendered)), Evaluation.words(content.text()));
            }
            assertThat(rendered.select("pre").size()).as(page.url()).isEqualTo((int)
                    content.element().select("pre").stream()
                            .filter(pre -> !pre.text().isBlank())
                            .count());
        }
        assertThat(same).isGreaterThan(pages.size() * 97 / 100);
    }

    private static void show(Evaluation.Case page, List<String> got, List<String> wanted) {
        int at = 0;
        while (at < got.size() && at < wanted.size() && got.get(at).equals(wanted.get(at))) {
            at++;
        }
        System.out.println(page.id() + " " + got.subList(Math.max(0, at - 3), Math.min(got.size(), at + 8)) + " for "
                + wanted.subList(Math.max(0, at - 3), Math.min(wanted.size(), at + 8)));
    }
}
