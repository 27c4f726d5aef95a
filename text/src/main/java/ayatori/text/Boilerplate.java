package ayatori.text;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Drops what surrounds the content on every page of a site.
 *
 * <ul>
 *   <li><b>Silent</b> elements hold no text to read: scripts, controls, and what is hidden, unless a button or a tab of the page opens it.
 *   <li><b>Tags and roles</b> that stand for navigation or a footer are believed, unless they hold the whole page.
 *   <li><b>Names</b> in class, id and role are a sign. The strong ones are believed unless the element holds much of the page's
 *       prose and of its text, the weak ones unless it holds a fair part of it or the page's heading.
 *   <li><b>Names of one kind of page</b>: reviews beside a product, a byline in an article, a user's badge in a forum.
 * </ul>
 */
final class Boilerplate {
    /** Goes by names, tags and what is hidden. */
    static final int BY_NAMES = 0;
    /** Does not go by names. */
    static final int BY_TAGS = 1;
    /** Reads what is hidden, and what is there for browsers without scripts, too. */
    static final int BY_ROLE_ONLY = 2;

    private static final Set<String> TAGS = Set.of("nav", "footer", "menu");
    private static final Set<String> ROLES = Set.of(
            "navigation",
            "contentinfo",
            "search",
            "dialog",
            "alertdialog",
            "menu",
            "menubar",
            "banner",
            "tooltip",
            "toolbar",
            "tablist");

    private static final Set<String> FOOTNOTE_SIGNS = Set.of("*", "**", "†", "‡");
    private static final int PERMALINK_ELEMENTS = 4;
    private static final double PROSE_STRONG = 0.4;
    /** An element of so little of the page's text is small, even if it has the only prose: that of a footer, below a list. */
    private static final double TEXT_STRONG = 0.2;

    private static final double PROSE_WEAK = 0.3;
    private static final double TEXT_WEAK = 0.4;
    private static final double WHOLE_PAGE = 0.99;
    private static final double HEADER_LINKS = 0.3;
    private static final int BYLINE_MAX = 300;
    private static final int BADGE_MAX = 400;
    private static final int STYLE_MAX = 1000;

    /** The element in which React streams content that a script will move to its place. */
    private static final Pattern STREAMED = Pattern.compile("S:[0-9a-f]+");

    private final PageTree tree;
    private final Kind kind;
    private final int level;
    private final int[] prose;
    private final int heading;
    private final Set<String> disclosed;
    private final String url;

    private Boilerplate(PageTree tree, Kind kind, int level) {
        this.tree = tree;
        this.kind = kind;
        this.level = level;
        this.prose = tree.prose();
        this.heading = heading();
        this.disclosed = disclosed();
        Document page = tree.element(0).ownerDocument();
        this.url = page == null ? "" : page.location();
    }

    /** The page's first heading of the first rank; -1 if it has none. */
    private int heading() {
        for (int at = 0; at < tree.size(); at++) {
            if (tree.tag(at).equals("h1") && tree.text[at] > 0) {
                return at;
            }
        }
        return -1;
    }

    /** The IDs of what a button or a tab opens: the parts of an accordion, for example. */
    private Set<String> disclosed() {
        Set<String> disclosed = new HashSet<>();
        for (int at = 0; at < tree.size(); at++) {
            Element control = tree.element(at);
            if (control.hasAttr("aria-controls")
                    && (control.hasAttr("aria-expanded") || control.attr("role").equals("tab"))) {
                disclosed.add(control.attr("aria-controls"));
            }
        }
        return disclosed;
    }

    /**
     * Drops boilerplate.
     *
     * @param level one of the three constants
     */
    static void drop(PageTree tree, Kind kind, int level) {
        new Boilerplate(tree, kind, level).run();
    }

    /** Drops only what holds no text to read. */
    static void dropSilent(PageTree tree) {
        Boilerplate silent = new Boilerplate(tree, Kind.SECTIONS, BY_TAGS);
        for (int at = 1; at < tree.size(); at = tree.dropped[at] ? tree.end[at] : at + 1) {
            if (silent.isSilent(at)) {
                tree.drop(at);
            }
        }
        tree.measure();
    }

    private void run() {
        int total = Math.max(1, tree.text[0]);
        for (int at = 1; at < tree.size(); at = tree.dropped[at] ? tree.end[at] : at + 1) {
            if (isSilent(at)) {
                tree.drop(at);
                continue;
            }
            int names = level == BY_NAMES ? NameGroup.of(tree.element(at)) : 0;
            if (isStrong(at, total, names) || (level == BY_NAMES && isWeak(at, total, names))) {
                tree.drop(at);
            }
        }
        tree.measure();
    }

