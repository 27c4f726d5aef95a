package ayatori.text;

import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** One paragraph's line of Markdown: text escaped, emphasis, code, links and images. */
final class MarkdownInline {
    private static final int DEPTH_MAX = 100;

    private final Footnotes footnotes;
    private final StringBuilder out = new StringBuilder();
    private boolean space;
    /** Whether the blocks of a table's cell are separated by line breaks, and whether one is due. */
    private boolean inCell;

    private boolean lineBreak;
    /** Whether white space came before the first character. */
    private boolean spaceBefore;

    private boolean inLink;
    private boolean inEmphasis;

    MarkdownInline(Footnotes footnotes) {
        this.footnotes = footnotes;
    }

    /** The content of an element as one line, without its line breaks. */
    static String line(Element element, Footnotes footnotes) {
        MarkdownInline line = new MarkdownInline(footnotes);
        line.children(element, 0);
        return line.end().replace("\\\n", " ");
    }

    /** The content of a table's cell as one line, in which {@code <br>} separates its blocks. */
    static String cell(Element cell, Footnotes footnotes) {
        MarkdownInline line = new MarkdownInline(footnotes);
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
                } else if (!out.isEmpty() && !inLink && !inEmphasis && out.charAt(out.length() - 1) != '\n') {
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
        out.append(code(code));
        space = Character.isWhitespace(text.charAt(text.length() - 1));
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
        String url = link.attr("href");
        String note = footnotes.reference(link);
        if (note != null && !inLink) {
            space = false;
            flushSpace();
            out.append("[^").append(note).append(']');
            return;
        }
        if (inLink || !MarkdownEscape.isLink(url)) {
            children(link, depth);
            return;
        }
        Inner inner = inner(link, depth, true);
        if (inner == null) {
            return;
        }
        if (!out.isEmpty() && out.charAt(out.length() - 1) == '!') {
            out.insert(out.length() - 1, '\\');
        }
        out.append('[')
                .append(inner.text)
                .append("](")
                .append(MarkdownEscape.url(url))
                .append(')');
        space = inner.spaceAfter;
    }

    /**
     * What a link or an emphasis holds.
     *
     * @param text without the white space around it
     * @param spaceAfter whether white space follows
     */
    private record Inner(String text, boolean spaceAfter) {}

    /** Reads what a link, or else an emphasis, holds, and writes the space before it; null if it holds no text. */
    private @Nullable Inner inner(Element element, int depth, boolean isLink) {
        var inner = new MarkdownInline(footnotes);
        inner.inLink = inLink || isLink;
        inner.inEmphasis = inEmphasis || !isLink;
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
        Inner inner = inner(element, depth, false);
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
