package ayatori.crawler.folder;

import ayatori.crawler.read.Fingerprint;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The fingerprints of the URLs in a record: its own, and those that it links or redirects to. Reused from record to record. */
final class LinkRecord {
    private static final JsonFactory JSON = new JsonFactory();

    private final Fingerprint fingerprint;
    private long own;
    private long[] links = new long[256];
    private int linkCount;

    LinkRecord(Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
    }

    /** The first half of the fingerprint of the record's own URL. */
    long own() {
        return own;
    }

    int linkCount() {
        return linkCount;
    }

    /** The first half of the fingerprint of a URL that it links to; each occurs once. */
    long link(int index) {
        return links[index];
    }

    /** Reads the current line. */
    void read(RecordLines lines) {
        linkCount = 0;
        boolean hasUrl = false;
        long redirect = 0;
        boolean redirects = false;
        try (JsonParser json =
                JSON.createParser(ObjectReadContext.empty(), lines.bytes(), lines.start(), lines.length())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not an object");
            }
            for (JsonToken token = json.nextToken(); token == JsonToken.PROPERTY_NAME; token = json.nextToken()) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("url")) {
                    own = print(json);
                    hasUrl = true;
                } else if (value == JsonToken.VALUE_STRING && name.equals("redirectTo")) {
                    redirect = print(json);
                    redirects = true;
                } else if (value == JsonToken.START_ARRAY && name.equals("links")) {
                    readLinks(json);
                } else {
                    json.skipChildren();
                }
            }
        }
        if (!hasUrl) {
            throw new IllegalArgumentException("url is missing");
        }
        if (redirects && !has(redirect)) {
            add(redirect);
        }
    }

    private void readLinks(JsonParser json) {
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            add(print(json));
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw new IllegalArgumentException("links has another type");
        }
    }

    private long print(JsonParser json) {
        return fingerprint.of(json.getString()).getMostSignificantBits();
    }

    private boolean has(long print) {
        for (int i = 0; i < linkCount; i++) {
            if (links[i] == print) {
                return true;
            }
        }
        return false;
    }

    private void add(long print) {
        if (linkCount == links.length) {
            links = Arrays.copyOf(links, 2 * linkCount);
        }
        links[linkCount++] = print;
    }
}
