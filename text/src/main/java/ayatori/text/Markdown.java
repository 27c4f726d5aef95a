package ayatori.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Writes an element as Markdown: <a href="https://spec.commonmark.org/">CommonMark</a>, and tables as GitHub has them. */
final class Markdown {
    private static final int DEPTH_MAX = 100;
    private static final int CONTAINERS_MAX = 12;
    private static final int DIGITS_MAX = 6;
    private static final Set<String> TABLE = Set.of("td", "tr", "tbody", "table");
    /** The label that a footnote begins with where it is shown, and the numbers of the links back from it. */
    private static final Pattern NOTE_LABEL = Pattern.compile("(?:<sup>)?(?:\\\\\\[)?\\s*\\\\?([\\w*†‡§]{1,5}?)\\s*"
            + "(</sup>|\\\\?\\](?:</sup>)?|\\\\?\\.|\\s|$)\\s*(?:\\((?:\\d{1,3},\\s?)*\\d{1,3}\\)(?:\\s+|$))?");

    private final Set<Element> holdsBlocks;
    private final Set<Element> boxes;
    private final MarkdownTable tables;
    private final List<String> anchors = new ArrayList<>();
    private final PageLinks links;
    private int containers;
    /** Whether an admonition is being written. */
    private boolean inBox;

