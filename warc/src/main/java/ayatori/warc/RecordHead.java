package ayatori.warc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The head of a record that is written (WARC 1.1 section 4). There are three for each page, so they are put together here and not by jwarc. */
final class RecordHead {
    static final String HTTP_RESPONSE = "application/http; msgtype=response";
    static final String HTTP_REQUEST = "application/http; msgtype=request";
    /** Of what came in place of an HTTP answer: readers would take "application/http" at its word. */
    static final String OCTETS = "application/octet-stream";

    static final String WARC_FIELDS = "application/warc-fields";

    private static final String LINE_END = "\r\n";

    private final StringBuilder fields = new StringBuilder(640);

    /** A head with the fields that all records have. */
    RecordHead(String type, UUID id, Instant at) {
        fields.append("WARC/1.1\r\n");
        with("WARC-Type", type);
        with("WARC-Record-ID", id(id));
        with("WARC-Date", time(at).toString());
    }

    /** Milliseconds are what most tools read. */
    static Instant time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** How records are named in fields. */
    static String id(UUID id) {
        return "<urn:uuid:" + id + ">";
    }

    RecordHead with(String name, String value) {
        fields.append(name).append(": ").append(oneLine(value)).append(LINE_END);
        return this;
    }

    /** Values come from indexes of other tools, too. */
    private static String oneLine(String value) {
        boolean hasLineEnd = value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
        return hasLineEnd ? value.replaceAll("\\s*[\\r\\n]+\\s*", " ") : value;
    }

    RecordHead withDigest(String name, byte[] sha1) {
        fields.append(name).append(": sha1:");
        Digest.appendBase32(fields, sha1);
        fields.append(LINE_END);
        return this;
    }

    /** The head's bytes, with the empty line. */
    byte[] end(String contentType, long length) {
        with("Content-Type", contentType);
        fields.append("Content-Length: ").append(length).append("\r\n\r\n");
        return fields.toString().getBytes(StandardCharsets.UTF_8);
    }
}
