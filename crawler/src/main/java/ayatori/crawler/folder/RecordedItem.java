package ayatori.crawler.folder;

import tools.jackson.databind.JsonNode;

/**
 * A record of {@code items.jsonl}: what was taken out of a page.
 *
 * @param url the page
 * @param name the kind of item
 * @param fields an object with its properties
 */
public record RecordedItem(String url, String name, JsonNode fields) {
    static RecordedItem of(JsonNode json) {
        var fields = new Fields(json);
        return new RecordedItem(fields.string("url"), fields.string("name"), json.path("fields"));
    }
}
