package ayatori.crawler.folder;

import ayatori.crawler.extract.Values;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object, read strictly: one that is missing or of another type is an {@link
 * IllegalArgumentException} that names it. Null counts as missing.
 */
final class Fields {
    private final JsonNode object;

    Fields(JsonNode object) {
        if (!object.isObject()) {
            throw new IllegalArgumentException("not an object");
        }
        this.object = object;
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    String string(String name) {
        String value = stringIfAny(name);
        if (value == null) {
            throw wrong(name);
        }
        return value;
    }

    @Nullable String stringIfAny(String name) {
        if (!has(name)) {
            return null;
        }
        return string(object.path(name), name);
    }

    long number(String name) {
        JsonNode value = object.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name);
        }
        return value.longValue();
    }

    int integer(String name) {
        long value = number(name);
        if (value != (int) value) {
            throw wrong(name);
        }
        return (int) value;
    }

    boolean flag(String name) {
        JsonNode value = object.path(name);
        if (!value.isBoolean()) {
            throw wrong(name);
        }
        return value.booleanValue();
    }

    List<String> strings(String name) {
        JsonNode value = object.path(name);
        if (!value.isArray()) {
            throw wrong(name);
        }
        List<String> strings = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            strings.add(string(element, name));
        }
        return strings;
    }

    /** The objects of an array; none if it is missing. */
    List<Fields> objects(String name) {
        JsonNode value = object.path(name);
        if (!has(name)) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(name);
        }
        List<Fields> objects = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            objects.add(new Fields(element));
        }
        return objects;
    }

    List<Integer> integers(String name) {
        JsonNode value = object.path(name);
        if (!value.isArray()) {
            throw wrong(name);
        }
        List<Integer> integers = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            if (!element.isIntegralNumber() || !element.canConvertToInt()) {
                throw wrong(name);
            }
            integers.add(element.intValue());
        }
        return integers;
    }

    List<String> stringsIfAny(String name) {
        return has(name) ? strings(name) : List.of();
    }

    Instant instant(String name) {
        try {
            return Instant.parse(string(name));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " is not a time", e);
        }
    }

    Duration duration(String name) {
        try {
            return Duration.parse(string(name));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " is not a duration", e);
        }
    }

    /** A number of seconds, with a fraction of milliseconds. */
    Duration seconds(String name) {
        JsonNode value = object.path(name);
        if (!value.isNumber()) {
            throw wrong(name);
        }
        return Duration.ofMillis(Math.round(value.doubleValue() * 1000));
    }

    SortedMap<String, Long> counts(String name) {
        Fields counts = object(name);
        if (counts == null) {
            throw wrong(name);
        }
        var sorted = new TreeMap<String, Long>();
        for (String key : counts.object.propertyNames()) {
            sorted.put(key, counts.number(key));
        }
        return sorted;
    }

    @Nullable Fields object(String name) {
        return has(name) ? new Fields(object.path(name)) : null;
    }

    /** The values of an object, as {@link Values} reads them; null if it is missing. */
    @Nullable Map<String, @Nullable Object> valuesIfAny(String name) {
        if (!has(name)) {
            return null;
        }
        if (!object.path(name).isObject()) {
            throw wrong(name);
        }
        return Values.map(object.path(name));
    }

    private static String string(JsonNode value, String name) {
        if (!value.isString()) {
            throw wrong(name);
        }
        return value.stringValue();
    }

    private static IllegalArgumentException wrong(String name) {
        return new IllegalArgumentException(name + " is missing or has another type");
    }
}
