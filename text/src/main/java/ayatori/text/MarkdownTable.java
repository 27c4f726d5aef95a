package ayatori.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Writes tables of data. A table that lays out a page, with blocks in its cells, is read as blocks instead. */
final class MarkdownTable {
    private static final int COLUMNS_MAX = 60;
    private static final Set<String> LAYOUT =
            Set.of("table", "ul", "ol", "dl", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr");

    private final Set<Element> holdsBlocks;

    MarkdownTable(Set<Element> holdsBlocks) {
        this.holdsBlocks = holdsBlocks;
    }

    /** Adds the table, and its caption before it; false if it is no table of data. */
    boolean write(Element table, List<String> blocks) {
        List<List<String>> rows = new ArrayList<>();
        String caption = "";
        int columns = 0;
        for (Element part : table.children()) {
            String tag = part.normalName();
            if (tag.equals("caption")) {
                caption = MarkdownInline.line(part);
            }
            List<Element> candidates = tag.equals("tr") ? List.of(part) : part.children();
            for (Element row : candidates) {
                if (!row.normalName().equals("tr")) {
                    continue;
                }
                List<String> cells = new ArrayList<>();
                for (Element cell : row.children()) {
                    if (isLayout(cell)) {
                        return false;
                    }
                    cells.add(MarkdownInline.line(cell).replace("|", "\\|"));
                }
                if (!cells.isEmpty()) {
                    rows.add(cells);
                    columns = Math.max(columns, cells.size());
                }
            }
        }
        if (columns < 2 || columns > COLUMNS_MAX) {
            return false;
        }
        if (!caption.isEmpty()) {
            blocks.add(caption);
        }
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < rows.size(); at++) {
            List<String> cells = rows.get(at);
            out.append(at == 0 ? "|" : "\n|");
            for (int column = 0; column < columns; column++) {
                out.append(' ')
                        .append(column < cells.size() ? cells.get(column) : "")
                        .append(" |");
            }
            if (at == 0) {
                out.append("\n|").append(" --- |".repeat(columns));
            }
        }
        blocks.add(out.toString());
        return true;
    }

    private boolean isLayout(Element cell) {
        for (Element child : cell.children()) {
            String tag = child.normalName();
            if (LAYOUT.contains(tag) || holdsBlocks.contains(child) || (!Tags.isInline(tag) && isBlocky(child))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlocky(Element child) {
        for (Element inner : child.children()) {
            if (!Tags.isInline(inner.normalName())) {
                return true;
            }
        }
        return false;
    }
}
