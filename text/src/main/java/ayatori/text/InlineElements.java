package ayatori.text;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** Finds the inline elements that hold blocks, such as a link around a card. They are read as blocks. */
final class InlineElements {
    private InlineElements() {}

    static Set<Element> holdingBlocks(Element root) {
        Set<Element> holding = Collections.newSetFromMap(new IdentityHashMap<>());
        root.traverse((Node node, int depth) -> {
            if (node instanceof Element element && !Tags.isInline(element.normalName())) {
                Element up = node == root ? null : element.parent();
                while (up != null && Tags.isInline(up.normalName()) && holding.add(up)) {
                    up = up == root ? null : up.parent();
                }
            }
        });
        return holding;
    }
}
