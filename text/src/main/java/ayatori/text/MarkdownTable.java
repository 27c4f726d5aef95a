package ayatori.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Writes tables of data. A table that lays out a page, with blocks in its cells or with one row alone, is read as blocks instead. A table with a heading of its own
 * may hold lists in its cells.
 */
final class MarkdownTable {
    private static final int COLUMNS_MAX = 60;
    private static final int ROWS_SPANNED_MAX = 1_000;
    private static final Set<String> LISTS = Set.of("ul", "ol", "dl");
    private static final Set<String> LAYOUT =
            Set.of("table", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr");

    private final Set<Element> holdsBlocks;
    private final Footnotes footnotes;

    MarkdownTable(Set<Element> holdsBlocks, Footnotes footnotes) {
        this.holdsBlocks = holdsBlocks;
        this.footnotes = footnotes;
    }

    /** Adds the table, and its caption before it; false if it is no table of data. */
    boolean write(Element table, List<String> blocks) {
        List<Element> rows = new ArrayList<>();
        String caption = "";
        boolean headed = false;
        for (Element part : table.children()) {
            String tag = part.normalName();
            if (tag.equals("caption")) {
                caption = MarkdownInline.line(part, footnotes);
            }
            for (Element row : tag.equals("tr") ? List.of(part) : part.children()) {
                if (row.normalName().equals("tr")) {
                    headed |= rows.isEmpty() && isHeading(row);
                    rows.add(row);
                }
            }
        }
        List<List<String>> cells = cells(rows, headed);
        int columns =
                cells == null ? 0 : cells.stream().mapToInt(List::size).max().orElse(0);
        boolean isLine = cells != null && cells.size() == 1 && !headed;
        if (cells == null || isLine || columns < 2 || columns > COLUMNS_MAX) {
            return false;
        }
        if (!caption.isEmpty()) {
            blocks.add(caption);
        }
        blocks.add(table(cells, columns));
        return true;
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
    private @Nullable List<List<String>> cells(List<Element> rows, boolean headed) {
        List<List<String>> all = new ArrayList<>();
        int[] spanned = new int[COLUMNS_MAX + 1];
        for (Element row : rows) {
            List<String> cells = new ArrayList<>();
            boolean any = false;
            for (Element cell : row.children()) {
                if (isLayout(cell, headed)) {
                    return null;
                }
                skipSpanned(spanned, cells);
                String text = MarkdownInline.cell(cell, footnotes);
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
        return row.childrenSize() > 1
                && row.children().stream().allMatch(cell -> cell.normalName().equals("th"));
    }

    private boolean isLayout(Element cell, boolean headed) {
        for (Element child : cell.children()) {
            String tag = child.normalName();
            if (LISTS.contains(tag)) {
                if (!headed || child.selectFirst("pre, table") != null) {
                    return true;
                }
            } else if (LAYOUT.contains(tag)
                    || holdsBlocks.contains(child)
                    || (!Tags.isInline(tag) && isBlocky(child, headed))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlocky(Element child, boolean headed) {
        for (Element inner : child.children()) {
            if (!Tags.isInline(inner.normalName()) && !(headed && LISTS.contains(inner.normalName()))) {
                return true;
            }
        }
        return false;
    }
}
