package ayatori.cluster.collect;

import ayatori.crawler.sink.SinkMark;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a commit records, in {@code collect.json}: how far the topics were read, and how far the files were written by then.
 *
 * @param crawl the crawl's name
 * @param created when the crawl was started, which tells it from an earlier one of its name
 * @param offsets by kind and partition: the offset of the record that is read next
 * @param counts how many records of each kind the files hold
 * @param marks one for each file that was opened
 */
record CollectState(
        String crawl,
        Instant created,
        Map<RecordKind, List<Long>> offsets,
        Map<RecordKind, Long> counts,
        List<SinkMark> marks) {
    static final int FORMAT = 1;

    CollectState {
        offsets = new EnumMap<>(offsets);
        counts = new EnumMap<>(counts);
        marks = List.copyOf(marks);
    }

    /** The state of a folder into which nothing was collected yet. */
    static CollectState empty(String crawl, Instant created, int shards) {
        Map<RecordKind, List<Long>> offsets = new EnumMap<>(RecordKind.class);
        Map<RecordKind, Long> counts = new EnumMap<>(RecordKind.class);
        for (RecordKind kind : RecordKind.values()) {
            offsets.put(kind, Collections.nCopies(shards, 0L));
            counts.put(kind, 0L);
        }
        return new CollectState(crawl, created, offsets, counts, List.of());
    }

    byte[] toJson() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("format", FORMAT);
        json.put("crawl", crawl);
        json.put("created", created.toString());
        ObjectNode records = json.putObject("records");
        for (RecordKind kind : RecordKind.values()) {
            ObjectNode record = records.putObject(kind.label());
            record.put("count", counts.getOrDefault(kind, 0L));
            ArrayNode array = record.putArray("offsets");
            offsets.getOrDefault(kind, List.of()).forEach(array::add);
        }
        ArrayNode files = json.putArray("files");
        for (SinkMark mark : marks) {
            files.addObject()
                    .put("file", mark.sink())
                    .put("from", mark.from())
                    .put("length", mark.length())
                    .put("checksum", mark.checksum());
        }
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** {@return what {@link #toJson} has written; null if it is not that} */
    static @Nullable CollectState of(byte[] bytes) {
        try {
            JsonNode json = JsonMapper.shared().readTree(bytes);
            if (json.path("format").asInt(0) != FORMAT) {
                return null;
            }
            Map<RecordKind, List<Long>> offsets = new EnumMap<>(RecordKind.class);
            Map<RecordKind, Long> counts = new EnumMap<>(RecordKind.class);
            for (RecordKind kind : RecordKind.values()) {
                JsonNode record = json.required("records").required(kind.label());
                List<Long> positions = new ArrayList<>();
                record.required("offsets").forEach(offset -> positions.add(offset.asLong()));
                offsets.put(kind, positions);
                counts.put(kind, record.required("count").asLong());
            }
            List<SinkMark> marks = new ArrayList<>();
            json.required("files")
                    .forEach(file -> marks.add(new SinkMark(
                            file.required("file").asString(),
                            file.required("from").asLong(),
                            file.required("length").asLong(),
                            file.required("checksum").asLong())));
            return new CollectState(
                    json.required("crawl").asString(),
                    Instant.parse(json.required("created").asString()),
                    offsets,
                    counts,
                    marks);
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }
}
