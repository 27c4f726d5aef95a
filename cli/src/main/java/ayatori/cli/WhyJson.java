package ayatori.cli;

import ayatori.crawler.PageError;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.folder.RecordedSkip;
import ayatori.crawler.folder.UrlStory;
import ayatori.crawler.folder.UrlStory.Forecast;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What {@code ayatori why --json} writes: one object on one line. {@code docs/crawl-folder.md} describes its fields. */
final class WhyJson {

    private static final JsonFactory JSON = new JsonFactory();

    private WhyJson() {}

    static String of(UrlStory story) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("url", story.url());
            json.writeStringProperty("fate", name(story.fate()));
            json.writeBooleanProperty("seed", story.isSeed());
            Instant foundAt = story.foundAt();
            optional(json, "foundAt", foundAt == null ? null : foundAt.toString());
            Integer depth = story.depth();
            if (depth != null) {
                json.writeNumberProperty("depth", depth);
            }
            steps(json, story);
            pages(json, story);
            redirects(json, story);
            RecordedSkip skip = story.skip();
            optional(json, "reason", skip == null ? null : skip.reason());
            optional(json, "rule", story.rule());
            forecast(json, story.forecast());
            referrers(json, story);
            json.writeStringProperty("links", name(story.links()));
            json.writeBooleanProperty("running", story.isRunning());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void steps(JsonGenerator json, UrlStory story) {
        json.writeArrayPropertyStart("way");
        for (UrlStory.Step step : story.way()) {
            json.writeStartObject();
            json.writeStringProperty("url", step.url());
            json.writeStringProperty("how", name(step.how()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void pages(JsonGenerator json, UrlStory story) {
        json.writeArrayPropertyStart("pages");
        for (RecordedPage page : story.pages()) {
            json.writeStartObject();
            json.writeStringProperty("url", page.url());
            optional(json, "method", page.method().equals("GET") ? null : page.method());
            json.writeNumberProperty("status", page.status());
            PageError error = page.error();
            optional(json, "error", error == null ? null : error.kind());
            json.writeArrayPropertyStart("attempts");
            for (RecordedPage.EarlierAttempt earlier : page.earlierAttempts()) {
                attempt(json, earlier.fetchedAt(), earlier.elapsed(), earlier.status(), earlier.error());
            }
            attempt(json, page.fetchedAt(), page.elapsed(), page.status(), error == null ? null : error.kind());
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void attempt(JsonGenerator json, Instant at, Duration elapsed, int status, @Nullable String error) {
        json.writeStartObject();
        json.writeStringProperty("fetchedAt", at.toString());
        json.writeNumberProperty("elapsedMs", elapsed.toMillis());
        json.writeNumberProperty("status", status);
        optional(json, "error", error);
        json.writeEndObject();
    }

    private static void redirects(JsonGenerator json, UrlStory story) {
        json.writeArrayPropertyStart("redirects");
        for (UrlStory.Hop hop : story.redirects()) {
            json.writeStartObject();
            json.writeStringProperty("url", hop.url());
            RecordedPage page = hop.page();
            if (page != null) {
                json.writeNumberProperty("status", page.status());
            }
            RecordedSkip skip = hop.skip();
            optional(json, "reason", skip == null ? null : skip.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void forecast(JsonGenerator json, @Nullable Forecast forecast) {
        if (forecast != null) {
            json.writeObjectPropertyStart("forecast");
            optional(
                    json,
                    "reason",
                    forecast.reason() == null ? null : forecast.reason().label());
            optional(json, "rule", forecast.rule());
            json.writeEndObject();
        }
    }

    private static void referrers(JsonGenerator json, UrlStory story) {
        json.writeNumberProperty("referrerCount", story.referrerCount());
        json.writeArrayPropertyStart("referrers");
        for (UrlStory.Referrer referrer : story.referrers()) {
            json.writeStartObject();
            json.writeStringProperty("url", referrer.url());
            json.writeStringProperty("how", name(referrer.how()));
            json.writeStringProperty("at", referrer.at().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
