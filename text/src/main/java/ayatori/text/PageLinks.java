package ayatori.text;

import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Where the links of a content lead: to a footnote, to another page, or to a place in the same page. */
final class PageLinks {
    /** How many characters the URL of the page may add to links that lead to a place in it. Links beyond that are text. */
    private static final int ADDED_MAX = 8_000_000;

    private static final int PAGE_MAX = 4_000;

    private final Footnotes footnotes;
    private final String page;
    private int added;

    private PageLinks(Footnotes footnotes, String page) {
        this.footnotes = footnotes;
        this.page = page;
    }

    /** The links of a tree whose base URI is the page's. */
    static PageLinks of(Element root) {
        String page = root.baseUri();
        int fragment = page.indexOf('#');
        boolean known = page.length() <= PAGE_MAX && MarkdownEscape.isLink(page);
        return new PageLinks(Footnotes.of(root), !known ? "" : fragment < 0 ? page : page.substring(0, fragment));
    }

    Footnotes footnotes() {
        return footnotes;
    }

    /** The absolute URL of a link; null if it leads nowhere that can be shown, or only to a footnote or back from one. */
    @Nullable String destination(Element link) {
        String url = link.attr("href");
        if (!url.startsWith("#")) {
            return MarkdownEscape.isLink(url) ? url : null;
        }
        boolean isPlace = url.length() > 1 && !footnotes.isMark(link) && !footnotes.isReturn(link);
        if (!isPlace || page.isEmpty() || added > ADDED_MAX) {
            return null;
        }
        added += page.length();
        return page + url;
    }
}
