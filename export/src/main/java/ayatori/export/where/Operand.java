package ayatori.export.where;

import ayatori.export.table.ColumnType;
import ayatori.export.table.Row;
import java.util.List;
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
        if (!(value instanceof JsonNode json)) {
            return value;
        }
        for (String property : path) {
            json = json.path(property);
        }
        return plain(json);
    }

    private static @Nullable Object plain(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        if (json.isString()) {
            return json.stringValue();
        }
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return json.longValue();
        }
        if (json.isNumber()) {
            return json.doubleValue();
        }
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        if (json.isArray()) {
            return json.valueStream().map(Operand::plain).filter(Objects::nonNull).toList();
        }
        return json.toString();
    }
}
