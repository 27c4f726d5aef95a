package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Conformance;
import ayatori.web.html.RealPage.Link;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Real pages have the same links as in the tree of parse5, a complete HTML parser. */
final class RealPageLinksTest {
    /** The kinds that the suite has recorded. */
    private static final Set<LinkKind> RECORDED = EnumSet.of(
            LinkKind.A,
            LinkKind.AREA,
            LinkKind.FORM,
            LinkKind.IFRAME,
            LinkKind.IMG,
            LinkKind.INPUT,
            LinkKind.LINK,
            LinkKind.SCRIPT);

    @Test
    void linksAreThoseOfParse5() throws IOException {
        List<RealPage> pages = RealPage.all();
        PageScanner scanner = new PageScanner();
        var tally = Conformance.of(getClass(), "links/real-page-links.jsonl, pages");
        for (RealPage page : pages) {
            scanner.scan(page.body(), 0, page.body().length);
            List<Link> actual = links(scanner);
            assertThat(scanner.baseHref()).as(page.name()).isEqualTo(page.baseHref());
            tally.check(actual.equals(page.links()), () -> {
                List<Link> missing = new ArrayList<>(page.links());
                actual.forEach(missing::remove);
                List<Link> extra = new ArrayList<>(actual);
                page.links().forEach(extra::remove);
                return page.name() + ": missing " + missing + ", extra " + extra;
            });
        }
        tally.report();
    }

    @Test
    void titlesAreThoseOfJsoup() throws IOException {
        PageScanner scanner = new PageScanner();
        int titles = 0;
        for (RealPage page : RealPage.all()) {
            scanner.scan(page.body(), 0, page.body().length);
            Document document = Jsoup.parse(new String(page.body(), StandardCharsets.UTF_8));
            Element title = document.select("title").stream()
                    .filter(element -> element.closest("svg") == null)
                    .findFirst()
                    .orElse(null);
            assertThat(scanner.title()).as(page.name()).isEqualTo(title == null ? null : collapsed(title.wholeText()));
            titles += title == null ? 0 : 1;
        }
        assertThat(titles).isPositive();
    }

    private static String collapsed(String text) {
        return text.replaceAll("[ \\t\\n\\f\\r]+", " ").replaceAll("^ | $", "");
    }

    private static List<Link> links(PageScanner scanner) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < scanner.linkCount(); i++) {
            LinkKind kind = scanner.linkKind(i);
            if (RECORDED.contains(kind)) {
                links.add(new Link(kind.element(), kind.attribute(), scanner.link(i)));
            }
        }
        return links;
    }
}
