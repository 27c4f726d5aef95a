package ayatori.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FootnotesTest {
    private static String markdown(String html) {
        return MainContent.wholePage(Jsoup.parse(html, "https://example.org/a/b"))
                .markdown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>a<sup><a href=#n id=r>1</a></sup></p><ol><li id=n><p>b <a href=#r>↩</a></p></ol>",
                "<p>a<sup id=r><a href=#n>[1]</a></sup></p><ul><li id=n><a href=#r>^</a> b</ul>",
                "<p>a <a href=#n id=r role=doc-noteref><span>[</span>1<span>]</span></a></p>"
                        + "<aside id=n role=note><span><span>[</span><a href=#r>1</a><span>]</span></span><p>b</p></aside>",
                "<p>a<a href=#n><sup id=r>[1]</sup></a></p><div id=n><p><a href=#r><sup>[1] </sup></a> b</p></div>",
                "<p>a<a href=#n id=r>[1]</a></p><dl><dt id=n><a href=#r>1</a><dd><p>b</p></dl>",
                "<p>a<sup><a href=#n>1</a></sup></p><p><a id=n></a>1. b</p>",
                "<p>a<sup><a href=#n>1</a></sup></p><p id=n><sup>1</sup> b</p>",
                "<p>a<sup><a href=#n id=r>1</a></sup></p><p id=n><sup><a href=#r>1</a></sup> b</p>",
                "<p>a<a href=#n id=r role=doc-noteref>[1]</a></p><aside id=n role=note><span><span>[</span>1<span>]</span></span>"
                        + "<span>(<a role=doc-backlink href=#r>1</a>,<a href=#r>2</a>)</span><p>b</p></aside>",
            })
    void writesFootnotes(String html) {
        assertThat(markdown(html)).isEqualTo("a[^1]\n\n[^1]: b <!-- -->");
        assertThat(FootnotesRead.of(markdown(html))).isEqualTo(new FootnotesRead(List.of("1"), Map.of("1", "b")));
    }

    /** To CommonMark, a mark and one word are the definition of a link, which is not shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "b",
                "https://example.org/b",
                "<a href=/b>b c</a>",
                "b 'c'",
                "b (c)",
                "b<br>c",
                "b <i>\"c\"</i>",
                "b c d"
            })
    void keepsNotesFromBeingLinks(String note) {
        String markdown = markdown("<p>a<a href=#n id=r>[1]</a></p><ol><li id=n>" + note + "</ol>");
        FootnotesRead read = FootnotesRead.of(markdown);
        assertThat(read.references()).as(markdown).containsExactly("1");
        assertThat(Evaluation.words(read.notes().getOrDefault("1", "")))
                .as(markdown)
                .isEqualTo(Evaluation.words(
                        note.contains("href")
                                ? "b c https://example.org/b"
                                : Jsoup.parse(note).text()));
    }

    /** Pages of all kinds, and each footnote of theirs: none is lost, and none refers to a note that is not there. */
    @Test
    void readsFootnotesOfRealPagesBack() {
        int pages = 0;
        for (Evaluation.Case page : Evaluation.pages(Suites.with("text/wcxb"))) {
            MainContent content = MainContent.of(page.page());
            Footnotes footnotes = Footnotes.of(content.element());
            List<String> notes = content.element().getAllElements().stream()
                    .map(footnotes::note)
                    .filter(Objects::nonNull)
                    .toList();
            FootnotesRead read = FootnotesRead.of(content.markdown());
            assertThat(read.notes().keySet()).as(page.url()).containsExactlyInAnyOrderElementsOf(notes);
            assertThat(read.references()).as(page.url()).allMatch(notes::contains);
            pages += notes.isEmpty() ? 0 : 1;
        }
        assertThat(pages).isGreaterThanOrEqualTo(3);
    }

    @Test
    void writesNoFootnoteForAnOrdinaryLinkWithinThePage() {
        assertThat(markdown("<p>see <a href=#n>1</a></p><p id=n>b</p>"))
                .isEqualTo("see [1](https://example.org/a/b#n)\n\nb");
        assertThat(markdown("<p>a<sup><a href=#n>1</a></sup></p>")).isEqualTo("a1");
        assertThat(markdown("<p id=n>a</p><p>b<sup><a href=#n>1</a></sup></p>")).isEqualTo("a\n\nb1");
    }

    @Test
    void writesTheNotesBelowATableAsFootnotes() {
        assertThat(
                        markdown(
                                "<table><thead><tr><th>a<th>b<tbody><tr><td>c <a href=#n id=r><sup>[a]</sup></a><td>d<tbody class=footnotes>"
                                        + "<tr><td colspan=2><div id=n><p><a href=#r><sup>[a] </sup></a>e <a href=#x>f</a></p></div></table>"))
                .isEqualTo("| a | b |\n| --- | --- |\n| c[^a] | d |\n\n[^a]: e [f](https://example.org/a/b#x)");
        assertThat(markdown("<p>a<sup><a href=#n>1</a></sup></p><table><tr><th>b<th>c<tr><td id=n>1<td>d</table>"))
                .isEqualTo("a1\n\n| b | c |\n| --- | --- |\n| 1 | d |");
    }

    @Test
    void leavesTheMarkOfANoteThatIsNotInTheContent() {
        assertThat(markdown("<p>a<sup id=r><a href=#n>[1]</a></sup> b<a href=#m><sup>2</sup></a></p>"))
                .isEqualTo("a\\[1\\] b2");
    }

    @Test
    void writesTwoNotesOfOneLabelApart() {
        assertThat(markdown(
                        "<p>a<sup><a href=#m>*</a></sup> b<sup><a href=#n>*</a></sup><p id=m>c<p id=n>d<pre>e</pre>"))
                .isEqualTo("a[^note] b[^note-2]\n\n[^note]: c <!-- -->\n\n[^note-2]: d <!-- -->\n\n```\ne\n```");
    }
}
