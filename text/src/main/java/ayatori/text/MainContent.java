package ayatori.text;

import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The main content of a page, without navigation, advertisements and cookie banners; and who wrote it, when, in which language.
 *
 * {@snippet :
 * // given: org.jsoup.nodes.Document page
 * MainContent content = MainContent.of(page);
 * String title = content.title().orElse("");
 * String markdown = content.markdown();
 * }
 *
 * <p>The page is read in passes, each linear in its size:
 *
 * <ol>
 *   <li>{@link Kind} says what sort of page it is, by its JSON-LD, its URL and its generator.
 *   <li>{@code Boilerplate} drops what surrounds the content on every page of a site. If that leaves next to nothing, it goes
 *       by less: not by names, and then not by what is hidden either.
 *   <li>{@code Repeats} drops what a page holds twice, cards of other products, and what a forum says beside every post.
 *   <li>{@code Container} finds the smallest element that holds nearly all of the prose that is left.
 *   <li>{@code Trim} drops closing sections and lists of links within it.
 *   <li>{@code Stated} takes an article's text from its JSON-LD if its HTML lacks most of it.
 * </ol>
 *
 * <p>The page itself stays as it is. Relative links are resolved against its base URI, the second argument of
 * {@code Jsoup.parse}.
 */
public final class MainContent {
    private static final int LETTERS_MIN = 100;

    private final Kind kind;
    private final PageFacts facts;
    private final Element element;
    private Markdown.@Nullable Written written;

    private MainContent(Kind kind, PageFacts facts, Element element) {
        this.kind = kind;
        this.facts = facts;
        this.element = element;
    }

    /**
     * Finds the main content.
     *
     * @param page the page, parsed with its URL as base URI
     * @return the content, which may be empty
     */
    public static MainContent of(Document page) {
        return of(page, page.location());
    }

    /** Finds the main content of a page as if a URL were its own, by which its kind is told. */
    static MainContent of(Document page, String url) {
        SelfDescription said = SelfDescription.of(page);
        LinkedData data = LinkedData.of(said);
        Kind kind = Kind.of(url, said, data);
        Selection selection = Selection.of(page, kind);
        Element content = CleanCopy.of(selection.tree(), selection.root());
        if (kind == Kind.ARTICLE) {
            Stated.complete(content, data.text("articleBody"));
        }
        return new MainContent(kind, PageFacts.of(page, said, data), content);
    }

    /**
     * Takes the whole page, its navigation too; without scripts, styles and what is hidden.
     *
     * @param page the page, parsed with its URL as base URI
     * @return the content
     */
    public static MainContent wholePage(Document page) {
        SelfDescription said = SelfDescription.of(page);
        LinkedData data = LinkedData.of(said);
        Kind kind = Kind.of(page.location(), said, data);
        PageTree tree = new PageTree(page.body());
        Boilerplate.dropSilent(tree);
        return new MainContent(kind, PageFacts.of(page, said, data), CleanCopy.of(tree, 0));
    }

    /** The part of a page that is its content. */
    record Selection(PageTree tree, int root) {
        static Selection of(Document page, Kind kind) {
            PageTree tree = new PageTree(page.body());
            Boilerplate.drop(tree, kind, Boilerplate.BY_NAMES);
            for (int level = Boilerplate.BY_TAGS;
                    level <= Boilerplate.BY_ROLE_ONLY && tree.text[0] < LETTERS_MIN;
                    level++) {
                tree = new PageTree(page.body());
                Boilerplate.drop(tree, kind, level);
            }
            Repeats repeats = new Repeats(tree);
            if (kind == Kind.ARTICLE || kind == Kind.PRODUCT || kind == Kind.COLLECTION) {
                repeats.dropTwins();
            }
            if (kind == Kind.PRODUCT) {
                repeats.dropCards();
            }
            int root = Container.find(tree, kind);
            if (kind == Kind.FORUM) {
                repeats.dropLabels(root);
            }
            Trim.trim(tree, root, kind);
            return new Selection(tree, root);
        }
    }

    /**
     * The sort of page.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The title, without the site's name where the page says it without.
     *
     * @return the title, unless the page has none
     */
    public Optional<String> title() {
        return Optional.ofNullable(facts.title());
    }

    /**
     * The author as the page names them.
     *
     * @return the name, unless the page has none
     */
    public Optional<String> author() {
        return Optional.ofNullable(facts.author());
    }

    /**
     * When it was published, as the page writes it; most write ISO 8601.
     *
     * @return the date, unless the page has none
     */
    public Optional<String> date() {
        return Optional.ofNullable(facts.date());
    }

    /**
     * The language of the page, a BCP 47 tag as the page has it.
     *
     * @return the language, unless the page has none
     */
    public Optional<String> language() {
        return Optional.ofNullable(facts.language());
    }

    /**
     * The content as a tree of its own, with links absolute and without attributes of style or script.
     *
     * @return the root of the content
     */
    public Element element() {
        return element;
    }

    /**
     * The content as text. Blocks are separated by blank lines, rows and items by line ends.
     *
     * @return the text, which may be empty
     */
    public String text() {
        return PlainText.of(element);
    }

    /**
     * The content as <a href="https://spec.commonmark.org/">CommonMark</a>, with tables as GitHub has them.
     *
     * @return the Markdown, which may be empty
     */
    public String markdown() {
        return written().text();
    }

    /**
     * For each heading of {@link #markdown}, in its order, what a link to it ends in after the {@code #}: the heading's id, or that
     * of the section that it begins. The empty string where the page has none.
     *
     * @return the anchors
     */
    public List<String> anchors() {
        return written().anchors();
    }

    private Markdown.Written written() {
        Markdown.Written known = written;
        if (known == null) {
            known = Markdown.write(element);
            written = known;
        }
        return known;
    }
}
