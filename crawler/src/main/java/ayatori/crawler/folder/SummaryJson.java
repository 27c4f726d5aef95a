package ayatori.crawler.folder;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Delay;
import ayatori.web.proxy.ProxyServer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    public static byte[] of(CrawlReport report, CrawlOptions options, Instant startedAt) {
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
            json.writeNumberProperty("seconds", report.elapsed().toMillis() / 1000.0);
            json.writeNumberProperty("pages", report.pages());
            json.writeNumberProperty("pagesPerSecond", Math.round(report.pagesPerSecond() * 10) / 10.0);
            json.writeNumberProperty("bytes", report.bytes());
            counts(json, "byStatus", report.byStatus());
            counts(json, "byError", report.byError());
            counts(json, "skipped", report.skipped());
            options(json, options);
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    private static void options(JsonGenerator json, CrawlOptions options) {
        json.writeObjectPropertyStart("options");
        strings(json, "seeds", options.seeds());
        json.writeStringProperty("scope", name(options.extent().scope()));
        strings(json, "include", options.extent().include());
        strings(json, "exclude", options.extent().exclude());
        limit(json, "depth", options.extent().depth(), Integer.MAX_VALUE);
        limit(json, "maxPages", options.extent().maxPages(), Long.MAX_VALUE);
        limit(json, "maxPagesPerHost", options.extent().maxPagesPerHost(), Long.MAX_VALUE);
        limit(json, "maxBytes", options.extent().maxBytes(), Long.MAX_VALUE);
        duration(json, "maxTime", options.extent().maxTime());
        json.writeNumberProperty("concurrency", options.pace().concurrency());
        json.writeNumberProperty("perHost", options.pace().perHost());
        if (options.pace().delay() instanceof Delay.Fixed(Duration fixed)) {
            duration(json, "delay", fixed);
        } else {
            json.writeStringProperty("delay", "auto");
        }
        duration(json, "timeout", options.pace().timeout());
        json.writeNumberProperty("retries", options.pace().retries());
        json.writeNumberProperty("maxBody", options.extent().maxBody());
        json.writeNumberProperty("maxRedirects", options.extent().maxRedirects());
        json.writeStringProperty("userAgent", options.access().userAgent());
        // Only the names: the values may be secrets.
        strings(json, "headers", options.access().headers().keySet());
        json.writeBooleanProperty("robots", options.pace().robots());
        json.writeBooleanProperty("allowPrivate", options.access().allowPrivate());
        json.writeBooleanProperty("insecure", options.access().insecure());
        json.writeStringProperty(
                "trailingSlash", name(options.extent().canonicalForm().trailingSlash()));
        strings(
                json,
                "droppedParameters",
                options.extent().canonicalForm().droppedParameters().stream()
                        .sorted()
                        .toList());
        json.writeBooleanProperty("sitemaps", options.extent().sitemaps());
        json.writeBooleanProperty("cookies", options.access().cookies());
        json.writeObjectPropertyStart("proxies"); // without their credentials
        strings(json, "http", names(options.access().proxies().http()));
        strings(json, "https", names(options.access().proxies().https()));
        json.writeEndObject();
        json.writeStringProperty("links", name(options.output().links()));
        strings(
                json,
                "formats",
                options.output().formats().stream()
                        .map(SummaryJson::name)
                        .sorted()
                        .toList());
        json.writeEndObject();
    }

    private static List<String> names(List<ProxyServer> proxies) {
        return proxies.stream().map(ProxyServer::toString).toList();
    }

    private static void counts(JsonGenerator json, String name, Map<?, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach((what, count) -> json.writeNumberProperty(what.toString(), count));
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, Collection<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void limit(JsonGenerator json, String name, long value, long none) {
        if (value == none) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value);
        }
    }

    private static void duration(JsonGenerator json, String name, @Nullable Duration value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value.toString());
        }
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
