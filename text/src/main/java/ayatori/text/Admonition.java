package ayatori.text;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;

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

    /** The boxes of a copy: the elements that are marked as one and have no sections. */
    static Set<Element> in(Element root) {
        Set<Element> boxes = Collections.newSetFromMap(new IdentityHashMap<>());
        root.traverse(new NodeVisitor() {
            private int[] headings = new int[16];

            @Override
            public void head(Node node, int depth) {
                if (depth == headings.length) {
                    headings = Arrays.copyOf(headings, 2 * depth);
                }
                headings[depth] = 0;
            }

            @Override
            public void tail(Node node, int depth) {
                if (!(node instanceof Element element)) {
                    return;
                }
                if (Tags.HEADINGS.contains(element.normalName())) {
                    headings[depth]++;
                }
                if (element.hasClass(BOX) && headings[depth] <= HEADINGS_MAX) {
                    boxes.add(element);
                }
                if (depth > 0) {
                    headings[depth - 1] += headings[depth];
                }
            }
        });
        return boxes;
    }

    /** Whether an element of a box is its title. */
    static boolean isTitle(Element element) {
        return Tags.HEADINGS.contains(element.normalName())
                || NameGroup.TITLES.isIn(NameGroup.of(element.attr("class")));
    }
}
