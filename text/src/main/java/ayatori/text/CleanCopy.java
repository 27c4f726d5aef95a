package ayatori.text;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Tag;

/** Copies the kept part of a page: elements, text, and the few attributes that mean something outside the page. */
final class CleanCopy {
    private static final String[] KEPT = {"alt", "title", "lang", "dir", "id", "start", "colspan", "rowspan", "datetime"
    };
    private static final String[] URLS = {"href", "src", "cite"};
    /** Where scripts find the picture that they load when it comes into view. */
    private static final String[] LAZY = {"data-src", "data-original", "data-lazy-src", "srcset", "data-srcset"};

    /** Elements whose class may name a programming language. */
    private static final Set<String> CODE = Set.of("pre", "code", "div", "figure");

    /** How many characters of absolute links a copy may hold; links beyond that stay as they are written. */
    private static final int LINKS_MAX = 8_000_000;

    /** How deep in a box its title may lie. */
    private static final int TITLE_LEVELS = 5;

    private static final Tag LINE = Tag.valueOf("span");

    private static final int BASE_MAX = 4_000;
    private static final int URL_MAX = 4_000;

    /** The class of a term in Sphinx that is the signature of a function or a class. */
    static final String SIGNATURE = "sig";

    private int linkCharacters;

    private CleanCopy() {}

    /** A copy of an element without its dropped parts. Links are absolute where the page's base makes them so. */
    static Element of(PageTree tree, int root) {
        return new CleanCopy().copy(tree, root);
    }

    private Element copy(PageTree tree, int root) {
        Element original = tree.element(root);
        Element top = copy(original);
        top.setBaseUri(original.baseUri());
        Element open = top;
        Node node = original;
        int at = root;
        while (true) {
            boolean enter = node == original;
            if (node != original && node instanceof Element element) {
                at++;
                if (tree.dropped[at]) {
                    at = tree.end[at] - 1;
                } else {
                    Element copied = copy(element);
                    if (isInBox(open) && Admonition.isTitle(element)) {
                        copied.attr("class", Admonition.TITLE);
                    }
                    if (isLine(element) && open.childNodeSize() > 0) {
                        open.appendElement("br");
                    }
                    open.appendChild(copied);
                    open = copied;
                    enter = true;
                }
            } else if (node instanceof TextNode text) {
                open.appendChild(new TextNode(text.getWholeText()));
            }
            if (enter && node.childNodeSize() > 0) {
                node = node.childNode(0);
                continue;
            }
            if (enter && node != original) {
                open = parentOf(open, top);
            }
            while (node != original && node.nextSibling() == null) {
                node = parentOf(node, original);
                if (node != original) {
                    open = parentOf(open, top);
                }
            }
            if (node == original) {
                return top;
            }
            node = nextOf(node);
        }
    }

    private static Node parentOf(Node node, Node top) {
        Node parent = node.parentNode();
        return parent == null ? top : parent;
    }

    private static Element parentOf(Element element, Element top) {
        Element parent = element.parent();
        return parent == null ? top : parent;
    }

    private static Node nextOf(Node node) {
        Node next = node.nextSibling();
        if (next == null) {
            throw new IllegalStateException("the node has no next sibling");
        }
        return next;
    }

    private Element copy(Element original) {
        Element copy = new Element(isLine(original) ? LINE : original.tag(), null);
        for (String name : KEPT) {
            if (original.hasAttr(name)) {
                copy.attr(name, original.attr(name));
            }
        }
        for (String name : URLS) {
            if (original.hasAttr(name)) {
                copy.attr(name, absolute(original, name));
            }
        }
        String tag = original.normalName();
        if (CODE.contains(tag)) {
            String language = CodeLanguage.of(original);
            if (!language.isEmpty()) {
                copy.attr("class", "language-" + language);
            }
        }
        if (Admonition.isNamed(original)) {
            copy.attr("class", Admonition.BOX);
        } else if (tag.equals("dt") && original.hasClass(SIGNATURE)) {
            copy.attr("class", SIGNATURE);
        } else if (tag.equals("img")) {
            lazySource(original, copy);
        }
        return copy;
    }

    /** Whether an element is a line of an address or a verse, as docutils writes them: lines of one paragraph. */
    private static boolean isLine(Element element) {
        Element parent = element.parent();
        return element.hasClass("line")
                && parent != null
                && parent.hasClass("line-block")
                && element.normalName().equals("div");
    }

    private static boolean isInBox(Element copy) {
        Element up = copy;
        for (int level = 0; level < TITLE_LEVELS && up != null; level++) {
            if (up.hasClass(Admonition.BOX)) {
                return true;
            }
            up = up.parent();
        }
        return false;
    }

    private void lazySource(Element original, Element copy) {
        String source = original.attr("src");
        for (int at = 0; at < LAZY.length && (source.isEmpty() || source.startsWith("data:")); at++) {
            String lazy = original.attr(LAZY[at]).strip();
            int end = 0;
            while (end < lazy.length() && end < URL_MAX && !Character.isWhitespace(lazy.charAt(end))) {
                end++;
            }
            if (end > 0 && end < URL_MAX && !lazy.startsWith("data:")) {
                source = lazy.substring(0, end);
                Element picture = new Element(Tag.valueOf("img"), original.baseUri()).attr("src", source);
                copy.attr("src", absolute(picture, "src"));
            }
        }
    }

    private String absolute(Element original, String name) {
        String value = original.attr(name);
        if (value.startsWith("#")
                || linkCharacters > LINKS_MAX
                || original.baseUri().length() > BASE_MAX) {
            return value;
        }
        String absolute = original.absUrl(name);
        linkCharacters += absolute.length();
        return absolute.isEmpty() ? value : absolute;
    }
}
