package ayatori.report;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A crawl folder whose records a test writes. Paths are those of {@code https://example.org}. */
final class SampleCrawl {
    static final String SITE = "https://example.org";

    private final Path folder;

    private SampleCrawl(Path folder) {
        this.folder = folder;
    }

    static SampleCrawl in(Path folder) throws Exception {
        return in(folder, SITE);
    }

    static SampleCrawl in(Path folder, String site) throws Exception {
        return in(folder, CrawlOptions.from(site + "/").build());
    }

    static SampleCrawl in(Path folder, CrawlOptions options) throws Exception {
        CrawlFolder.create(folder, Manifest.of(options, Instant.parse("2026-01-01T00:00:00Z")))
                .close();
        var crawl = new SampleCrawl(folder);
        crawl.write(CrawlFolder.PAGES, "");
        crawl.write(CrawlFolder.SKIPPED, "");
        return crawl;
    }

    /** A record that grows by further properties. */
    final class Entry {
        private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();

        Entry set(String name, Object value) {
            properties.put(name, value);
            return this;
        }

        Entry meta(String name, Object value) {
            metadata.put(name, value);
            return this;
        }

        Entry title(String title) {
            return set("title", title);
        }

        Entry links(String... paths) {
            return set("links", List.of(paths).stream().map(SampleCrawl::url).toList());
        }

        Entry from(String path) {
            return set("referrer", url(path)).set("depth", 1);
        }

        SampleCrawl done() {
            if (!metadata.isEmpty()) {
                properties.put("metadata", metadata);
            }
            return write(CrawlFolder.PAGES, JsonMapper.shared().writeValueAsString(properties) + "\n");
        }
    }

    /** Begins a record of an HTML page with a title and without links. */
    Entry page(String path) {
        return record(path, 200)
                .set("contentType", "text/html; charset=utf-8")
                .title("Title of " + path)
                .set("digest", "%032x".formatted(path.hashCode()))
                .set("links", List.of());
    }

    /** Begins a record. */
    Entry record(String path, int status) {
        return new Entry()
                .set("url", url(path))
                .set("status", status)
                .set("depth", 0)
                .set("bytes", status == 200 ? 1_500 : 0)
                .set("elapsedMs", 12)
                .set("fetchedAt", "2026-01-02T03:04:05.678Z")
                .set("attempts", 1);
    }

    SampleCrawl redirect(String path, String to) {
        return record(path, 301).set("redirectTo", url(to)).done();
    }

    SampleCrawl skipped(String path, String reason, String referrer, @Nullable String rule) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("url", url(path));
        properties.put("reason", reason);
        properties.put("referrer", url(referrer));
        if (rule != null) {
            properties.put("rule", rule);
        }
        return write(CrawlFolder.SKIPPED, JsonMapper.shared().writeValueAsString(properties) + "\n");
    }

    SampleCrawl write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    static String url(String path) {
        return path.startsWith("/") ? SITE + path : path;
    }
}
