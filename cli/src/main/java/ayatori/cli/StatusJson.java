package ayatori.cli;

import ayatori.crawler.folder.CrawlStatus;
import ayatori.crawler.folder.CrawlStatus.Continuation;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What {@code ayatori status --json} writes: one object on one line. {@code docs/crawl-folder.md} describes its fields. */
final class StatusJson {

    private static final JsonFactory JSON = new JsonFactory();

    private StatusJson() {}

    static String of(CrawlStatus status) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "standing",
                    status.standing().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            Long process = status.process();
            if (process != null) {
                json.writeNumberProperty("process", process);
            }
            json.writeStringProperty("began", status.began().toString());
            Instant lastActive = status.lastActive();
            if (lastActive != null) {
                json.writeStringProperty("lastActive", lastActive.toString());
            }
            json.writeNumberProperty("seconds", status.elapsed().toMillis() / 1000.0);
            json.writeNumberProperty("pages", status.pages());
            json.writeNumberProperty("bytes", status.bytes());
            json.writeNumberProperty("recentPagesPerSecond", Math.round(status.recentPagesPerSecond() * 10) / 10.0);
            Long queued = status.queued();
            if (queued != null) {
                json.writeNumberProperty("queued", queued);
            }
            json.writeNumberProperty("inFlight", status.inFlight());
            counts(json, "byStatus", status.byStatus());
            counts(json, "byError", status.byError());
            if (!status.byChange().isEmpty()) {
                counts(json, "byChange", status.byChange());
            }
            counts(json, "skipped", status.skipped());
            hosts(json, status);
            files(json, status);
            continuation(json, status.continuation());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void counts(JsonGenerator json, String name, Map<?, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach((what, count) -> json.writeNumberProperty(what.toString(), count));
        json.writeEndObject();
    }

    private static void hosts(JsonGenerator json, CrawlStatus status) {
        json.writeNumberProperty("hostsRequested", status.hostsRequested());
        json.writeBooleanProperty("areHostsExact", status.areHostsExact());
        json.writeArrayPropertyStart("hosts");
        for (CrawlStatus.Host host : status.hosts()) {
            json.writeStartObject();
            json.writeStringProperty("origin", host.origin());
            json.writeNumberProperty("pages", host.pages());
            json.writeNumberProperty("bytes", host.bytes());
            json.writeNumberProperty("errors", host.errors());
            Duration answer = host.answer();
            if (answer != null) {
                json.writeNumberProperty("answerMs", answer.toMillis());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void files(JsonGenerator json, CrawlStatus status) {
        json.writeObjectPropertyStart("files");
        status.files().forEach(file -> json.writeNumberProperty(file.name(), file.bytes()));
        json.writeEndObject();
    }

    private static void continuation(JsonGenerator json, Continuation continuation) {
        boolean canResume = continuation instanceof Continuation.Resumable;
        json.writeBooleanProperty("canResume", canResume);
        if (continuation instanceof Continuation.Impossible(String reason)) {
            json.writeStringProperty("cannotResume", reason);
        }
        if (continuation instanceof Continuation.Resumable resumable
                && !resumable.needed().isEmpty()) {
            json.writeArrayPropertyStart("needed");
            resumable.needed().forEach(json::writeString);
            json.writeEndArray();
        }
    }
}
