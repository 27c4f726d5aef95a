package ayatori.export.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * A table: its columns, and its rows, which are read one at a time.
 *
 * @param name its name, for example {@code pages}
 * @param columns its columns; no two have the same name
 * @param rows its rows
 */
public record Table(String name, List<Column> columns, Rows rows) {
    /** Copies the columns. */
    public Table {
        columns = List.copyOf(columns);
    }

    /** {@return the names of the columns} */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** {@return the position of a column, from 0; -1 if no column has that name} */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }

    /** {@return the table of those rows that match} */
    public Table where(Predicate<Row> condition) {
        return new Table(name, columns, () -> rows.open().filter(condition));
    }

    /**
     * The table with these columns only, in this order.
     *
     * @throws ExportException if there is no such column, or one is named twice
     */
    public Table select(List<String> wanted) throws ExportException {
        Set<String> seen = new HashSet<>();
        List<Column> chosen = new ArrayList<>();
        int[] positions = new int[wanted.size()];
        for (String column : wanted) {
            int position = indexOf(column);
            if (position < 0) {
                throw new ExportException(
                        "The table " + name + " has no column \"" + column + "\"" + Hints.of(column, names()));
            }
            if (!seen.add(column)) {
                throw new ExportException("The column \"" + column + "\" is named twice: name it once.");
            }
            positions[chosen.size()] = position;
            chosen.add(columns.get(position));
        }
        return new Table(name, chosen, () -> rows.open().map(row -> (Row) column -> row.value(positions[column])));
    }

    /** {@return the table without columns of these names} */
    public Table without(Set<String> left) throws ExportException {
        return select(names().stream().filter(column -> !left.contains(column)).toList());
    }

    /** {@return the table, whose rows are counted as they are read} */
    public Table counting(LongAdder counter) {
        return new Table(name, columns, () -> rows.open().peek(_ -> counter.increment()));
    }
}
