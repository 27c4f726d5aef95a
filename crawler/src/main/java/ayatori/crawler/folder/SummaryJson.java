package ayatori.crawler.folder;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Writes {@code summary.json}: what a crawl did, and with which options. */
public final class SummaryJson {
    private static final JsonFactory JSON = new JsonFactory();

    private SummaryJson() {}

    /** {@return the summary, indented} */
    public static byte[] of(CrawlReport report, CrawlOptions options, Instant startedAt, Instant endedAt) {
        var out = new ByteArrayOutputStream();
        var context = new ObjectWriteContext.Base() {
            @Override
            public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
                return new DefaultPrettyPrinter();
            }
        };
        try (JsonGenerator json = JSON.createGenerator(context, out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("end", name(report.end()));
            json.writeStringProperty("startedAt", startedAt.toString());
            json.writeStringProperty("endedAt", endedAt.toString());
            json.writeNumberProperty("seconds", report.elapsed().toMillis() / 1000.0);
            json.writeNumberProperty("pages", report.pages());
            json.writeNumberProperty("pagesPerSecond", Math.round(report.pagesPerSecond() * 10) / 10.0);
            json.writeNumberProperty("bytes", report.bytes());
            counts(json, "byStatus", report.byStatus());
            counts(json, "byError", report.byError());
            counts(json, "skipped", report.skipped());
            if (!report.byChange().isEmpty()) {
                counts(json, "byChange", report.byChange());
            }
            if (!report.lacking().isEmpty()) {
                counts(json, "lacking", report.lacking());
            }
            if (!report.misfits().isEmpty()) {
                counts(json, "misfits", report.misfits());
            }
            json.writeNumberProperty("queued", report.queued());
            if (report.items() > 0) {
                json.writeNumberProperty("items", report.items());
            }
            if (report.requisites() > 0) {
                json.writeNumberProperty("requisites", report.requisites());
            }
            json.writeName("options");
            OptionsJson.write(json, options);
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    private static void counts(JsonGenerator json, String name, Map<?, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach((what, count) -> json.writeNumberProperty(what.toString(), count));
        json.writeEndObject();
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
