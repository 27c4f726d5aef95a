package ayatori.crawler.folder;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A record of {@code skipped.jsonl}: one URL that was found and not requested.
 *
 * @param url the URL
 * @param reason the {@linkplain ayatori.crawler.SkipReason#label() label} of why; a newer version may have others
 * @param referrer the page that linked to it first; null for a seed
 * @param rule the line of robots.txt or the header field that says so, or a sentence; null if the reason says it all, or the
 *     rule follows from the options
 * @param error if its host's robots.txt could not be fetched, since the host did not answer: the {@linkplain
 *     ayatori.crawler.PageError#kind() kind} of failure; else null
 */
public record RecordedSkip(
        String url,
        String reason,
        @Nullable String referrer,
        @Nullable String rule,
        @Nullable String error) {
    /** A record without a failure. */
    public RecordedSkip(String url, String reason, @Nullable String referrer, @Nullable String rule) {
        this(url, reason, referrer, rule, null);
    }

    /** Reads a record, and ignores what it does not know. */
    static RecordedSkip of(JsonNode json) {
        var fields = new Fields(json);
        return new RecordedSkip(
                fields.string("url"),
                fields.string("reason"),
                fields.stringIfAny("referrer"),
                fields.stringIfAny("rule"),
                fields.stringIfAny("error"));
    }
}
