package ayatori.crawler.record;

import ayatori.crawler.Change;
import ayatori.crawler.PageHistory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What a recrawl says about a page besides its answer.
 *
 * @param change how it compares with the crawl before; null if it cannot be told
 * @param history how often it changed; null for a page that was never answered before
 */
public record Revisit(@Nullable Change change, @Nullable PageHistory history) {
    /** Nothing: this is not a recrawl. */
    public static final Revisit NONE = new Revisit(null, null);

    void write(JsonGenerator json) {
        if (change != null) {
            json.writeStringProperty("change", change.label());
        }
        if (history != null) {
            json.writeObjectPropertyStart("history");
            json.writeStringProperty("since", history.since().toString());
            json.writeNumberProperty("checks", history.checks());
            json.writeNumberProperty("changes", history.changes());
            Instant changedAt = history.changedAt();
            if (changedAt != null) {
                json.writeStringProperty("changedAt", changedAt.toString());
            }
            PageHistory.LastAnswer last = history.last();
            if (last != null) {
                json.writeObjectPropertyStart("last");
                json.writeStringProperty("at", last.at().toString());
                json.writeNumberProperty("status", last.status());
                json.writeStringProperty("digest", last.digest());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }
}
