package ayatori.cli;

import ayatori.crawler.Page;
import ayatori.crawler.PageError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The outcome of each URL of a small crawl: pages as handed to the handler, skipped URLs as recorded. */
final class CrawlFindings {

    /** What the tour needs of a page. */
    record Seen(
            int status,
            @Nullable String title,
            @Nullable String contentType,
            long bytes,
            int attempts,
            @Nullable String redirectTo,
            @Nullable String errorKind) {}

    private final Map<String, Seen> pages = new HashMap<>();
    private final Map<String, String> skips = new LinkedHashMap<>();

    /** Adds a page. Called by one thread at a time, and not after the crawl has ended. */
    void add(Page page) {
        PageError error = page.error();
        add(
                page.url(),
                new Seen(
                        page.status(),
                        page.title(),
                        page.contentType(),
                        page.bytes(),
                        page.attempts(),
                        page.redirectTo(),
                        error == null ? null : error.kind()));
    }

    void add(String url, Seen seen) {
        pages.put(url, seen);
    }

    void addSkipped(String url, String reason) {
        skips.putIfAbsent(url, reason);
    }

    /** Reads {@code skipped.jsonl}. */
    void readSkipped(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            String url = "";
            String reason = "";
            String field = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    field = json.currentName();
                } else if (token == JsonToken.VALUE_STRING && field.equals("url")) {
                    url = json.getString();
                } else if (token == JsonToken.VALUE_STRING && field.equals("reason")) {
                    reason = json.getString();
                } else if (token == JsonToken.END_OBJECT) {
                    addSkipped(url, reason);
                }
            }
        }
    }

    @Nullable Seen seen(String url) {
        return pages.get(url);
    }

    /** Why a URL was skipped; null if nothing is recorded. */
    @Nullable String skipped(String url) {
        return skips.get(url);
    }

    int seenBelow(String prefix) {
        return (int)
                pages.keySet().stream().filter(url -> url.startsWith(prefix)).count();
    }

    /** How many URLs that begin with a prefix were skipped, by reason. */
    Map<String, Integer> skippedBelow(String prefix) {
        var reasons = new TreeMap<String, Integer>();
        skips.forEach((url, reason) -> {
            if (url.startsWith(prefix)) {
                reasons.merge(reason, 1, Integer::sum);
            }
        });
        return reasons;
    }

    /** One skipped URL for each reason, the first of its kind. */
    Map<String, String> exampleByReason() {
        var examples = new TreeMap<String, String>();
        skips.forEach((url, reason) -> examples.putIfAbsent(reason, url));
        return examples;
    }
}
