package ayatori.text;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Takes the text that an article states in its JSON-LD for search engines where its HTML does not hold it: scripts would have shown it. */
final class Stated {
    private static final int LENGTH_MIN = 80;
    private static final double SHOWN_MAX = 0.5;
    private static final int LENGTH_MAX = 200_000;

    private Stated() {}

    /** Replaces the content by the stated text, which may be HTML, if most of that is not shown. */
    static void complete(Element content, String html) {
        if (html.length() < LENGTH_MIN || html.length() > LENGTH_MAX) {
            return;
        }
        String stated = Jsoup.parseBodyFragment(html).wholeText().strip();
        if (PageTree.letters(PlainText.of(content)) > SHOWN_MAX * PageTree.letters(stated)) {
            return;
        }
        content.empty();
        Element added = new Element("div");
        for (String line : stated.split("\\n+", -1)) {
            if (!line.isBlank()) {
                added.appendElement("p").appendText(line.strip());
            }
        }
        content.appendChild(added);
    }
}
