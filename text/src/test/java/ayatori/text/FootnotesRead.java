package ayatori.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * The footnotes in Markdown as a parser leaves them that knows none: a mark is text, and a note is a paragraph that begins with one.
 *
 * @param references the labels of all references, in order
 * @param notes the first paragraph of each note, by its label
 */
record FootnotesRead(List<String> references, Map<String, String> notes) {
    private static final Pattern MARK = Pattern.compile("\\[\\^([\\w-]+)\\](: )?");
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    static FootnotesRead of(String markdown) {
        List<String> references = new ArrayList<>();
        Map<String, String> notes = new HashMap<>();
        PARSER.parse(markdown).accept(new AbstractVisitor() {
            @Override
            public void visit(Paragraph paragraph) {
                String text = TEXT.render(paragraph);
                Matcher mark = MARK.matcher(text);
                if (mark.lookingAt() && mark.group(2) != null) {
                    notes.put(
                            mark.group(1),
                            text.substring(mark.end()).replace("<!-- -->", "").strip());
                }
                visitChildren(paragraph);
            }

            @Override
            public void visit(Text text) {
                Matcher mark = MARK.matcher(literal(text));
                while (mark.find()) {
                    boolean isNote = mark.start() == 0 && text.getPrevious() == null && mark.group(2) != null;
                    if (!isNote) {
                        references.add(mark.group(1));
                    }
                }
            }
        });
        return new FootnotesRead(references, notes);
    }

    /** The text of a node and of those after it: a parser ends a text at a bracket. */
    private static String literal(Text first) {
        if (first.getPrevious() instanceof Text) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (Node node = first; node instanceof Text one; node = node.getNext()) {
            text.append(one.getLiteral());
        }
        return text.toString();
    }
}
