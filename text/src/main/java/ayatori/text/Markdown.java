package ayatori.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Writes an element as Markdown: <a href="https://spec.commonmark.org/">CommonMark</a>, and tables as GitHub has them. */
final class Markdown {
    private static final int DEPTH_MAX = 100;
    private static final int CONTAINERS_MAX = 12;

    private final Set<Element> holdsBlocks;
    private final MarkdownTable tables;
    private final List<String> anchors = new ArrayList<>();
    private int containers;

    private Markdown(Element root) {
        holdsBlocks = InlineElements.holdingBlocks(root);
        tables = new MarkdownTable(holdsBlocks);
    }

    /**
     * An element as Markdown.
     *
     * @param text the Markdown
     * @param anchors for each heading in it, in its order, its anchor, or the empty string
     */
    record Written(String text, List<String> anchors) {}

    static String of(Element root) {
        return write(root).text();
    }

    static Written write(Element root) {
        List<String> blocks = new ArrayList<>();
        var markdown = new Markdown(root);
        markdown.blocks(root, blocks, 0);
        return new Written(String.join("\n\n", blocks), List.copyOf(markdown.anchors));
    }

    /** Adds the blocks of an element's children. */
    private void blocks(Element parent, List<String> blocks, int depth) {
        if (depth > DEPTH_MAX) {
            addText(PlainText.of(parent), blocks);
            return;
        }
        MarkdownInline line = new MarkdownInline();
        for (Node node = parent.childNodeSize() == 0 ? null : parent.childNode(0);
                node != null;
                node = node.nextSibling()) {
            if (node instanceof TextNode text) {
                line.text(text.getWholeText());
            } else if (node instanceof Element element) {
                if (Tags.isInline(element.normalName()) && !holdsBlocks.contains(element)) {
                    line.element(element);
                } else {
                    line.endTo(blocks);
                    block(element, blocks, depth + 1);
                }
            }
        }
        line.endTo(blocks);
    }

    private void block(Element element, List<String> blocks, int depth) {
        String tag = element.normalName();
        switch (tag) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                String heading = MarkdownInline.line(element);
                if (!heading.isEmpty()) {
                    blocks.add("#".repeat(tag.charAt(1) - '0') + " " + heading);
                    anchors.add(HeadingAnchor.of(element));
                }
            }
            case "pre" -> code(element, blocks);
            case "hr" -> blocks.add("* * *");
            case "ul", "ol", "menu" -> list(element, blocks, depth);
            case "blockquote" -> {
                List<String> inner = new ArrayList<>();
                container(element, inner, depth);
                if (!inner.isEmpty()) {
                    blocks.add(prefixed(String.join("\n\n", inner), containers < CONTAINERS_MAX ? "> " : "", "> "));
                }
            }
            case "table" -> {
                if (!tables.write(element, blocks)) {
                    blocks(element, blocks, depth);
                }
            }
            default -> blocks(element, blocks, depth);
        }
    }

    private void container(Element element, List<String> inner, int depth) {
        containers++;
        if (containers >= CONTAINERS_MAX) {
            addText(PlainText.of(element), inner);
        } else {
            blocks(element, inner, depth);
        }
        containers--;
    }

    private static void addText(String text, List<String> blocks) {
        MarkdownInline line = new MarkdownInline();
        line.text(text);
        line.endTo(blocks);
    }

    private void list(Element list, List<String> blocks, int depth) {
        boolean ordered = list.normalName().equals("ol");
        int number = number(list.attr("start"));
        List<String> items = new ArrayList<>();
        boolean tight = true;
        for (Element item : list.children()) {
            List<String> inner = new ArrayList<>();
            if (item.normalName().equals("li")) {
                container(item, inner, depth);
            } else {
                block(item, inner, depth + 1);
            }
            if (inner.isEmpty()) {
                continue;
            }
            String marker = ordered ? number++ + ". " : "- ";
            boolean sublist = inner.size() == 2 && isList(inner.get(1)) && !isList(inner.get(0));
            tight &= inner.size() == 1 || sublist;
            String text = sublist ? inner.get(0) + "\n" + inner.get(1) : String.join("\n\n", inner);
            items.add(prefixed(text, marker, " ".repeat(marker.length())));
        }
        if (!items.isEmpty()) {
            if (!blocks.isEmpty() && isList(blocks.getLast())) {
                blocks.add("<!-- -->");
            }
            blocks.add(String.join(tight ? "\n" : "\n\n", items));
        }
    }

    private static boolean isList(String block) {
        int digits = 0;
        while (digits < block.length() && Character.isDigit(block.charAt(digits))) {
            digits++;
        }
        return block.startsWith("- ") || (digits > 0 && block.startsWith(". ", digits));
    }

    private static int number(String start) {
        return start.matches("\\d{1,6}") ? Integer.parseInt(start) : 1;
    }

    private static String prefixed(String text, String first, String others) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(first);
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            out.append(letter);
            if (letter == '\n' && at + 1 < text.length()) {
                boolean blank = text.charAt(at + 1) == '\n';
                out.append(blank ? others.stripTrailing() : others);
            }
        }
        return out.toString();
    }

    private static void code(Element pre, List<String> blocks) {
        String code = PreText.of(pre);
        if (code.isBlank()) {
            return;
        }
        int longest = 2;
        int run = 0;
        for (int at = 0; at < code.length(); at++) {
            run = code.charAt(at) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        blocks.add(fence + language(pre) + "\n" + code + "\n" + fence);
    }

    private static String language(Element pre) {
        String own = CodeLanguage.of(pre.className());
        Element code = pre.childrenSize() > 0 ? pre.child(0) : pre;
        String inner = CodeLanguage.of(code.className());
        Element parent = pre.parent();
        Element grand = parent == null ? null : parent.parent();
        String outer = parent == null ? "" : CodeLanguage.of(parent.className());
        String outermost = grand == null ? "" : CodeLanguage.of(grand.className());
        return !own.isEmpty() ? own : !inner.isEmpty() ? inner : !outer.isEmpty() ? outer : outermost;
    }
}
