package ayatori.crawler.folder;

import ayatori.crawler.CrawlArchive;
import ayatori.crawler.CrawlContent;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlRequisites;
import ayatori.crawler.Delay;
import ayatori.crawler.HostOptions;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.PerHost;
import ayatori.crawler.Request;
import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SeedFile;
import ayatori.crawler.extract.RulesFile;
import ayatori.web.proxy.Proxies;
import ayatori.web.proxy.ProxyServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes a crawl's options as JSON, without credentials. {@link OptionsReader} reads them. */
final class OptionsJson {
    private OptionsJson() {}

    /** Writes an object. */
    static void write(JsonGenerator json, CrawlOptions options) {
        json.writeStartObject();
        strings(json, "seeds", options.seeds());
        input(json, options.input());
        json.writeStringProperty("scope", name(options.extent().scope()));
        strings(json, "include", options.extent().include());
        strings(json, "exclude", options.extent().exclude());
        limit(json, "depth", options.extent().depth(), Integer.MAX_VALUE);
        limit(json, "maxPages", options.extent().maxPages(), Long.MAX_VALUE);
        limit(json, "maxPagesPerHost", options.extent().maxPagesPerHost(), Long.MAX_VALUE);
        limit(json, "maxBytes", options.extent().maxBytes(), Long.MAX_VALUE);
        strings(json, "acceptTypes", options.extent().acceptTypes());
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
        limit(json, "limitRate", options.pace().limitRate(), Long.MAX_VALUE);
        json.writeNumberProperty("maxBody", options.extent().maxBody());
        json.writeNumberProperty("maxRedirects", options.extent().maxRedirects());
        json.writeStringProperty("userAgent", options.access().userAgent());
        // Only the names: the values may be secrets.
        strings(json, "headers", options.access().headers().keySet());
        strings(json, "credentials", options.access().credentials().origins()); // only for whom
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
        json.writeBooleanProperty("followLinks", options.extent().followLinks());
        if (!options.requests().isEmpty()) {
            // Without headers and bodies, which may hold secrets.
            strings(
                    json,
                    "requests",
                    options.requests().stream().map(Request::toString).toList());
        }
        if (!options.access().archives().isEmpty()) {
            strings(
                    json,
                    "from",
                    options.access().archives().stream()
                            .map(path -> path.toAbsolutePath().toString())
                            .toList());
        }
        json.writeBooleanProperty("cookies", options.access().cookies());
        Path cookieFile = options.access().cookieFile();
        if (cookieFile == null) {
            json.writeNullProperty("cookieFile");
        } else {
            json.writeStringProperty("cookieFile", cookieFile.toAbsolutePath().toString());
        }
        proxies(json, options.access().proxies());
        json.writeStringProperty("links", name(options.output().links()));
        strings(
                json,
                "formats",
                options.output().formats().stream()
                        .map(OptionsJson::name)
                        .sorted()
                        .toList());
        json.writeStringProperty("compression", name(options.output().compression()));
        content(json, options.content());
        hosts(json, options.hosts());
        if (options.output().formats().contains(OutputFormat.WARC)) {
            archive(json, options.output().archive());
        }
        requisites(json, options.extent().requisites());
        json.writeBooleanProperty("resumable", options.output().resumable());
        json.writeEndObject();
    }

    private static void requisites(JsonGenerator json, @Nullable CrawlRequisites requisites) {
        if (requisites != null) {
            json.writeBooleanProperty("requisites", true);
            strings(
                    json,
                    "skipRequisites",
                    requisites.left().stream()
                            .map(RequisiteRole::label)
                            .sorted()
                            .toList());
            json.writeNumberProperty("maxRequisiteSize", requisites.maxSize());
        }
    }

