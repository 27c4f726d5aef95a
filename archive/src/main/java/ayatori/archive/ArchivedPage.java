package ayatori.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page that an archive lists: a line of {@code pages.jsonl} in a WACZ file.
 *
 * @param url the URL
 * @param time when it was captured
 * @param title its title; empty if it has none
 * @param text its text, for full-text search; null if the archive has none
 */
public record ArchivedPage(
        String url, Instant time, String title, @Nullable String text) {
    /** The first line of a file of pages. */
    static String header(boolean hasText) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("format", "json-pages-1.0")
                .put("id", "pages")
                .put("title", "All pages")
                .put("hasText", hasText)
                .toString();
    }

    /** {@return its line, without a line end} */
    String toLine() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        // The same page has the same ID in every export.
        json.put(
                "id", UUID.nameUUIDFromBytes((url + " " + time).getBytes(UTF_8)).toString());
        json.put("url", url).put("ts", time.toString());
        if (!title.isEmpty()) {
            json.put("title", title);
        }
        if (text != null) {
            json.put("text", text);
        }
        return json.toString();
    }

    /** Reads a line; null if the line does not describe a page. */
    static @Nullable ArchivedPage parse(String line) {
        try {
            JsonNode json = JsonMapper.shared().readTree(line);
            String url = json.path("url").asString("");
            return url.isEmpty()
                    ? null
                    : new ArchivedPage(
                            url,
                            Instant.parse(json.path("ts").asString("")),
                            json.path("title").asString(""),
                            json.path("text").asStringOpt().orElse(null));
        } catch (JacksonException | DateTimeException e) {
            return null;
        }
    }
}
