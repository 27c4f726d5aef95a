package ayatori.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkdownTest {
    private static final List<org.commonmark.Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(TABLES).build();

    private static MainContent whole(String html) {
        return MainContent.wholePage(Jsoup.parse(html, "https://example.org/a/b"));
    }

    private static String markdown(String html) {
        return whole(html).markdown();
    }

    private static Element rendered(String markdown) {
        return Jsoup.parse(RENDERER.render(PARSER.parse(markdown))).body();
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
