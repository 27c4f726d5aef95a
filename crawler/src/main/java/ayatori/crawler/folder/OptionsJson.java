package ayatori.crawler.folder;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import ayatori.web.proxy.ProxyServer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A crawl's options as JSON, without credentials. */
final class OptionsJson {
    private OptionsJson() {}

    /** Writes an object. */
    static void write(JsonGenerator json, CrawlOptions options) {
        json.writeStartObject();
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
                        .map(OptionsJson::name)
                        .sorted()
                        .toList());
        json.writeEndObject();
    }

    private static List<String> names(List<ProxyServer> proxies) {
        return proxies.stream().map(ProxyServer::toString).toList();
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
