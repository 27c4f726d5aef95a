package ayatori.crawler.folder;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code summary.json} says of a crawl that has ended.
 *
 * @param end why it ended: {@code done}, {@code budget}, {@code stopped} or {@code failed}
 * @param startedAt when it began, or was resumed last
 * @param endedAt when it ended; null in a summary of an earlier version
 * @param elapsed how long it ran
 * @param pages how many URLs were requested
 * @param bytes how many bytes of decoded bodies came
 * @param byStatus how many pages by HTTP status; 0 counts those without an answer
 * @param byError how many pages ended in an error, by its kind
 * @param skipped how many URLs were skipped, by reason
 * @param lacking how many pages lack a required field, by its name
 * @param misfits how many pages have something that does not fit a field's type or filter, by the field's name
 * @param queued how many URLs were found and neither requested nor skipped
 * @param items how many items the pages gave
 * @param byChange how many pages by how they compare with the crawl before; empty if it was no recrawl
 */
public record RecordedSummary(
        String end,
        Instant startedAt,
        @Nullable Instant endedAt,
        Duration elapsed,
        long pages,
        long bytes,
        SortedMap<Integer, Long> byStatus,
        SortedMap<String, Long> byError,
        SortedMap<String, Long> skipped,
        SortedMap<String, Long> lacking,
        SortedMap<String, Long> misfits,
        long queued,
        long items,
        SortedMap<String, Long> byChange) {
    /** Copies the counts. */
    public RecordedSummary {
        byChange = Collections.unmodifiableSortedMap(new TreeMap<>(byChange));
        byStatus = Collections.unmodifiableSortedMap(new TreeMap<>(byStatus));
        byError = Collections.unmodifiableSortedMap(new TreeMap<>(byError));
        skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
        lacking = Collections.unmodifiableSortedMap(new TreeMap<>(lacking));
        misfits = Collections.unmodifiableSortedMap(new TreeMap<>(misfits));
    }

    static RecordedSummary of(JsonNode json) {
        var fields = new Fields(json);
        var byStatus = new TreeMap<Integer, Long>();
        for (Map.Entry<String, Long> count : fields.counts("byStatus").entrySet()) {
            byStatus.put(Integer.valueOf(count.getKey()), count.getValue());
        }
        return new RecordedSummary(
                fields.string("end"),
                fields.instant("startedAt"),
                fields.has("endedAt") ? fields.instant("endedAt") : null,
                fields.seconds("seconds"),
                fields.number("pages"),
                fields.number("bytes"),
                byStatus,
                fields.counts("byError"),
                fields.counts("skipped"),
                countsIfAny(fields, "lacking"),
                countsIfAny(fields, "misfits"),
                fields.number("queued"),
                fields.has("items") ? fields.number("items") : 0,
                countsIfAny(fields, "byChange"));
    }

    private static SortedMap<String, Long> countsIfAny(Fields fields, String name) {
        return fields.has(name) ? fields.counts(name) : new TreeMap<>();
    }
}