    private Markdown(Element root) {
        holdsBlocks = InlineElements.holdingBlocks(root);
        boxes = Admonition.in(root);
        links = PageLinks.of(root);
        tables = new MarkdownTable(root, holdsBlocks, links);
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
        MarkdownInline line = new MarkdownInline(links);
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
        if (depth > DEPTH_MAX) {
            addText(PlainText.of(element), blocks);
            return;
        }
        String tag = element.normalName();
        String note = links.footnotes().note(element);
        if (note != null) {
            List<String> inner = new ArrayList<>();
            container(element, inner, depth);
            note(note, inner, blocks);
            return;
        }
        if (inBox && element.hasClass(Admonition.TITLE)) {
            boxTitle(element, blocks);
            return;
        }
        switch (tag) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                String heading = MarkdownInline.line(element, links);
                if (!heading.isEmpty()) {
                    blocks.add("#".repeat(tag.charAt(1) - '0') + " " + MarkdownEscape.headingEnd(heading));
                    anchors.add(HeadingAnchor.of(element));
                }
            }
            case "pre" -> code(element, blocks);
            case "hr" -> blocks.add("* * *");
            case "ul", "ol", "menu" -> list(element, blocks, depth);
            case "dl" -> definitions(element, blocks, depth);
            case "blockquote" -> quote(element, blocks, depth);
            case "table" -> {
                if (tables.write(element, blocks)) {
                    for (Element row : tables.noteRows(element)) {
                        blocks(row, blocks, depth);
                    }
                } else {
                    blocks(element, blocks, depth);
                }
            }
            default -> {
                if (!inBox && boxes.contains(element)) {
                    inBox = true;
                    quote(element, blocks, depth);
                    inBox = false;
                } else {
                    blocks(element, blocks, depth);
                }
            }
        }
    }

    private void quote(Element element, List<String> blocks, int depth) {
        List<String> inner = new ArrayList<>();
        container(element, inner, depth);
        if (!inner.isEmpty()) {
            blocks.add(
                    MarkdownList.prefixed(String.join("\n\n", inner), containers < CONTAINERS_MAX ? "> " : "", "> "));
        }
    }

    /** The title of a box is no heading, since its section does not end where the box does. */
    private void boxTitle(Element title, List<String> blocks) {
        MarkdownInline line = new MarkdownInline(links);
        line.strong(title);
        line.endTo(blocks);
    }

    private void container(Element element, List<String> inner, int depth) {
        contain(element, inner, () -> blocks(element, inner, depth));
    }

    /** Writes an element within a container, whose prefix goes before each line; deep in containers its text alone. */
    private void contain(Element element, List<String> inner, Runnable write) {
        containers++;
        if (containers >= CONTAINERS_MAX) {
            addText(PlainText.of(element), inner);
        } else {
            write.run();
        }
        containers--;
    }

    private void addText(String text, List<String> blocks) {
        MarkdownInline line = new MarkdownInline(links);
        line.text(text);
        line.endTo(blocks);
    }

    private void list(Element list, List<String> blocks, int depth) {
        boolean ordered = list.normalName().equals("ol");
        MarkdownList items = new MarkdownList(ordered, number(list.attr("start"), 1));
        for (Element item : list.children()) {
            List<String> inner = new ArrayList<>();
            String note = links.footnotes().note(item);
            if (item.normalName().equals("li")) {
                container(item, inner, depth);
            } else {
                contain(item, inner, () -> block(item, inner, depth + 1));
            }
            if (note != null && item.normalName().equals("li")) {
                note(note, inner, blocks);
            } else if (isListTag(item)) {
                items.addToLast(inner);
            } else {
                items.add(inner);
            }
        }
        items.endTo(blocks);
    }

    private static boolean isListTag(Element element) {
        return element.normalName().equals("ul") || element.normalName().equals("ol");
    }

    /** A list of terms, each an item that holds its definitions. */
    private void definitions(Element list, List<String> blocks, int depth) {
        MarkdownList items = new MarkdownList(false, 1);
        definitions(list, items, blocks, depth);
        items.endTo(blocks, isTermList(list.previousElementSibling()));
    }

    /** References write each function as a list of one term. They are one list. */
    private static boolean isTermList(@Nullable Element before) {
        return before != null && before.normalName().equals("dl");
    }

    private void definitions(Element list, MarkdownList items, List<String> blocks, int depth) {
        String note = null;
        List<String> item = new ArrayList<>();
        boolean defined = false;
        for (Element part : list.children()) {
            String tag = part.normalName();
            if (tag.equals("div") && depth < DEPTH_MAX) {
                endTerm(note, item, items, blocks);
                note = null;
                definitions(part, items, blocks, depth + 1);
                continue;
            }
            if (!tag.equals("dd") && defined) {
                endTerm(note, item, items, blocks);
                note = null;
                defined = false;
            }
            if (tag.equals("dt") && part.hasClass(CleanCopy.SIGNATURE)) {
                String signature = MarkdownInline.code(part.text().strip());
                if (!signature.isEmpty()) {
                    item.add(signature);
                }
            } else {
                container(part, item, depth);
            }
            note = note == null ? links.footnotes().note(part) : note;
            defined |= tag.equals("dd");
        }
        endTerm(note, item, items, blocks);
    }

    private static void endTerm(@Nullable String note, List<String> item, MarkdownList items, List<String> blocks) {
        if (note == null) {
            items.add(item);
        } else {
            note(note, item, blocks);
        }
        item.clear();
    }

    /** Adds a footnote. Its own label, which its mark says, is left out. */
    private static void note(String label, List<String> inner, List<String> blocks) {
        List<String> note = new ArrayList<>(inner);
        if (!note.isEmpty()) {
            Matcher own = NOTE_LABEL.matcher(note.getFirst());
            if (own.lookingAt() && isOwn(own.group(1), own.group(2), label)) {
                note.set(0, note.getFirst().substring(own.end()));
            }
            note.removeIf(String::isEmpty);
        }
        if (!note.isEmpty()) {
            note.set(0, MarkdownEscape.noDestination(note.getFirst()));
            blocks.add(MarkdownList.prefixed(String.join("\n\n", note), "[^" + label + "]: ", "    "));
        }
    }

    /** Whether a word is the note's label: a letter only with a bracket or a full stop, since it may be a word. */
    private static boolean isOwn(String word, String after, String label) {
        boolean sign = !Character.isLetterOrDigit(word.charAt(0));
        boolean marked = sign || Character.isDigit(word.charAt(0)) || !after.isBlank();
        return marked && Footnotes.isLabel(label, word);
    }

    /** A number of at most six digits in an attribute; another one if it is none. */
    static int number(String digits, int other) {
        boolean isNumber = !digits.isEmpty() && digits.length() <= DIGITS_MAX;
        for (int at = 0; at < digits.length() && isNumber; at++) {
            isNumber = digits.charAt(at) >= '0' && digits.charAt(at) <= '9';
        }
        return isNumber ? Integer.parseInt(digits) : other;
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
        Element code = pre.childrenSize() > 0 ? pre.child(0) : pre;
        String language = CodeLanguage.of(pre);
        if (language.isEmpty()) {
            language = CodeLanguage.of(code);
        }
        Element up = pre.parent();
        for (int level = 0; level < 2 && up != null && language.isEmpty(); up = up.parent()) {
            // Code beside its line numbers is a cell.
            if (!TABLE.contains(up.normalName())) {
                language = CodeLanguage.of(up);
                level++;
            }
        }
        return language;
    }
}
