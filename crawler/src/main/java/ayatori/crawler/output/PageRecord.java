package ayatori.crawler.output;

import ayatori.crawler.LinkDetail;
import ayatori.crawler.PageError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What the record of one requested URL says. The links come as bytes, as they were resolved: making strings of them would
 * cost more than everything else here.
 */
public record PageRecord(
        String url,
        int status,
        @Nullable String title,
        int depth,
        @Nullable String referrer,
        @Nullable String contentType,
        @Nullable String charset,
        long bytes,
        long elapsedMillis,
        Instant fetchedAt,
        int attempts,
        @Nullable String truncated,
        @Nullable String redirectTo,
        @Nullable PageError error,
        @Nullable String canonical,
        @Nullable String lang) {

    /** The distinct links of a page, in page order. */
    public interface Links {
        /** How many there are. */
        int count();

        /** The array that holds the URLs, in ASCII. */
        byte[] bytes();

        /** Where a URL starts. */
        int start(int index);

        /** Where a URL ends. */
        int end(int index);
    }

    /** No links. */
    public static final Links NO_LINKS = new Links() {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public byte[] bytes() {
            return new byte[0];
        }

        @Override
        public int start(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int end(int index) {
            throw new IndexOutOfBoundsException(index);
        }
    };

    /** Writes the record as a line of {@code pages.jsonl}. */
    public void writeJson(JsonLines out, Links links, LinkDetail detail) {
        JsonGenerator json = out.generator();
        json.writeStartObject();
        json.writeStringProperty("url", url);
        json.writeNumberProperty("status", status);
        optional(json, "title", title);
        json.writeNumberProperty("depth", depth);
        optional(json, "referrer", referrer);
        optional(json, "contentType", contentType);
        optional(json, "charset", charset);
        json.writeNumberProperty("bytes", bytes);
        json.writeNumberProperty("elapsedMs", elapsedMillis);
        json.writeStringProperty("fetchedAt", fetchedAt.toString());
        json.writeNumberProperty("attempts", attempts);
        optional(json, "truncated", truncated);
        optional(json, "redirectTo", redirectTo);
        if (error != null) {
            json.writeObjectPropertyStart("error");
            json.writeStringProperty("kind", error.kind());
            json.writeStringProperty("message", error.message());
            json.writeEndObject();
        }
        optional(json, "canonical", canonical);
        optional(json, "lang", lang);
        if (detail != LinkDetail.NONE) {
            json.writeNumberProperty("linkCount", links.count());
        }
        if (detail == LinkDetail.ALL) {
            json.writeArrayPropertyStart("links");
            for (int i = 0; i < links.count(); i++) {
                json.writeUTF8String(links.bytes(), links.start(i), links.end(i) - links.start(i));
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        out.endLine();
    }

    /** The record as an entry of {@code pages.txt}: the URL, the title, an empty line. */
    public byte[] toText() {
        String shown = title == null ? "No Title" : onOneLine(title);
        return ("URL: " + url + "\nTitle: " + shown + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A title that can neither begin a line of its own nor steer a terminal: what is not {@link Inert} becomes U+FFFD.
     */
    private static String onOneLine(String title) {
        StringBuilder shown = null;
        for (int i = 0; i < title.length(); i++) {
            if (!Inert.is(title.charAt(i))) {
                shown = shown == null ? new StringBuilder(title) : shown;
                shown.setCharAt(i, '\uFFFD');
            }
        }
        return shown == null ? title : shown.toString();
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
