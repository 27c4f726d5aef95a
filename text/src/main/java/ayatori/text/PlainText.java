package ayatori.text;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The text of an element: blocks separated by blank lines, rows and items by line ends, white space as a browser shows it. */
final class PlainText {
    private final StringBuilder out = new StringBuilder();
    private int breaks;
    private boolean space;
    private int preformatted;

    private PlainText() {}

    static String of(Element root) {
        PlainText text = new PlainText();
        Node node = root;
        while (true) {
            if (node instanceof Element element) {
                text.enter(element.normalName());
            } else if (node instanceof TextNode words) {
                text.add(words.getWholeText());
            }
            if (node.childNodeSize() > 0) {
                node = node.childNode(0);
                continue;
            }
            while (true) {
                if (node instanceof Element element) {
                    text.leave(element.normalName());
                }
                Node next = node == root ? null : node.nextSibling();
                if (next != null) {
                    node = next;
                    break;
                }
                Node parent = node == root ? null : node.parentNode();
                if (parent == null) {
                    return text.out.toString();
                }
                node = parent;
            }
        }
    }

    private void enter(String tag) {
        if (tag.equals("pre")) {
            preformatted++;
        }
        edge(tag);
    }

    private void leave(String tag) {
        if (tag.equals("pre")) {
            preformatted--;
        }
        edge(tag);
    }

    private void edge(String tag) {
        switch (tag) {
            case "td", "th" -> space = true;
            case "br", "li", "tr", "dt", "dd", "option" -> breaks = Math.max(breaks, 1);
            default -> {
                if (!Tags.isInline(tag)) {
                    breaks = 2;
                }
            }
        }
    }

    private void add(String words) {
        for (int at = 0; at < words.length(); at++) {
            char letter = words.charAt(at);
            boolean white = letter == ' '
                    || letter == '\n'
                    || letter == '\t'
                    || letter == '\r'
                    || letter == '\f'
                    || letter == '\u00a0';
            if (white && (preformatted == 0 || out.isEmpty() || (breaks > 0 && letter == '\n'))) {
                space = true;
                continue;
            }
            if (!out.isEmpty()) {
                if (breaks > 0) {
                    out.append(breaks == 2 ? "\n\n" : "\n");
                } else if (space) {
                    out.append(' ');
                }
            }
            breaks = 0;
            space = false;
            out.append(letter);
        }
    }
}