    private boolean isSilent(int at) {
        Element element = tree.element(at);
        String tag = tree.tag(at);
        if (tag.equals("noscript")) {
            return level < BY_ROLE_ONLY;
        }
        if (Tags.SILENT.contains(tag) || isPermalink(at) || isLineNumbers(at)) {
            return true;
        }
        if (level >= BY_ROLE_ONLY) {
            return false;
        }
        if (disclosed.contains(element.id())) {
            return false;
        }
        if (element.hasAttr("hidden")) {
            return !STREAMED.matcher(element.id()).matches();
        }
        String style = element.attr("style");
        if (!style.isEmpty() && style.length() < STYLE_MAX) {
            String compact = style.replace(" ", "").toLowerCase(Locale.ROOT);
            return compact.contains("display:none") || compact.contains("visibility:hidden");
        }
        return false;
    }

    /** Whether the page's heading lies within an element. */
    private boolean holdsHeading(int at) {
        return heading > at && heading < tree.end[at];
    }

    /** A sign beside a heading that links to it, or one beside a footnote that links back. */
    private boolean isPermalink(int at) {
        if (!tree.tag(at).equals("a") || tree.text[at] > 0 || tree.end[at] - at > PERMALINK_ELEMENTS) {
            return false;
        }
        Element link = tree.element(at);
        String sign = link.text().strip();
        return link.attr("href").startsWith("#")
                && !sign.isEmpty()
                && !FOOTNOTE_SIGNS.contains(sign)
                && link.selectFirst("img") == null;
    }

    /** The column of line numbers beside code, or the number within a line. */
    private boolean isLineNumbers(int at) {
        String tag = tree.tag(at);
        if (!tag.equals("td") && !tag.equals("span")) {
            return false;
        }
        String name = tree.element(at).attr("class");
        return (name.contains("line") || name.contains("gutter"))
                && NameGroup.LINE_NUMBERS.isIn(NameGroup.of(tree.element(at)));
    }

    /** An aside that belongs to the text: a footnote, a warning. */
    private static boolean isNote(Element aside) {
        String role = aside.attr("role");
        return role.equals("note") || role.startsWith("doc-") || NameGroup.NOTES.isIn(NameGroup.of(aside));
    }

    private static boolean isContainer(String tag) {
        return tag.equals("body") || tag.equals("main") || tag.equals("article");
    }

    private boolean isStrong(int at, int total, int names) {
        String tag = tree.tag(at);
        if (isContainer(tag) || tree.text[at] > WHOLE_PAGE * total) {
            return false;
        }
        Element element = tree.element(at);
        if (TAGS.contains(tag) || (ROLES.contains(element.attr("role")) && !isAccordion(at, element))) {
            return true;
        }
        boolean isSmall = prose[at] <= PROSE_STRONG * prose[0] || tree.text[at] <= TEXT_STRONG * total;
        return isSmall && NameGroup.STRONG.isIn(names);
    }

    /** Whether a list of tabs holds what they open, too. */
    private boolean isAccordion(int at, Element list) {
        return prose[at] > 0 && list.attr("role").equals("tablist");
    }

    private boolean isWeak(int at, int total, int names) {
        String tag = tree.tag(at);
        if (isContainer(tag) || prose[at] > PROSE_WEAK * prose[0] || tree.text[at] > TEXT_WEAK * total) {
            return false;
        }
        if ((tag.equals("aside") && !isNote(tree.element(at)))
                || (tag.equals("header") && tree.linkDensity(at) > HEADER_LINKS)) {
            return true;
        }
        return !holdsHeading(at)
                && !Tags.HEADINGS.contains(tag)
                && (NameGroup.WEAK.isIn(names)
                        || (NameGroup.TOC.isIn(names) && !isChapterList(at))
                        || isNamedForKind(names, tree.text[at]));
    }

    /** A table of contents of documentation that leads to other pages is what a chapter's page says; others lead within the page. */
    private boolean isChapterList(int at) {
        Element link = kind == Kind.DOCUMENTATION ? tree.element(at).selectFirst("a[href]") : null;
        if (link == null) {
            return false;
        }
        String to = link.attr("href");
        int fragment = to.indexOf('#');
        String page = fragment < 0 ? to : to.substring(0, fragment);
        boolean within = page.isEmpty() || (fragment > 0 && url.endsWith("/" + page));
        return !within;
    }

    private boolean isNamedForKind(int names, int letters) {
        return switch (kind) {
            case FORUM -> letters < BADGE_MAX && NameGroup.IN_FORUMS.isIn(names);
            case PRODUCT -> NameGroup.COMMENTS.isIn(names) || NameGroup.BESIDE_PRODUCTS.isIn(names);
            case ARTICLE ->
                NameGroup.COMMENTS.isIn(names) || (letters < BYLINE_MAX && NameGroup.IN_ARTICLES.isIn(names));
            case COLLECTION -> NameGroup.COMMENTS.isIn(names) || NameGroup.FILTERS.isIn(names);
            case DOCUMENTATION, SECTIONS -> NameGroup.COMMENTS.isIn(names);
        };
    }
}
