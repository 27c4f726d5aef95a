package ayatori.export.table;

import org.jspecify.annotations.Nullable;

/** A row of a table. Its values are computed when they are asked for. */
@FunctionalInterface
public interface Row {
    /**
     * A value.
     *
     * @param column the position of its column in the table, from 0
     * @return a value of the column's {@link ColumnType}; null if it is missing
     */
    @Nullable Object value(int column);
}
