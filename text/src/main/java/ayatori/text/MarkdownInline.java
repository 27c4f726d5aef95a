package ayatori.text;

import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** One paragraph's line of Markdown: text escaped, emphasis, code, links and images. */
final class MarkdownInline {
    private static final int DEPTH_MAX = 100;

    private final PageLinks links;
    private final StringBuilder out = new StringBuilder();
    private boolean space;
    /** Whether the blocks of a table's cell are separated by line breaks, and whether one is due. */
    private boolean inCell;

    private boolean lineBreak;
    /** Whether white space came before the first character. */
    private boolean spaceBefore;

    private boolean inHeading;
    private boolean inLink;
    private boolean inEmphasis;
    private boolean inRaised;

    MarkdownInline(PageLinks links) {
        this.links = links;
    }

    /** The content of a heading or a caption as one line, without its line breaks and its links within the page, which lead to itself. */
    static String line(Element element, PageLinks links) {
        MarkdownInline line = new MarkdownInline(links);
        line.inHeading = true;
        line.children(element, 0);
        return line.end().replace("\\\n", " ");
    }

    /** The content of a table's cell as one line, in which {@code <br>} separates its blocks. */
    static String cell(Element cell, PageLinks links) {
        MarkdownInline line = new MarkdownInline(links);
        line.inCell = true;
        line.children(cell, 0);
        return line.end().replace("|", "\\|");
    }

