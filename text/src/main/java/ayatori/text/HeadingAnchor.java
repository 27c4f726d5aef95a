package ayatori.text;

import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/** Finds what a link to a heading ends in after the {@code #}: its own id, that of its permalink, or that of the section it begins. */
final class HeadingAnchor {
    /** How many ancestors of a heading may be the section that it begins. */
    private static final int SECTIONS_MAX = 3;

    /** How many empty elements before a heading are looked at. */
    private static final int SIBLINGS_MAX = 8;

    private static final Evaluator PERMALINK = QueryParser.parse("a[href^=#]");
    private static final Evaluator NAMED = QueryParser.parse("[id]");

    private HeadingAnchor() {}

    /** The anchor of a heading, as it stands in the page; empty if it has none. */
    static String of(Element heading) {
        if (!heading.id().isEmpty()) {
            return heading.id();
        }
        Element permalink = heading.selectFirst(PERMALINK);
        if (permalink != null && permalink.attr("href").length() > 1) {
            return permalink.attr("href").substring(1);
        }
        Element named = heading.selectFirst(NAMED);
        if (named != null && !named.id().isEmpty()) {
            return named.id();
        }
        Element at = heading;
        for (int level = 0; level < SECTIONS_MAX && begins(at); level++) {
            at = at.parent();
            if (at == null) {
                return "";
            }
            if (!at.id().isEmpty()) {
                return at.id();
            }
        }
        return "";
    }

    /** Whether nothing that is read comes before an element in its parent. */
    private static boolean begins(Element element) {
        Element before = element.previousElementSibling();
        for (int count = 0; before != null; count++) {
            if (count == SIBLINGS_MAX || before.childNodeSize() > 0) {
                return false;
            }
            before = before.previousElementSibling();
        }
        return element.parent() != null;
    }
}
