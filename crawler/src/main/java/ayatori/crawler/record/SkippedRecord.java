package ayatori.crawler.record;

import ayatori.crawler.SkipReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The record in {@code skipped.jsonl} of a URL that was found and not requested.
 *
 * @param url the URL
 * @param reason why
 * @param referrer the page that linked to it first; null for a seed
 * @param rule the line of robots.txt or the header field that says so, or a sentence; null if there is none
 * @param error for {@link SkipReason#ROBOTS_UNREACHABLE} the {@linkplain ayatori.crawler.PageError#kind() kind} of failure if the
 *     host did not answer; else null
 */
public record SkippedRecord(
        String url,
        SkipReason reason,
        @Nullable String referrer,
        @Nullable String rule,
        @Nullable String error) {
    /** A skip without a failure. */
    public SkippedRecord(String url, SkipReason reason, @Nullable String referrer, @Nullable String rule) {
        this(url, reason, referrer, rule, null);
    }

    /** A skip for a reason that says it all. */
    public SkippedRecord(String url, SkipReason reason, @Nullable String referrer) {
        this(url, reason, referrer, null);
    }

    /** Writes the record as a line. */
    public void writeJson(JsonLines out) {
        JsonGenerator json = out.generator();
        json.writeStartObject();
        json.writeStringProperty("url", url);
        json.writeStringProperty("reason", reason.label());
        if (referrer != null) {
            json.writeStringProperty("referrer", referrer);
        }
        if (rule != null) {
            json.writeStringProperty("rule", rule);
        }
        if (error != null) {
            json.writeStringProperty("error", error);
        }
        json.writeEndObject();
        out.endLine();
    }
}
