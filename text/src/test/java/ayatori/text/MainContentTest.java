package ayatori.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainContentTest {
    private static final String PROSE = Stream.of("first", "second", "third", "fourth")
            .map(which -> "<p>The " + which
                    + " paragraph says something that takes a while to say, as prose does, and it has no links.</p>")
            .collect(Collectors.joining());

    private static MainContent content(String url, String body) {
        return MainContent.of(Jsoup.parse(body, url));
    }

    private static MainContent article(String body) {
        return content("https://example.org/blog/2026/a-title-of-some-length", "<body>" + body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<nav>Elsewhere</nav>",
                "<footer>Elsewhere</footer>",
                "<aside>Elsewhere</aside>",
                "<div role=navigation>Elsewhere</div>",
                "<div class=cookie-banner>Elsewhere</div>",
                "<div id=onetrustConsent>Elsewhere</div>",
                "<div class='post__relatedItems'>Elsewhere</div>",
                "<div hidden>Elsewhere</div>",
                "<div style='color: red; display: NONE'>Elsewhere</div>",
                "<script>Elsewhere</script>",
                "<button>Elsewhere</button>",
                "<section id=comments>Elsewhere</section>",
                "<ul><li><a href=/a>Elsewhere is one link</a><li><a href=/b>Elsewhere is another</a></ul>",
                "<h2>Related articles</h2><p>Elsewhere</p>",
                "<div class=byline>Elsewhere</div>",
            })
    void dropsWhatIsNotContent(String boilerplate) {
        String text = article("<article>" + PROSE + boilerplate + "</article>").text();
        assertThat(text).contains("The first paragraph", "The fourth paragraph").doesNotContain("Elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sidebar-layout", "page-with-footer", "has-nav", "related"})
    void believesNoNameOfWhatHoldsTheProse(String name) {
        assertThat(article("<div class=" + name + ">" + PROSE + "</div>").text())
                .contains("The first paragraph");
    }

    @Test
    void endsAClosingSectionAtTheNextHeadingOfItsRank() {
        String text = article(
                        PROSE + "<h2>Related posts</h2><h3>Elsewhere</h3><p>Elsewhere</p><h2>Results</h2>" + PROSE)
                .text();
        assertThat(text).contains("Results").doesNotContain("Elsewhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<section><h2>Description</h2>%s</section>",
                "<div class=figure><p>Table 1</p><div><h2>Description</h2>%s</div></div>",
                "<div>%s</div>",
            })
    void takesASectionOfDocumentationWithTheHeadingsAboveIt(String section) {
        for (String title : List.of("<h1>The title</h1>", "<div><div><h1>The title</h1></div></div>")) {
            String body = "<div>" + title + "<p>In short.</p>" + section.formatted(PROSE) + "</div>";
            Document page = Jsoup.parse(
                    "<meta name=generator content='Docutils 0.17'><body><div>The site</div>" + body,
                    "http://docs.test/a.html");
            MainContent content = MainContent.of(page);
            assertThat(content.kind()).isEqualTo(Kind.DOCUMENTATION);
            assertThat(content.markdown())
                    .startsWith("# The title\n\nIn short.")
                    .contains("The fourth paragraph");
        }
    }

    @Test
    void readsWhatIsHiddenIfNothingElseIsThere() {
        String body = "<div id=app></div><noscript>" + PROSE + "</noscript>";
        assertThat(article(body).text()).contains("The first paragraph");
    }

    @Test
    void readsWhatReactStreams() {
        String body =
                "<main>" + PROSE + "</main><div hidden id='S:1'>" + PROSE.replace("paragraph", "passage") + "</div>";
        assertThat(content("https://example.org/", body).text()).contains("The first passage");
    }

    @Test
    void keepsPostsOfAForumAndNotTheirBadges() {
        String post = "<div class=comment><div class=userinfo>Badge</div>" + PROSE + "</div>";
        MainContent content = content("https://forum.example.org/t/topic/1", post + post.replace("paragraph", "reply"));
        assertThat(content.kind()).isEqualTo(Kind.FORUM);
        assertThat(content.text())
                .contains("The first paragraph", "The first reply")
                .doesNotContain("Badge");
    }

    @Test
    void dropsReviewsOfAProduct() {
        String body = "<div><h1>Lamp</h1>" + PROSE + "<div class=reviews>Elsewhere</div></div>";
        assertThat(content("https://shop.example.org/products/lamp", body).text())
                .doesNotContain("Elsewhere");
    }

    @Test
    void dropsWhatAForumSaysBesideEveryPost() {
        String posts = Stream.of("one", "two", "three")
                .map(which -> "<li><h4>Member</h4><dl><dt>Joined<dd>2026</dl><p>" + which + PROSE
                        + "</p><div><a href=/r>Reply</a></div></li>")
                .collect(Collectors.joining());
        assertThat(content("https://forum.example.org/t/topic/1", "<ul>" + posts + "</ul>")
                        .text())
                .contains("one", "two", "three")
                .doesNotContain("Member", "Joined", "2026", "Reply");
    }

    @Test
    void dropsCardsOfOtherProductsWithTheirHeading() {
        String card = "<li class=card><a href=/products/other><img src=/i><b>Elsewhere</b></a> 9 EUR</li>";
        String body = "<h1>Lamp</h1>" + PROSE + "<section><h2>Pairs well with it</h2><ul>" + card.repeat(3)
                + "</ul></section>";
        assertThat(content("https://shop.example.org/products/lamp", body).text())
                .contains("Lamp", "The first paragraph")
                .doesNotContain("Elsewhere", "Pairs well");
    }

    @Test
    void readsAPartOfAnAccordion() {
        String body = "<h1>Lamp</h1>" + PROSE + "<button aria-expanded=false aria-controls=size>Size</button>"
                + "<div id=size hidden><p>It is as tall as a person.</p></div><div hidden><p>Elsewhere</p></div>";
        assertThat(content("https://shop.example.org/products/lamp", body).text())
                .contains("as tall as a person")
                .doesNotContain("Elsewhere");
    }

    @Test
    void readsAnAccordionThatIsMarkedAsAListOfTabs() {
        String tabs =
                "<div role=tablist><h3>Size</h3><p>It is as tall as a person who is neither tall nor small, and it is as wide as two of them.</p></div>"
                        + "<div role=tablist><a role=tab href=#a>Elsewhere</a><a role=tab href=#b>Elsewhere</a></div>";
        assertThat(content("https://shop.example.org/lamps", PROSE + tabs).text())
                .contains("as tall as a person")
                .doesNotContain("Elsewhere");
    }

    @Test
    void believesNoWeakNameOfAHeading() {
        String entry = "<li><h2 id=ad-title-1 class=share><a href=/1>A lamp</a></h2><p>As tall as a person.</p></li>";
        assertThat(content("https://example.org/lamps", "<ul>" + entry.repeat(3) + "</ul>" + PROSE)
                        .text())
                .contains("A lamp");
    }

    @Test
    void dropsAFooterThatHoldsTheOnlyProseOfAListing() {
        String entry = "<li><a href=/1>The title of an entry of the list</a></li>";
        String footer =
                "<div class=footer><p>Elsewhere stands who holds the rights, and under which license all of this may be copied.</p></div>";
        assertThat(content(
                                "https://example.org/list/recent",
                                "<h1>Recent</h1><ul>" + entry.repeat(20) + "</ul>" + footer)
                        .text())
                .contains("The title of an entry")
                .doesNotContain("Elsewhere");
    }

    @Test
    void keepsATermThatIsALink() {
        String entry = "<dt><a href=/1>The title of an entry</a></dt><dd><p>What it says.</p></dd>";
        assertThat(content("https://example.org/list/recent", PROSE + "<dl>" + entry.repeat(4) + "</dl>")
                        .text())
                .contains("The title of an entry");
    }

    @Test
    void readsTheContentsOfDocumentation() {
        String chapters =
                "<dl><dt><a href=a.html>The first chapter of several</a><dt><a href=b.html>The second chapter of them</a></dl>";
        String title = "<div><div><h1>Manual</h1></div><p>Copyright by several people</p></div>";
        for (String name : List.of("toc", "contents")) {
            assertThat(content(
                                    "https://docs.example.org/x/index.html",
                                    "<div>" + title + "<div class=" + name + ">" + chapters + "</div></div>")
                            .text())
                    .contains("Manual", "The first chapter");
        }
        String own = "<div class=toc><a href=b.html#c>Elsewhere</a></div>";
        assertThat(content("https://docs.example.org/x/b.html", "<div><h1>Manual</h1>" + own + PROSE + "</div>")
                        .text())
                .contains("The first paragraph")
                .doesNotContain("Elsewhere");
    }

    @Test
    void keepsWhatDocumentationRefersTo() {
        String references =
                "<h2>See Also</h2><p><a href=b.html>The other command</a></p><h2>References</h2><p>The standard.</p>";
        assertThat(content("https://docs.example.org/x/b.html", "<h1>Command</h1>" + PROSE + references)
                        .text())
                .contains("The other command", "The standard");
    }

    @Test
    void readsATwinOnce() {
        String twin =
                "<div><p>The same sentence stands here for wide and for narrow screens, and it is long.</p></div>";
        assertThat(article(PROSE + twin + twin).text()).containsOnlyOnce("The same sentence");
    }

    @Test
    void believesNoWeakNameOfWhatHoldsTheHeading() {
        String body =
                "<main><div class='product shipping-taxable'><h1>Lamp</h1><p>A short text that sells it.</p></div>"
                        + PROSE + PROSE + "</main>";
        assertThat(content("https://shop.example.org/products/lamp", body).text())
                .contains("A short text");
    }

    @Test
    void readsAnArticleFromItsJsonLdIfScriptsWouldShowIt() {
        String data = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\""
                + "It happened today, and nobody had thought that it would. ".repeat(5) + "\\nSo they say.\"}</script>";
        assertThat(content("https://example.org/x", data + "<p>Please turn scripts on.")
                        .text())
                .startsWith("It happened today")
                .endsWith("\n\nSo they say.");
        assertThat(content("https://example.org/x", data + PROSE).text()).startsWith("The first paragraph");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/, SECTIONS",
        "https://example.org/services/audit, SECTIONS",
        "https://example.org/blog/why-we-moved-to-virtual-threads, ARTICLE",
        "https://docs.example.org/install, DOCUMENTATION",
        "https://example.org/forum/thread-1, FORUM",
        "https://example.org/products/lamp, PRODUCT",
        "https://example.org/collections/lamps, COLLECTION",
    })
    void tellsTheKindByTheUrl(String url, Kind kind) {
        assertThat(content(url, PROSE).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "NewsArticle, ARTICLE",
        "QAPage, FORUM",
        "Product, PRODUCT",
        "CollectionPage, COLLECTION",
        "Thing, SECTIONS"
    })
    void tellsTheKindByJsonLd(String type, Kind kind) {
        String data = "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"" + type + "\"}]}</script>";
        assertThat(content("https://example.org/x", data + PROSE).kind()).isEqualTo(kind);
    }

    @Test
    void findsTitleAuthorDateAndLanguage() {
        String head =
                "<html lang=de><title>T | Site</title><meta property=og:title content=T><meta name=author content=A>"
                        + "<time datetime=2026-01-02>yesterday</time>";
        MainContent content = content("https://example.org/x", head + PROSE);
        assertThat(content.title()).contains("T");
        assertThat(content.author()).contains("A");
        assertThat(content.date()).contains("2026-01-02");
        assertThat(content.language()).contains("de");
    }

    @Test
    void prefersJsonLdAndSurvivesWhatIsBroken() {
        String data = "<script type='application/ld+json'>{\"headline\":</script><script type='application/ld+json'>"
                + "{\"@type\":\"Article\",\"headline\":\"H\",\"author\":[{\"name\":\"N\"}],\"datePublished\":\"2026\"}</script>";
        MainContent content = content("https://example.org/x", data + "<h1>Other</h1>" + PROSE);
        assertThat(content.title()).contains("H");
        assertThat(content.author()).contains("N");
        assertThat(content.date()).contains("2026");
        assertThat(content.language()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>A short text.</p><table><tr><th>Name<th>Size<tr><td>Lamp<td>Large</table>",
                "<p>A short text.</p><ul><li>Lamp<li>Large</ul>",
                "<p>A short text.</p><pre>Lamp Large</pre>",
                "<p>A short text.</p><dl><dt>Lamp<dd>Large</dl>",
                "<p>A short text. It goes on.</p><p>Lamp. Large.</p>",
            })
    void readsAThinPageAsAWhole(String body) {
        for (String page : List.of("<main><h1>Things</h1>" + body + "</main>", "<h1>Things</h1>" + body)) {
            for (String url : List.of("", "blog/2026/a-title-of-some-length", "docs/things", "shop/lamps")) {
                assertThat(content("https://example.org/" + url, "<nav><a href=/>Home</a></nav>" + page)
                                .text())
                        .as(url + " " + page)
                        .contains("Things", "A short text.", "Lamp", "Large");
            }
        }
    }

    @Test
    void takesTheWholePageOnRequest() {
        String body = "<nav>Menu</nav>" + PROSE + "<footer>Imprint</footer><script>no</script>";
        assertThat(MainContent.wholePage(Jsoup.parse(body, "https://example.org/"))
                        .text())
                .contains("Menu", "The first paragraph", "Imprint")
                .doesNotContain("no</");
    }

    @Test
    void separatesBlocksByBlankLinesAndItemsByLineEnds() {
        MainContent content = MainContent.wholePage(Jsoup.parse(
                "<h1>One</h1><p>two  <b>three</b>\n four<br>five</p><ul><li>six<li>seven</ul><table><tr><td>8<td>9</table><pre>a\n  b</pre>",
                "https://example.org/"));
        assertThat(content.text()).isEqualTo("One\n\ntwo three four\nfive\n\nsix\nseven\n\n8 9\n\na\n  b");
    }

    @Test
    void leavesThePageAsItIs() {
        var page = Jsoup.parse("<nav>Menu</nav>" + PROSE, "https://example.org/");
        String before = page.outerHtml();
        MainContent.of(page).markdown();
        assertThat(page.outerHtml()).isEqualTo(before);
    }

    @Test
    void isEmptyForAnEmptyPage() {
        MainContent content = content("", "");
        assertThat(content.text()).isEmpty();
        assertThat(content.markdown()).isEmpty();
        assertThat(content.title()).isEmpty();
    }
}
