package ayatori.export.content;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Parses Markdown into blocks. Not safe for use by several threads. */
final class MarkdownBlocks {
    private final Parser parser = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();
    /**
     * The blocks of a page.
     *
     * @param blocks the blocks in page order
     * @param headings for each block that is a heading, and for none other, its text and anchor
     */
    record Parsed(List<Block> blocks, List<HeadingText> headings) {}

    /**
     * A heading at the top level.
     *
     * @param text its text, without marks
     * @param anchor what a link to it ends in after the {@code #}; the empty string if there is nothing
     */
    record HeadingText(String text, String anchor) {}

    /**
     * Parses Markdown.
     *
     * @param anchors for each of its headings, those in quotations and lists too, its anchor; ignored if it has another number of
     *     headings
     */
    Parsed parse(String markdown, List<String> anchors) {
        List<String> lines = markdown.lines().toList();
        Node document = parser.parse(markdown);
        List<Heading> all = headings(document);
        List<Block> blocks = new ArrayList<>();
        List<HeadingText> headings = new ArrayList<>();
        boolean hasAnchors = anchors.size() == all.size();
        int next = 0;
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof HtmlBlock) {
                continue; // a comment that parts two lists
            }
            blocks.add(block(node, lines));
            if (node instanceof Heading heading) {
                while (all.get(next) != heading) {
                    next++; // one within a quotation or a list
                }
                String anchor = hasAnchors ? anchors.get(next) : "";
                headings.add(new HeadingText(withoutMark(text(heading)), anchor));
            }
        }
        return new Parsed(blocks, headings);
    }

    /** A heading without the mark of its permalink, as Sphinx and others write it. */
    private static String withoutMark(String heading) {
        return heading.endsWith("¶")
                ? heading.substring(0, heading.length() - 1).strip()
                : heading;
    }

    /** The text of some Markdown on one line, without marks. */
    static String plain(String markdown) {
        return text(new MarkdownBlocks().parser.parse(markdown));
    }

    private static String text(Node node) {
        var text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text words) {
                text.append(words.getLiteral());
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak end) {
                text.append(' ');
            }

            @Override
            public void visit(HardLineBreak end) {
                text.append(' ');
            }

            @Override
            public void visit(Paragraph paragraph) {
                text.append(text.isEmpty() ? "" : " ");
                visitChildren(paragraph);
            }
        });
        return text.toString().strip();
    }

    private static List<Heading> headings(Node document) {
        List<Heading> headings = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                headings.add(heading);
            }
        });
        return headings;
    }

    private static Block block(Node node, List<String> lines) {
        String source = source(node, lines);
        return switch (node) {
            case Heading _ -> new Block(Block.Kind.HEADING, source, List.of());
            case TableBlock _ -> new Block(Block.Kind.TABLE, source, List.of());
            case FencedCodeBlock _ -> new Block(Block.Kind.CODE, source, List.of());
            case ListBlock list -> {
                List<String> items = new ArrayList<>();
                for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
                    items.add(source(item, lines));
                }
                yield new Block(Block.Kind.LIST, source, items);
            }
            default -> new Block(Block.Kind.TEXT, source, List.of());
        };
    }

    /** The lines from a block's first to its last. */
    private static String source(Node node, List<String> lines) {
        List<SourceSpan> spans = node.getSourceSpans();
        if (spans.isEmpty()) {
            return "";
        }
        int first = spans.getFirst().getLineIndex();
        int last = spans.getLast().getLineIndex();
        return String.join("\n", lines.subList(first, last + 1)).stripTrailing();
    }
}
