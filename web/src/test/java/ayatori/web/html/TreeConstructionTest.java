package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The pages of html5lib's tree construction tests have the links and the title of the expected tree. Links are compared as
 * sets, since a tree may hold copies of a misnested link, or hold it elsewhere.
 */
final class TreeConstructionTest {
    private static final Pattern ELEMENT = Pattern.compile("<(?:(svg|math) )?([^ >]+)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(xlink )?([^ =]+)=\"(.*)\"", Pattern.DOTALL);

    private static final String NOTHING = "title null, base null, links []";

    private final Conformance tally = Conformance.of(getClass(), "html/html5lib/tree-construction, links and titles");
    private int withSomething;

    @Test
    void linksAndTitleAreThoseOfTheTree() throws IOException {
        try (Stream<Path> files = Files.walk(Suites.path("html/html5lib/tree-construction"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".dat"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file);
                for (String test : text.split("(?:^|\n)#data\n", -1)) {
                    if (test.contains("\n#document-fragment\n")) {
                        tally.except("fragments, which have no page around them");
                    } else if (!test.isEmpty()) {
                        run(file, test);
                    }
                }
            }
        }
        assertThat(withSomething).isPositive();
        tally.report();
    }

    private void run(Path file, String test) {
        String data = test.substring(0, test.indexOf("\n#errors"));
        Tree tree = new Tree();
        tree.read(test.substring(test.indexOf("#document\n") + "#document\n".length()));
        boolean scripting = test.contains("\n#script-on\n");
        PageScanner scanner = new PageScanner(PageScanner.Options.DEFAULTS.withScripting(scripting));
        byte[] page = data.getBytes(StandardCharsets.UTF_8);
        scanner.scan(page, 0, page.length);
        Set<String> links = new TreeSet<>();
        for (int i = 0; i < scanner.linkCount(); i++) {
            LinkKind kind = scanner.linkKind(i);
            if (kind != LinkKind.META_REFRESH && kind != LinkKind.SRCSET) {
                links.add(kind.element() + " " + kind.attribute() + " " + scanner.link(i));
            }
        }
        String actual = "title " + scanner.title() + ", base " + scanner.baseHref() + ", links " + links;
        String expected = "title " + tree.title + ", base " + tree.baseHref + ", links " + tree.links;
        if (!expected.equals(NOTHING)) {
            withSomething++;
        }
        tally.check(file.getFileName() + ": " + data, expected, actual);
    }

    /** A tree as the tests print it, with its links, title and base. */
    private static final class Tree {
        final Set<String> links = new TreeSet<>();

        @Nullable String title;

        @Nullable String baseHref;

        private int templateDepth = Integer.MAX_VALUE;
        private @Nullable String namespace;
        private String element = "";
        private int elementDepth;

        void read(String dump) {
            // Text may hold line breaks; its further lines have no bar.
            for (String node : dump.split("(?:^|\n)\\| ", -1)) {
                int depth = 0;
                while (node.startsWith("  ", depth * 2)) {
                    depth++;
                }
                node(node.substring(depth * 2).stripTrailing(), depth);
            }
        }

        private void node(String node, int depth) {
            if (depth <= templateDepth) {
                templateDepth = Integer.MAX_VALUE;
            } else if (templateDepth != Integer.MAX_VALUE) {
                return;
            }
            Matcher tag = ELEMENT.matcher(node);
            if (tag.matches()) {
                namespace = tag.group(1);
                element = tag.group(2);
                elementDepth = depth;
                if (element.equals("title") && namespace == null && title == null) {
                    title = "";
                }
            } else if (node.equals("content") && element.equals("template")) {
                templateDepth = depth - 1;
            } else if (node.startsWith("\"")) {
                text(node, depth);
            } else {
                Matcher attribute = ATTRIBUTE.matcher(node);
                if (attribute.matches() && depth == elementDepth + 1) {
                    attribute(attribute.group(2), attribute.group(3));
                }
            }
        }

        private void text(String node, int depth) {
            if ("".equals(title) && element.equals("title") && namespace == null && depth == elementDepth + 1) {
                title = node.substring(1, node.length() - 1)
                        .replaceAll("[ \\t\\n\\f\\r]+", " ")
                        .strip();
            }
        }

        private void attribute(String name, String value) {
            if (element.equals("base") && name.equals("href") && namespace == null && baseHref == null) {
                baseHref = value;
            }
            for (LinkKind kind : LinkKind.values()) {
                boolean svg = kind == LinkKind.IMAGE || kind == LinkKind.USE;
                boolean either = kind == LinkKind.A;
                if (kind.element().equals(element)
                        && kind.attribute().equals(name)
                        && kind != LinkKind.META_REFRESH
                        && kind != LinkKind.SRCSET
                        && (either || svg == (namespace != null))) {
                    links.add(element + " " + name + " " + value);
                }
            }
        }
    }
}
