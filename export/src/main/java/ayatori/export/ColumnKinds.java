package ayatori.export;

import ayatori.export.table.Column;
import ayatori.export.table.ColumnType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The properties that objects of one kind have, in the order in which they first appear, and the types of their values: what
 * is needed to make columns of them.
 */
final class ColumnKinds {
    /** No table has more columns. Further ones are left out: they are keys that pages make up, not fields. */
    static final int COLUMNS_MAX = 1_000;

    private final Map<String, ColumnType> types = new LinkedHashMap<>();

    /** Takes note of an object's properties. */
    void add(@Nullable JsonNode object) {
        if (object == null || !object.isObject()) {
            return;
        }
        for (var property : object.properties()) {
            ColumnType type = typeOf(property.getValue());
            if (type != null && (types.size() < COLUMNS_MAX || types.containsKey(property.getKey()))) {
                types.merge(property.getKey(), type, ColumnKinds::common);
            }
        }
    }

    /** A property that is always null has no type. It counts as soon as it has a value. */
    private static @Nullable ColumnType typeOf(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isString()) {
            return ColumnType.TEXT;
        }
        if (value.isBoolean()) {
            return ColumnType.BOOLEAN;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return ColumnType.INTEGER;
        }
        if (value.isNumber()) {
            return value.isIntegralNumber() ? ColumnType.JSON : ColumnType.REAL;
        }
        if (value.isArray() && value.size() > 0) {
            for (JsonNode element : value) {
                if (!element.isString()) {
                    return ColumnType.JSON;
                }
            }
            return ColumnType.TEXTS;
        }
        return value.isArray() ? ColumnType.TEXTS : ColumnType.JSON;
    }

    private static ColumnType common(ColumnType a, ColumnType b) {
        if (a == b) {
            return a;
        }
        boolean areNumbers = (a == ColumnType.INTEGER || a == ColumnType.REAL)
                && (b == ColumnType.INTEGER || b == ColumnType.REAL);
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

    /** The value of a property, in the type of its column. */
    static @Nullable Object value(@Nullable JsonNode object, String property, ColumnType type) {
        JsonNode value = object == null ? null : object.get(property);
        if (value == null || value.isNull()) {
            return null;
        }
        return switch (type) {
            case TEXT -> value.isString() ? value.stringValue() : null;
            case INTEGER -> value.canConvertToLong() ? (Object) value.longValue() : null;
            case REAL -> value.isNumber() ? (Object) value.doubleValue() : null;
            case BOOLEAN -> value.isBoolean() ? (Object) value.booleanValue() : null;
            case TEXTS -> texts(value);
            case JSON -> value;
            case TIME, INTEGERS -> throw new IllegalArgumentException("JSON has no " + type);
        };
    }

    private static @Nullable List<String> texts(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(JsonNode::asString).toList()
                : null;
    }
}
