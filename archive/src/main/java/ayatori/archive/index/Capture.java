package ayatori.archive.index;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.URIs;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an archive holds about a URL at a time: a line of a CDXJ index.
 *
 * @param key the URL in a form that sorts by host: SURT, normalized as pywb does
 * @param timestamp the time in UTC, {@code yyyyMMddHHmmss} and perhaps three digits of milliseconds
 * @param url the URL
 * @param mime the media type; {@value #REVISIT} for a record that refers to an earlier one
 * @param status the HTTP status; 0 if it is not known
 * @param digest the digest of the payload with its algorithm, such as {@code sha1:…}; null if it is not known
 * @param method the method of the request
 * @param file the name of the WARC file
 * @param offset where the record begins in it
 * @param length the length of the record there; 0 if it is not known
 */
public record Capture(
        String key,
        String timestamp,
        String url,
        String mime,
        int status,
        @Nullable String digest,
        String method,
        String file,
        long offset,
        long length) {
    /** The media type of records that refer to an earlier one. */
    public static final String REVISIT = "warc/revisit";

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private static final String EARLIEST = "00010101000000";
    private static final String LATEST = "99991231235959";

    /** {@return the key of a URL} */
    public static String keyOf(String url) {
        int fragment = url.indexOf('#');
        // Keys are followed by a space in a line. No URL that is one has a space, but a record may hold anything.
        return URIs.toNormalizedSurt(fragment < 0 ? url : url.substring(0, fragment))
                .replace(" ", "%20");
    }

    /** {@return the timestamp of a time} */
    public static String timestampOf(Instant time) {
        return SECONDS.format(time.atOffset(ZoneOffset.UTC));
    }

    /**
     * The time of a timestamp, or of the beginning of one: {@code 2026} is the first of January.
     *
     * @throws IllegalArgumentException if it is not a time
     */
    public static Instant timeOf(String timestamp) {
        String whole = timestamp.length() < EARLIEST.length()
                ? timestamp + completion(timestamp).substring(timestamp.length())
                : timestamp;
        try {
            String millis = whole.substring(EARLIEST.length());
            return LocalDateTime.parse(whole.substring(0, EARLIEST.length()), SECONDS)
                    .toInstant(ZoneOffset.UTC)
                    .plusMillis(millis.isEmpty() ? 0 : Integer.parseInt((millis + "00").substring(0, 3)));
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException("\"" + timestamp + "\" is not a time: write 20261231 for example", e);
        }
    }

    private static String completion(String timestamp) {
        return timestamp.startsWith("9999") ? LATEST : EARLIEST;
    }

    /** {@return the time} */
    public Instant time() {
        return timeOf(timestamp);
    }

    /** {@return whether the record refers to an earlier one with the same payload} */
    public boolean isRevisit() {
        return mime.equals(REVISIT);
    }

    /** {@return whether it is a page: HTML with a status of success} */
    public boolean isPage() {
        return method.equals("GET")
                && status == 200
                && (mime.equals("text/html") || mime.equals("application/xhtml+xml"));
    }

    /** {@return the same with the key of this program, whatever another one has made of the URL} */
    public Capture normalized() {
        return new Capture(keyOf(url), timestamp, url, mime, status, digest, method, file, offset, length);
    }

    Capture withLength(long bytes) {
        return new Capture(key, timestamp, url, mime, status, digest, method, file, offset, bytes);
    }

    Capture withMethod(String other) {
        return new Capture(key, timestamp, url, mime, status, digest, other, file, offset, length);
    }

    /** {@return the line of an index, without a line end} */
    public String toLine() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("url", url).put("mime", mime);
        if (status > 0) {
            json.put("status", String.valueOf(status));
        }
        if (digest != null) {
            json.put("digest", digest);
        }
        if (length > 0) {
            json.put("length", String.valueOf(length));
        }
        json.put("offset", String.valueOf(offset)).put("filename", file);
        if (!method.equals("GET")) {
            json.put("method", method);
        }
        return key + " " + timestamp + " " + json;
    }

    /**
     * Reads a line of an index.
     *
     * @return null if the line does not describe a capture, but metadata or a block of lines
     * @throws IllegalArgumentException if it is damaged
     */
    public static @Nullable Capture parse(String line) {
        int first = line.indexOf(' ');
        int second = line.indexOf(" {", first + 1);
        if (first <= 0 || second < 0) {
            throw new IllegalArgumentException("a line of the index is damaged");
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(line.substring(second + 1));
            String url = json.path("url").asString("");
            String file = json.path("filename").asString("");
            if (line.startsWith("!") || url.isEmpty()) {
                return null;
            }
            String timestamp = line.substring(first + 1, second);
            var _ = timeOf(timestamp);
            return new Capture(
                    line.substring(0, first),
                    timestamp,
                    url,
                    json.path("mime").asString(""),
                    (int) number(json, "status"),
                    json.has("digest") ? json.get("digest").asString("") : null,
                    json.path("method").asString("GET"),
                    file,
                    number(json, "offset"),
                    number(json, "length"));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a line of the index is damaged", e);
        }
    }

    /** Numbers are texts in most indexes. A status may be "-". */
    private static long number(JsonNode json, String name) {
        String text = json.path(name).asString("");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
