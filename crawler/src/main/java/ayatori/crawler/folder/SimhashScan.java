package ayatori.crawler.folder;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the fingerprints of records. Text, Markdown and links, which are most of a record, come after them and are not read. */
final class SimhashScan {
    private static final JsonFactory JSON = new JsonFactory();

    private SimhashScan() {}

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is no record of a page
     */
    static void read(byte[] bytes, int from, int length, NearDuplicatePages pages) {
        String url = null;
        String canonical = null;
        int status = -1;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, from, length)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_NULL) {
                    continue;
                }
                switch (name) {
                    case "url" -> url = json.getString();
                    case "status" -> status = json.getIntValue();
                    case "canonical" -> canonical = json.getString();
                    case "simhash" -> {
                        pages.add(required(url), status, HexFormat.fromHexDigitsToLong(json.getString()), canonical);
                        return;
                    }
                    default -> json.skipChildren();
                }
            }
        }
    }

    private static String required(@Nullable String url) {
        if (url == null) {
            throw new IllegalArgumentException("url does not come before simhash");
        }
        return url;
    }
}
