package ayatori.text;

import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * A box that interrupts a text with a note, a tip or a warning, as documentation has them. It is told by the names that tools give it,
 * and has no sections: a page's only headings in it are its title.
 */
final class Admonition {
    /** The class of a box, and of its title, in the copy of a page. */
    static final String BOX = "admonition";

    static final String TITLE = "admonition-title";

    private static final Set<String> TAGS = Set.of("div", "aside", "section");
    private static final int HEADINGS_MAX = 1;

    private Admonition() {}

    /** Whether an element's names say that it is a box. */
    static boolean isNamed(Element element) {
        return TAGS.contains(element.normalName())
                && (element.hasClass(BOX)
                        || element.attr("role").equals("note")
                        || NameGroup.BOXES.isIn(NameGroup.of(element.attr("class"))));
    }

    /** Whether an element of a copy is a box: it is marked as one, and has no sections. */
    static boolean isBox(Element copied) {
        return copied.hasClass(BOX) && copied.select("h1, h2, h3, h4, h5, h6").size() <= HEADINGS_MAX;
    }

    /** Whether an element of a box is its title. */
    static boolean isTitle(Element element) {
        return Tags.HEADINGS.contains(element.normalName())
                || NameGroup.TITLES.isIn(NameGroup.of(element.attr("class")));
    }
}
