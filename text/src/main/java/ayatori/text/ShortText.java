package ayatori.text;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jspecify.annotations.Nullable;

/** Reads the text of an element that should be short, and gives up early where it is not: headings and labels are nested by hostile pages. */
final class ShortText implements NodeFilter {
    /** How many nodes, and characters with white space, are looked at. */
    private static final int LOOKED_AT_MAX = 4_000;

    private final StringBuilder text = new StringBuilder();
    private final int max;
    private int lookedAt;
    private boolean space;

    private ShortText(int max) {
        this.max = max;
    }

    /** The text in one line; null if it is longer than a number of characters, or its markup is very long. */
    static @Nullable String of(Element element, int max) {
        var reading = new ShortText(max);
        return NodeTraversor.filter(reading, element) == FilterResult.STOP ? null : reading.text.toString();
    }

    @Override
    public FilterResult head(Node node, int depth) {
        lookedAt++;
        if (node instanceof TextNode words) {
            return add(words.getWholeText());
        }
        edge(node);
        return lookedAt > LOOKED_AT_MAX ? FilterResult.STOP : FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        edge(node);
        return FilterResult.CONTINUE;
    }

    private void edge(Node node) {
        if (node instanceof Element element) {
            String tag = element.normalName();
            space |= tag.equals("br") || !Tags.isInline(tag);
        }
    }

    private FilterResult add(String words) {
        lookedAt += words.length();
        if (lookedAt > LOOKED_AT_MAX) {
            return FilterResult.STOP;
        }
        for (int at = 0; at < words.length(); at++) {
            char letter = words.charAt(at);
            if (letter <= ' ' || letter == '\u00a0') {
                space = true;
                continue;
            }
            if (space && !text.isEmpty()) {
                text.append(' ');
            }
            space = false;
            text.append(letter);
        }
        return text.length() > max ? FilterResult.STOP : FilterResult.CONTINUE;
    }
}
