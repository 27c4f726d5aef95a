package ayatori.web.html;

import ch.digitalfondue.jfiveparse.JFiveParse;
import ch.digitalfondue.jfiveparse.Option;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * What a page says about itself, by the scanner and by parsers that build a tree.
 *
 * @param title the first title's text, white space collapsed
 * @param baseHref the {@code href} of the first base
 * @param links each as kind and value, in the page's order or the tree's
 * @param mathLinks the links of MathML's {@code a}, if they are known. Firefox and the scanner treat them like other links; a
 *     parser does not decide that.
 */
record PageFacts(@Nullable String title, @Nullable String baseHref, List<String> links, Set<String> mathLinks) {
    /** Kinds that other parsers split in their own way, or not at all. */
    private static final Set<LinkKind> NOT_COMPARED = EnumSet.of(LinkKind.META_REFRESH, LinkKind.SRCSET);

    private static final String HTML = "http://www.w3.org/1999/xhtml";
    private static final String MATH = "http://www.w3.org/1998/Math/MathML";
    private static final String SVG = "http://www.w3.org/2000/svg";

    static PageFacts ofScanner(byte[] page) {
        PageScanner scanner = new PageScanner();
        scanner.scan(page, 0, page.length);
        List<String> links = new ArrayList<>();
        for (int i = 0; i < scanner.linkCount(); i++) {
            if (!NOT_COMPARED.contains(scanner.linkKind(i))) {
                links.add(scanner.linkKind(i) + " " + scanner.link(i));
            }
        }
        return new PageFacts(scanner.title(), scanner.baseHref(), links, Set.of());
    }

    static PageFacts ofJfiveparse(String page) {
        Facts facts = new Facts();
        Deque<ch.digitalfondue.jfiveparse.Node> open = new ArrayDeque<>();
        open.push(JFiveParse.parse(page, EnumSet.of(Option.SCRIPTING_DISABLED)));
        while (!open.isEmpty()) {
            ch.digitalfondue.jfiveparse.Node node = open.pop();
            if (node instanceof ch.digitalfondue.jfiveparse.Element element) {
                String namespace = element.getNamespaceURI();
                facts.element(
                        namespace == null ? "" : namespace,
                        element.getNodeName(),
                        element::getAttribute,
                        element::getTextContent);
                if (isInert(namespace, element.getNodeName(), element.hasAttribute("shadowrootmode"))) {
                    continue;
                }
            }
            node.getChildNodes().reversed().forEach(open::push);
        }
        return facts.toPageFacts();
    }

    static PageFacts ofJsoup(String page) {
        Facts facts = new Facts();
        Document document = Jsoup.parse(page, "", Parser.htmlParser().setTrackPosition(false));
        Deque<Element> open = new ArrayDeque<>();
        open.push(document);
        while (!open.isEmpty()) {
            Element element = open.pop();
            String namespace = element.tag().namespace();
            facts.element(
                    namespace,
                    element.normalName(),
                    name -> element.hasAttr(name) ? element.attr(name) : null,
                    element::wholeText);
            if (!isInert(namespace, element.normalName(), element.hasAttr("shadowrootmode"))) {
                element.children().reversed().forEach(open::push);
            }
        }
        return facts.toPageFacts();
    }

    /**
     * The differences from {@code other}, in one line; empty if there are none. Order and number do not count: a tree builder
     * moves and copies elements that are misplaced or not closed.
     */
    String difference(PageFacts other) {
        List<String> differences = new ArrayList<>();
        add(differences, "missing", without(other.links, links));
        add(differences, "extra", without(links, other.links));
        if (!Objects.equals(title, other.title)) {
            differences.add("title " + title + " for " + other.title);
        }
        if (!Objects.equals(baseHref, other.baseHref)) {
            differences.add("base " + baseHref + " for " + other.baseHref);
        }
        return String.join("; ", differences);
    }

    private static void add(List<String> differences, String what, Set<String> links) {
        if (!links.isEmpty()) {
            differences.add(what + " " + links);
        }
    }

    private static Set<String> without(Collection<String> links, Collection<String> others) {
        Set<String> rest = new TreeSet<>(links);
        rest.removeAll(Set.copyOf(others));
        return rest;
    }

    /** These facts, with the links of MathML's {@code a} among the others. */
    PageFacts withMathLinks() {
        List<String> all = new ArrayList<>(links);
        all.addAll(mathLinks);
        return new PageFacts(title, baseHref, all, Set.of());
    }

    /** Whether the children are not part of the page. */
    private static boolean isInert(@Nullable String namespace, String name, boolean shadowRoot) {
        return name.equals("template") && HTML.equals(namespace) && !shadowRoot;
    }

    /** The attributes of one element. */
    private interface Attributes {
        @Nullable String get(String name);
    }

    /** Takes elements in the order of the tree. */
    private static final class Facts {
        private final List<String> links = new ArrayList<>();
        private final Set<String> mathLinks = new HashSet<>();
        private @Nullable String title;
        private @Nullable String baseHref;

        void element(String namespace, String anyCaseName, Attributes attribute, Supplier<String> text) {
            String name = anyCaseName.toLowerCase(Locale.ROOT);
            switch (namespace) {
                case HTML -> html(name, attribute, text);
                case SVG -> svg(name, attribute);
                case MATH -> math(name, attribute);
                default -> {}
            }
        }

        private void svg(String name, Attributes attribute) {
            LinkKind kind = switch (name) {
                case "a" -> LinkKind.A;
                case "image" -> LinkKind.IMAGE;
                case "script" -> LinkKind.SCRIPT;
                case "use" -> LinkKind.USE;
                default -> null;
            };
            if (kind != null) {
                String href = attribute.get("href");
                link(kind, href == null ? attribute.get("xlink:href") : href);
            }
        }

        private void math(String name, Attributes attribute) {
            String href = attribute.get("href");
            if (name.equals("a") && href != null) {
                mathLinks.add(LinkKind.A + " " + href);
            }
        }

        private void html(String name, Attributes attribute, Supplier<String> text) {
            if (name.equals("title") && title == null) {
                title = text.get().replaceAll("[ \\t\\n\\f\\r]+", " ").replaceAll("^ | $", "");
            } else if (name.equals("base") && baseHref == null) {
                baseHref = attribute.get("href");
            } else if (name.equals("input")) {
                link(LinkKind.FORMACTION, attribute.get("formaction"));
            }
            for (LinkKind kind : LinkKind.values()) {
                if (kind.element().equals(name)
                        && !NOT_COMPARED.contains(kind)
                        && kind != LinkKind.IMAGE
                        && kind != LinkKind.USE) {
                    link(kind, attribute.get(kind.attribute()));
                }
            }
        }

        private void link(LinkKind kind, @Nullable String value) {
            if (value != null) {
                links.add(kind + " " + value);
            }
        }

        PageFacts toPageFacts() {
            return new PageFacts(title, baseHref, links, mathLinks);
        }
    }
}
