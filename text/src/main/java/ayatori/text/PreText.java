package ayatori.text;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The text of preformatted code, line by line as the page has it. */
final class PreText {
    private PreText() {}

    static String of(Element pre) {
        StringBuilder out = new StringBuilder();
        pre.traverse((Node node, int depth) -> {
            if (node instanceof TextNode text) {
                out.append(text.getWholeText());
            } else if (node instanceof Element element && element.normalName().equals("br")) {
                out.append('\n');
            }
        });
        String code = out.toString().replace("\r\n", "\n").replace('\r', '\n').stripTrailing();
        return code.startsWith("\n") ? code.substring(1) : code;
    }
}
