package ayatori.crawler.folder;

import ayatori.crawler.CrawlProgress;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * What {@code progress.json} says of a crawl that has not ended: what its files of records do not tell.
 *
 * @param at when it was written
 * @param since when the process that crawls began, or resumed the crawl
 * @param elapsed how long the crawl has run, over all processes
 * @param pages how many URLs were requested to the end
 * @param bytes how many bytes of decoded bodies came
 * @param errors how many pages have an error
 * @param skipped how many URLs were skipped
 * @param queued how many URLs wait for their turn
 * @param inFlight how many requests are under way
 * @param hosts how many hosts are known
 */
public record RecordedProgress(
        Instant at,
        Instant since,
        Duration elapsed,
        long pages,
        long bytes,
        long errors,
        long skipped,
        long queued,
        int inFlight,
        int hosts) {
    private static final JsonFactory JSON = new JsonFactory();

    /** {@return what a snapshot of a crawl says} */
    public static RecordedProgress of(CrawlProgress progress, Instant since, Instant at) {
        return new RecordedProgress(
                at,
                since,
                progress.elapsed(),
                progress.pages(),
                progress.bytes(),
                progress.errors(),
                progress.skipped(),
                progress.queued(),
                progress.inFlight(),
                progress.hosts());
    }

    static RecordedProgress of(JsonNode json) {
        var fields = new Fields(json);
        return new RecordedProgress(
                fields.instant("at"),
                fields.instant("since"),
                fields.seconds("seconds"),
                fields.number("pages"),
                fields.number("bytes"),
                fields.number("errors"),
                fields.number("skipped"),
                fields.number("queued"),
                fields.integer("inFlight"),
                fields.integer("hosts"));
    }

    byte[] toJson() {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("at", at.toString());
            json.writeStringProperty("since", since.toString());
            json.writeNumberProperty("seconds", elapsed.toMillis() / 1000.0);
            json.writeNumberProperty("pages", pages);
            json.writeNumberProperty("bytes", bytes);
            json.writeNumberProperty("errors", errors);
            json.writeNumberProperty("skipped", skipped);
            json.writeNumberProperty("queued", queued);
            json.writeNumberProperty("inFlight", inFlight);
            json.writeNumberProperty("hosts", hosts);
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }
}
