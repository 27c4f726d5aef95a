package ayatori.crawler.archive;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a crawl in shards puts on record of a capture.
 *
 * @param url the URL that was requested
 * @param place where its records are
 */
public record CaptureRecord(String url, CapturePlace place) {
    /** {@return the record as a line of JSON, with a line feed} */
    public byte[] toLine() {
        String json = JsonMapper.shared()
                .createObjectNode()
                .put("url", url)
                .put("folder", place.folder())
                .put("file", place.file())
                .put("offset", place.offset())
                .put("length", place.length())
                .put("crc32c", place.checksum())
                .toString();
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is no such record
     */
    public static CaptureRecord of(byte[] line) {
        try {
            JsonNode json = JsonMapper.shared().readTree(line);
            var place = new CapturePlace(
                    json.required("folder").asString(),
                    json.required("file").asString(),
                    json.required("offset").asLong(),
                    json.required("length").asLong(),
                    json.required("crc32c").asLong());
            return new CaptureRecord(json.required("url").asString(), place);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not the record of a capture", e);
        }
    }
}