    /** Text as code, or nothing for none. */
    static String code(String text) {
        if (text.isEmpty()) {
            return "";
        }
        int longest = 0;
        int run = 0;
        for (int at = 0; at < text.length(); at++) {
            run = text.charAt(at) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        String pad = longest > 0 ? " " : "";
        return fence + pad + text + pad + fence;
    }

    /** Ends the paragraph: adds it if it holds anything, and begins the next. */
    void endTo(List<String> blocks) {
        String paragraph = end();
        if (!paragraph.isEmpty()) {
            blocks.add(MarkdownEscape.lineStarts(paragraph));
        }
    }

    private String end() {
        String paragraph = out.toString();
        while (paragraph.endsWith("\\\n")) {
            paragraph = paragraph.substring(0, paragraph.length() - 2);
        }
        out.setLength(0);
        space = false;
        lineBreak = false;
        return paragraph;
    }

    void text(String words) {
        for (int at = 0; at < words.length(); at++) {
            char letter = words.charAt(at);
            if (letter <= ' ' || letter == '\u00a0' || letter == '\u2028' || letter == '\u2029') {
                space = true;
                continue;
            }
            flushSpace();
            MarkdownEscape.append(words, at, out);
        }
    }

    private void flushSpace() {
        if (lineBreak && !out.isEmpty()) {
            out.append("<br>");
        } else if (space && out.isEmpty()) {
            spaceBefore = true;
        } else if (space && out.charAt(out.length() - 1) != '\n') {
            out.append(' ');
        }
        space = false;
        lineBreak = false;
    }

    void element(Element element) {
        element(element, 0);
    }

    /** The content of an element, emphasised strongly. */
    void strong(Element element) {
        emphasis(element, "**", 0);
    }

    private void children(Element parent, int depth) {
        if (depth > DEPTH_MAX) {
            text(PlainText.of(parent));
            return;
        }
        for (Node node = parent.childNodeSize() == 0 ? null : parent.childNode(0);
                node != null;
                node = node.nextSibling()) {
            if (node instanceof TextNode text) {
                text(text.getWholeText());
            } else if (node instanceof Element element) {
                element(element, depth + 1);
            }
        }
    }

    private void element(Element element, int depth) {
        switch (element.normalName()) {
            case "br" -> {
                if (inCell) {
                    lineBreak = true;
                } else if (!out.isEmpty()
                        && !inLink
                        && !inEmphasis
                        && !inRaised
                        && out.charAt(out.length() - 1) != '\n') {
                    out.append("\\\n");
                    space = false;
                } else {
                    space = true;
                }
            }
            case "img" -> image(element);
            case "code", "kbd", "samp", "tt" -> code(element);
            case "strong", "b" -> emphasis(element, "**", depth);
            case "em", "i", "cite", "var", "dfn" -> emphasis(element, "*", depth);
            case "a" -> link(element, depth);
            case "sup", "sub" -> raised(element, depth);
            default -> {
                boolean block = !Tags.isInline(element.normalName());
                space |= block;
                lineBreak |= block && inCell;
                children(element, depth);
                space |= block;
                lineBreak |= block && inCell;
            }
        }
    }

    private void code(Element element) {
        String text = element.wholeText();
        String code = element.text().strip();
        space |= code.isEmpty() || Character.isWhitespace(text.charAt(0));
        if (code.isEmpty()) {
            return;
        }
        flushSpace();
        if (!out.isEmpty() && out.charAt(out.length() - 1) == '`') {
            out.append(' ');
        }
        String url = linkOfAll(element);
        if (url != null) {
            linkTo(url, code(code));
        } else {
            out.append(code(code));
        }
        space = Character.isWhitespace(text.charAt(text.length() - 1));
    }

    /** Where code leads that is a link as a whole; null otherwise. In code, a link would be text. */
    private @Nullable String linkOfAll(Element code) {
        if (code.childNodeSize() != 1 || !(code.childNode(0) instanceof Element link)) {
            return null;
        }
        return link.normalName().equals("a") ? destination(link) : null;
    }

    /** Raised or lowered text, where its letters would be read together with those before it: a power, an index. */
    private void raised(Element element, int depth) {
        if (inRaised || links.footnotes().isMark(element)) {
            children(element, depth);
            return;
        }
        MarkdownInline raised = nested();
        raised.inRaised = true;
        Inner inner = read(raised, element, depth);
        if (inner == null) {
            return;
        }
        String tag = element.normalName();
        boolean marked = isAlone(inner.text);
        out.append(marked ? "<" + tag + ">" : "").append(inner.text).append(marked ? "</" + tag + ">" : "");
        space = inner.spaceAfter;
    }

    /** Whether a raised text stands for itself: a number or a variable, not the end of a word such as "th". */
    private static boolean isAlone(String text) {
        return text.chars().anyMatch(Character::isDigit)
                || text.chars().filter(Character::isLetter).count() == 1;
    }

    private void image(Element image) {
        String alt = image.attr("alt").strip();
        String source = image.attr("src");
        if (alt.isEmpty() || !MarkdownEscape.isLink(source)) {
            return;
        }
        flushSpace();
        out.append("![");
        MarkdownEscape.appendAll(alt, out);
        out.append("](").append(MarkdownEscape.url(source)).append(')');
    }

    private void link(Element link, int depth) {
        String note = links.footnotes().reference(link);
        if (note != null && !inLink) {
            space = false;
            flushSpace();
            out.append("[^").append(note).append(']');
            return;
        }
        if (links.footnotes().isMark(link) || links.footnotes().isReturn(link)) {
            text(link.wholeText());
            return;
        }
        String url = destination(link);
        if (url == null) {
            children(link, depth);
            return;
        }
        MarkdownInline linked = nested();
        linked.inLink = true;
        Inner inner = read(linked, link, depth);
        if (inner == null) {
            return;
        }
        linkTo(url, inner.text);
        space = inner.spaceAfter;
    }

    private @Nullable String destination(Element link) {
        return inLink || (inHeading && link.attr("href").startsWith("#")) ? null : links.destination(link);
    }

    private void linkTo(String url, String text) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) == '!') {
            out.insert(out.length() - 1, '\\');
        }
        out.append('[')
                .append(text)
                .append("](")
                .append(MarkdownEscape.url(url))
                .append(')');
    }

    /** An empty line for what an element in this one holds. */
    private MarkdownInline nested() {
        var inner = new MarkdownInline(links);
        inner.inHeading = inHeading;
        inner.inLink = inLink;
        inner.inEmphasis = inEmphasis;
        inner.inRaised = inRaised;
        return inner;
    }

    /**
     * What a link, an emphasis or a raised element holds.
     *
     * @param text without the white space around it
     * @param spaceAfter whether white space follows
     */
    private record Inner(String text, boolean spaceAfter) {}

    /** Reads what an element holds into a nested line, and writes the space before it; null if it holds no text. */
    private @Nullable Inner read(MarkdownInline inner, Element element, int depth) {
        inner.children(element, depth);
        boolean spaceAfter = inner.space;
        String text = inner.end();
        space |= inner.spaceBefore;
        if (text.isEmpty()) {
            space |= spaceAfter;
            return null;
        }
        flushSpace();
        return new Inner(text, spaceAfter);
    }

    /** Emphasis, where its marks would be read as such; else the text alone. */
    private void emphasis(Element element, String mark, int depth) {
        if (inEmphasis) {
            children(element, depth);
            return;
        }
        MarkdownInline emphasised = nested();
        emphasised.inEmphasis = true;
        Inner inner = read(emphasised, element, depth);
        if (inner == null) {
            return;
        }
        String text = inner.text;
        boolean spaceAfter = inner.spaceAfter;
        boolean open = Character.isLetterOrDigit(text.codePointAt(0))
                || out.isEmpty()
                || Character.isWhitespace(out.charAt(out.length() - 1));
        boolean close = Character.isLetterOrDigit(text.codePointBefore(text.length()))
                || spaceAfter
                || isFollowedByGap(element);
        boolean joined =
                !out.isEmpty() && (out.charAt(out.length() - 1) == '*' || out.charAt(out.length() - 1) == '\\');
        String marks = open && close && !joined ? mark : "";
        out.append(marks).append(text).append(marks);
        space = spaceAfter;
    }

    private static boolean isFollowedByGap(Element element) {
        Node next = element.nextSibling();
        if (next instanceof TextNode text) {
            String words = text.getWholeText();
            return words.isEmpty() || Character.isWhitespace(words.charAt(0));
        }
        Element parent = element.parent();
        return next == null && parent != null && !Tags.isInline(parent.normalName());
    }
}
