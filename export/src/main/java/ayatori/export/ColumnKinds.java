package ayatori.export;

import ayatori.export.table.Column;
import ayatori.export.table.ColumnType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties that objects of one kind have, in the order in which they first appear, and the types of their values: what
 * is needed to make columns of them.
 */
final class ColumnKinds {
    /** No table has more columns. Further ones are left out: they are keys that pages make up, not fields. */
    static final int COLUMNS_MAX = 1_000;

    private final Map<String, ColumnType> types = new LinkedHashMap<>();

    /** Takes note of an object's properties. */
    void add(@Nullable Map<String, @Nullable Object> object) {
        if (object == null) {
            return;
        }
        object.forEach((property, value) -> {
            ColumnType type = typeOf(value);
            if (type != null && (types.size() < COLUMNS_MAX || types.containsKey(property))) {
                types.merge(property, type, ColumnKinds::common);
            }
        });
    }

    /** A property that is always null has no type. It counts as soon as it has a value. */
    private static @Nullable ColumnType typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String _ -> ColumnType.TEXT;
            case Boolean _ -> ColumnType.BOOLEAN;
            case Long _ -> ColumnType.INTEGER;
            case BigDecimal number -> fitsDouble(number) ? ColumnType.REAL : ColumnType.JSON;
            case List<?> list -> list.stream().allMatch(String.class::isInstance) ? ColumnType.TEXTS : ColumnType.JSON;
            default -> ColumnType.JSON;
        };
    }

    /** Whether a number keeps its value as a double: one with more than 15 digits may not. */
    private static boolean fitsDouble(BigDecimal number) {
        return number.precision() <= 15 && Math.abs((long) number.scale()) < 300;
    }

    private static ColumnType common(ColumnType a, ColumnType b) {
        if (a == b) {
            return a;
        }
        boolean areNumbers =
                (a == ColumnType.INTEGER || a == ColumnType.REAL) && (b == ColumnType.INTEGER || b == ColumnType.REAL);
        return areNumbers ? ColumnType.REAL : ColumnType.JSON;
    }

    /**
     * The columns.
     *
     * @param prefix put before each name
     * @param taken the names of other columns of the table
     * @param otherwise put before a name that is taken
     * @return the properties and their columns
     */
    Map<String, Column> columns(String prefix, Set<String> taken, String otherwise) {
        Map<String, Column> columns = new LinkedHashMap<>();
        types.forEach((property, type) -> {
            String name = prefix + property;
            while (!taken.add(name)) {
                name = otherwise + name;
            }
            columns.put(property, new Column(name, type));
        });
        return columns;
    }

    /** The value of a property, in the type of its column; null if it has none. */
    static @Nullable Object value(@Nullable Map<String, @Nullable Object> object, String property, ColumnType type) {
        Object value = object == null ? null : object.get(property);
        return type == ColumnType.REAL && value instanceof Number number ? (Object) number.doubleValue() : value;
    }
}
