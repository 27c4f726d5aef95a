package ayatori.crawler.record;

import ayatori.crawler.sink.Inert;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The record of an item: a line of {@code items.jsonl}. Safe for use by several threads. */
public final class ItemRecord {
    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().characterEscapes(new Inert()).build())
            .build();

    private ItemRecord() {}

    /**
     * Writes an item as a line.
     *
     * @param url the page that it comes from
     * @param name the kind of item
     * @param item what Jackson writes as a JSON object
     * @throws IllegalArgumentException if it has no properties, or cannot be written as JSON
     */
    public static byte[] line(String url, String name, Object item) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An item needs a name.");
        }
        JsonNode fields;
        try {
            fields = JSON.valueToTree(item);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The item \"" + name + "\" cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
        if (!fields.isObject()) {
            throw new IllegalArgumentException("The item \"" + name
                    + "\" has no properties: it must be a record, a map or the like, not "
                    + item.getClass().getSimpleName() + ".");
        }
        var record = JSON.createObjectNode();
        record.put("url", url);
        record.put("name", name);
        record.set("fields", fields);
        return utf8(JSON.writeValueAsString(record) + "\n");
    }

    /** The text in UTF-8, with U+FFFD in the place of half characters. */
    private static byte[] utf8(String text) {
        String whole = new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
        return whole.getBytes(StandardCharsets.UTF_8);
    }
}
