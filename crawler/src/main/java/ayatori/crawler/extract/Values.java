package ayatori.crawler.extract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads values as JSON: null, text, numbers, booleans, lists, and maps with text keys. */
public final class Values {
    /** A record holds values some levels deep, and must not be deeper than what JSON readers take. */
    private static final int DEPTH_MAX = 64;

    /** Made when the first JSON is read. */
    private static final class Reader {
        static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEPTH_MAX)
                                .build())
                        .build())
                .build();
    }

    private Values() {}

    /**
     * Writes a value. Half characters, which JSON in UTF-8 cannot hold, become U+FFFD.
     *
     * @throws IllegalArgumentException if its type is not supported
     */
    @SuppressWarnings("exports") // for the records of this module
    public static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(Texts.whole(text));
            case Boolean flag -> json.writeBoolean(flag);
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case Double number when Double.isFinite(number) -> json.writeNumber(number);
            case Double _ -> json.writeNull();
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(element -> write(json, element));
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((key, element) -> {
                    json.writeName(Texts.whole(key.toString()));
                    write(json, element);
                });
                json.writeEndObject();
            }
            case Object other -> throw new IllegalArgumentException("no value of JSON: " + other.getClass());
        }
    }

    /** The value of a JSON text; null if it is no JSON, or nested deeper than 64 levels. */
    static @Nullable Object read(String json) {
        try {
            return Reader.MAPPER.readValue(json, Object.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The entries of a JSON object, in order. */
    @SuppressWarnings("exports") // for the records of this module
    public static Map<String, @Nullable Object> map(JsonNode object) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        object.forEachEntry((name, value) -> map.put(name, of(value)));
        return Collections.unmodifiableMap(map);
    }

    private static @Nullable Object of(JsonNode json) {
        if (json.isObject()) {
            return map(json);
        }
        if (json.isArray()) {
            List<@Nullable Object> list = new ArrayList<>(json.size());
            json.forEach(element -> list.add(of(element)));
            return Collections.unmodifiableList(list);
        }
        return json.isNull()
                ? null
                : json.isString()
                        ? json.stringValue()
                        : json.isBoolean()
                                ? (Object) json.booleanValue()
                                : json.isIntegralNumber() && json.canConvertToLong()
                                        ? (Object) json.longValue()
                                        : json.decimalValue();
    }
}
