package ayatori.export.table;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Forms of values that all formats share. */
public final class Values {
    private Values() {}

    /**
     * A value as text: lists and objects as JSON, times by ISO 8601. UTF-8 cannot hold half of a surrogate pair, so such a
     * half is U+FFFD in it.
     *
     * @return null if the value is missing
     */
    public static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> wellFormed(text);
            case JsonNode node when node.isNull() || node.isMissingNode() -> null;
            case JsonNode node when node.isString() -> wellFormed(node.stringValue());
            case JsonNode node -> wellFormed(node.toString());
            case List<?> _, Map<?, ?> _ -> json(value);
            case BigDecimal number -> number.toString();
            case Double number -> number(number);
            default -> value.toString();
        };
    }

    /** Whole numbers without a fraction. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** {@return the text with U+FFFD in place of halves of surrogate pairs} */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (isPair(text, i)) {
                    i++;
                } else {
                    return repaired(text, i);
                }
            }
        }
        return text;
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private static String repaired(String text, int from) {
        var repaired = new StringBuilder(text);
        for (int i = from; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (isPair(text, i)) {
                    i++;
                } else {
                    repaired.setCharAt(i, '\uFFFD');
                }
            }
        }
        return repaired.toString();
    }

    private static String json(Object value) {
        var text = new StringWriter();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
            write(json, value);
        }
        return text.toString();
    }

    /** Writes a value as JSON. */
    public static void write(JsonGenerator json, Object value) {
        switch (value) {
            case Long number -> json.writeNumber(number);
            case Double number -> {
                if (number == Math.rint(number) && Math.abs(number) < 1e15) {
                    json.writeNumber((long) (double) number);
                } else {
                    json.writeNumber(number);
                }
            }
            case Boolean flag -> json.writeBoolean(flag);
            case JsonNode node -> write(json, node);
            case Instant time -> json.writeString(time.toString());
            default -> ayatori.crawler.extract.Values.write(json, value);
        }
    }

    private static void write(JsonGenerator json, JsonNode node) {
        if (node.isObject()) {
            json.writeStartObject();
            for (var property : node.properties()) {
                json.writeName(wellFormed(property.getKey()));
                write(json, property.getValue());
            }
            json.writeEndObject();
        } else if (node.isArray()) {
            json.writeStartArray();
            for (JsonNode element : node) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (node.isString()) {
            json.writeString(wellFormed(node.stringValue()));
        } else {
            JsonMapper.shared().writeTree(json, node);
        }
    }
}
