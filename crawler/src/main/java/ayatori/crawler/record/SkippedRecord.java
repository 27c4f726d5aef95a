package ayatori.crawler.record;

import ayatori.crawler.SkipReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The record in {@code skipped.jsonl} of a URL that was found and not requested. */
public record SkippedRecord(
        String url, SkipReason reason, @Nullable String referrer) {
    /** Writes the record as a line. */
    public void writeJson(JsonLines out) {
        JsonGenerator json = out.generator();
        json.writeStartObject();
        json.writeStringProperty("url", url);
        json.writeStringProperty("reason", reason.label());
        if (referrer != null) {
            json.writeStringProperty("referrer", referrer);
        }
        json.writeEndObject();
        out.endLine();
    }
}
