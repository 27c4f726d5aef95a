package ayatori.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/**
 * Writes tables of data. A table that lays out a page, with blocks in its cells or with one row alone, is read as blocks instead. A table
 * with a heading or a caption of its own may hold whatever one line can say, such as lists and paragraphs. Rows of footnotes are left to the caller.
 */
final class MarkdownTable {
    private static final int COLUMNS_MAX = 60;
    /** The fewest rows of one column, with their heading, that are data: fewer are a box with a title. */
    private static final int COLUMN_ROWS_MIN = 3;

    private static final int ROWS_SPANNED_MAX = 1_000;
    private static final Set<String> LISTS = Set.of("ul", "ol", "dl");
    private static final Set<String> CELLS = Set.of("td", "th");
    private static final Set<String> LAYOUT =
            Set.of("table", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr");

    private final Set<Element> holdsBlocks;
    /** The cells that hold what no line can say. */
    private final Set<Element> holdsLayout;

    private final PageLinks links;

    MarkdownTable(Element root, Set<Element> holdsBlocks, PageLinks links) {
        this.holdsBlocks = holdsBlocks;
        this.holdsLayout = cellsAround(root);
        this.links = links;
    }

    /** The cells around headings, code, quotes, rules and tables. */
    private static Set<Element> cellsAround(Element root) {
        Set<Element> around = Collections.newSetFromMap(new IdentityHashMap<>());
        root.traverse((Node node, int depth) -> {
            if (node instanceof Element element && LAYOUT.contains(element.normalName())) {
                Element up = node == root ? null : element.parent();
                while (up != null && around.add(up) && !CELLS.contains(up.normalName())) {
                    up = up == root ? null : up.parent();
                }
            }
        });
        return around;
    }

    /** The rows of a table that hold its footnotes alone. */
    List<Element> noteRows(Element table) {
        return rows(table).stream().filter(links.footnotes()::isNoteRow).toList();
    }

    private static List<Element> rows(Element table) {
        List<Element> rows = new ArrayList<>();
        for (Element part : table.children()) {
            for (Element row : part.normalName().equals("tr") ? List.of(part) : part.children()) {
                if (row.normalName().equals("tr")) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** Adds the table, and its caption before it; false if it is no table of data. */
    boolean write(Element table, List<String> blocks) {
        List<Element> rows = rows(table).stream()
                .filter(row -> !links.footnotes().isNoteRow(row))
                .toList();
        boolean headed = !rows.isEmpty() && isHeading(rows.getFirst());
        List<List<String>> cells = cells(rows, headed || hasCaption(table));
        int columns =
                cells == null ? 0 : cells.stream().mapToInt(List::size).max().orElse(0);
        if (cells == null || columns == 0 || columns > COLUMNS_MAX) {
            return false;
        }
        boolean isData = columns == 1 ? headed && cells.size() >= COLUMN_ROWS_MIN : headed || cells.size() > 1;
        if (!isData) {
            return false;
        }
        addCaption(table, blocks);
        blocks.add(table(cells, columns));
        return true;
    }

    private static boolean hasCaption(Element table) {
        return table.children().stream().anyMatch(part -> part.normalName().equals("caption"));
    }

    private void addCaption(Element table, List<String> blocks) {
        for (Element part : table.children()) {
            String caption = part.normalName().equals("caption") ? MarkdownInline.line(part, links) : "";
            if (!caption.isEmpty()) {
                blocks.add(MarkdownEscape.lineStarts(caption));
            }
        }
    }

    /** The table. A row that has fewer cells than the head ends early, as GitHub allows. */
    private static String table(List<List<String>> rows, int columns) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < rows.size(); at++) {
            List<String> cells = rows.get(at);
            out.append(at == 0 ? "|" : "\n|");
            for (String cell : cells) {
                out.append(' ').append(cell).append(cell.isEmpty() ? "|" : " |");
            }
            if (at == 0) {
                out.append(" |".repeat(columns - cells.size())).append("\n|").append(" --- |".repeat(columns));
            }
        }
        return out.toString();
    }

    /** The cells of each row. One that spans columns or rows is followed by empty ones. Null if the table is layout. */
    private @Nullable List<List<String>> cells(List<Element> rows, boolean named) {
        List<List<String>> all = new ArrayList<>();
        int[] spanned = new int[COLUMNS_MAX + 1];
        for (Element row : rows) {
            List<String> cells = new ArrayList<>();
            boolean any = false;
            for (Element cell : row.children()) {
                if (isLayout(cell, named)) {
                    return null;
                }
                skipSpanned(spanned, cells);
                String text = MarkdownInline.cell(cell, links);
                any |= !text.isEmpty();
                int below = span(cell, "rowspan", ROWS_SPANNED_MAX) - 1;
                for (int column = span(cell, "colspan", COLUMNS_MAX); column > 0; column--) {
                    if (cells.size() < COLUMNS_MAX) {
                        spanned[cells.size()] = below;
                    }
                    cells.add(text);
                    text = "";
                }
                if (cells.size() > COLUMNS_MAX) {
                    return null;
                }
            }
            skipSpanned(spanned, cells);
            if (any) {
                all.add(cells);
            }
        }
        return all;
    }

    private static void skipSpanned(int[] spanned, List<String> cells) {
        while (cells.size() < COLUMNS_MAX && spanned[cells.size()] > 0) {
            spanned[cells.size()]--;
            cells.add("");
        }
    }

    private static int span(Element cell, String attribute, int max) {
        String span = cell.attr(attribute);
        return Math.clamp(Markdown.number(span, 1), 1, max);
    }

    private static boolean isHeading(Element row) {
        return row.childrenSize() > 0
                && row.children().stream().allMatch(cell -> cell.normalName().equals("th"));
    }

    private boolean isLayout(Element cell, boolean named) {
        if (named) {
            return holdsLayout.contains(cell);
        }
        for (Element child : cell.children()) {
            String tag = child.normalName();
            if (LISTS.contains(tag)
                    || LAYOUT.contains(tag)
                    || holdsBlocks.contains(child)
                    || (!Tags.isInline(tag) && isBlocky(child))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlocky(Element child) {
        return child.children().stream().anyMatch(inner -> !Tags.isInline(inner.normalName()));
    }
}