    /** The copy of the file of URLs, if there is one. */
    private static void input(JsonGenerator json, @Nullable SeedFile input) {
        if (input != null) {
            json.writeObjectPropertyStart("input");
            json.writeStringProperty("file", CrawlFolder.SEEDS);
            json.writeNumberProperty("urls", input.urls());
            strings(json, "sites", input.sites());
            json.writeEndObject();
        }
    }

    /** What differs for single hosts, if there are any. Of header fields only the names: the values may be secrets. */
    private static void hosts(JsonGenerator json, PerHost hosts) {
        if (hosts.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("hosts");
        for (HostOptions host : hosts.all()) {
            json.writeStartObject();
            json.writeStringProperty("host", host.host());
            Delay delay = host.delay();
            if (delay != null) {
                json.writeStringProperty(
                        "delay", delay instanceof Delay.Fixed(Duration fixed) ? fixed.toString() : "auto");
            }
            Integer perHost = host.perHost();
            if (perHost != null) {
                json.writeNumberProperty("perHost", perHost);
            }
            Long maxPages = host.maxPages();
            if (maxPages != null) {
                json.writeNumberProperty("maxPages", maxPages);
            }
            strings(json, "headers", host.headers().keySet());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Only what is asked for, so that most manifests have none of it. */
    private static void content(JsonGenerator json, CrawlContent content) {
        if (!content.fields().isEmpty()) {
            strings(json, "fields", content.fields());
        }
        RulesFile rules = content.rules();
        if (rules != null) {
            json.writeObjectPropertyStart("rules");
            json.writeStringProperty("file", rules.name());
            json.writeStringProperty("text", rules.text());
            json.writeEndObject();
        }
        ifTrue(json, "metadata", content.metadata());
        ifTrue(json, "pdf", content.pdf());
        ifTrue(json, "text", content.text().text());
        ifTrue(json, "markdown", content.text().markdown());
        ifTrue(json, "simhash", content.text().simhash());
        ifTrue(json, "wholePage", content.text().wholePage());
    }

    private static void ifTrue(JsonGenerator json, String name, boolean value) {
        if (value) {
            json.writeBooleanProperty(name, true);
        }
    }

    private static void archive(JsonGenerator json, CrawlArchive archive) {
        json.writeStringProperty("warcCompression", archive.zstd() ? "zstd" : "gzip");
        json.writeObjectPropertyStart("archive");
        json.writeNumberProperty("fileBytes", archive.fileBytes());
        json.writeStringProperty("prefix", archive.prefix());
        Path dictionary = archive.dictionary();
        if (dictionary != null) {
            json.writeStringProperty("dictionary", dictionary.toAbsolutePath().toString());
        }
        json.writeNumberProperty("maxBody", archive.maxBody());
        json.writeBooleanProperty("keepSecrets", archive.keepSecrets());
        json.writeBooleanProperty("blockDigests", archive.blockDigests());
        String operator = archive.operator();
        if (operator != null) {
            json.writeStringProperty("operator", operator);
        }
        strings(
                json,
                "dedupeAgainst",
                archive.dedupeAgainst().stream()
                        .map(path -> path.toAbsolutePath().toString())
                        .toList());
        json.writeEndObject();
    }

    /** Without their credentials, but with the names of those that have some. */
    private static void proxies(JsonGenerator json, Proxies proxies) {
        json.writeObjectPropertyStart("proxies");
        strings(json, "http", names(proxies.http().stream()));
        strings(json, "https", names(proxies.https().stream()));
        json.writeStringProperty("except", proxies.exceptions());
        strings(json, "logins", names(proxies, proxy -> proxy.credentials() != null));
        json.writeEndObject();
    }

    /** The names of the proxies that meet a condition, each once. */
    static List<String> names(Proxies proxies, Predicate<ProxyServer> condition) {
        return names(Stream.concat(proxies.http().stream(), proxies.https().stream())
                .filter(condition)
                .distinct());
    }

    private static List<String> names(Stream<ProxyServer> proxies) {
        return proxies.map(ProxyServer::toString).toList();
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
