package ayatori.export.where;

import ayatori.export.table.ColumnType;
import ayatori.export.table.Row;
import ayatori.export.table.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A column in a condition, or a part of a column of JSON.
 *
 * @param name how the condition names it
 * @param column its position in the table
 * @param type the type of its values
 * @param path the properties that lead into the JSON; empty for the column itself
 */
record Operand(String name, int column, ColumnType type, List<String> path) {

    /** The value: a string, a number, a boolean, an instant, a list, or an object of JSON; null if it is missing. */
    @Nullable Object value(Row row) {
        Object value = row.value(column);
        if (type != ColumnType.JSON) {
            return value;
        }
        for (String property : path) {
            value = switch (value) {
                case JsonNode json -> json.path(property);
                case Map<?, ?> map -> map.get(property);
                case null, default -> null;
            };
        }
        return plain(value);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case JsonNode json when json.isMissingNode() || json.isNull() -> null;
            case JsonNode json when json.isString() -> json.stringValue();
            case JsonNode json when json.isIntegralNumber() && json.canConvertToLong() -> json.longValue();
            case JsonNode json when json.isNumber() -> json.doubleValue();
            case JsonNode json when json.isBoolean() -> json.booleanValue();
            case JsonNode json
            when json.isArray() ->
                json.valueStream().map(Operand::plain).filter(Objects::nonNull).toList();
            case List<?> list ->
                list.stream().map(Operand::plain).filter(Objects::nonNull).toList();
            case JsonNode _, Map<?, ?> _ -> Values.text(value);
            case null, default -> value;
        };
    }
}
