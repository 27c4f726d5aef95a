package ayatori.crawler.folder;

import ayatori.crawler.PageHistory;
import ayatori.crawler.RequisiteRole;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a recrawl needs to know of every page and every requisite of the crawl before. The links, which are most of a record, are
 * passed over.
 *
 * @param url the canonical URL
 * @param depth links between a seed and it
 * @param referrer the page that linked to it first; null for a seed
 * @param status the HTTP status; 0 without an answer
 * @param isSitemap whether it was requested as a sitemap
 * @param role what a page needs it for, if it was requested as a requisite; null if it is a page
 * @param fetchedAt when it was requested
 * @param history how often it changed; null if that is not known
 */
public record KnownPage(
        String url,
        int depth,
        @Nullable String referrer,
        int status,
        boolean isSitemap,
        @Nullable RequisiteRole role,
        Instant fetchedAt,
        @Nullable PageHistory history) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads a line.
     *
     * @param withRequisites whether requisites are wanted too
     * @return null if it was no plain GET, since the record does not tell how to repeat the request, or is not wanted
     * @throws IllegalArgumentException if it is no record of a page
     */
    static @Nullable KnownPage parse(byte[] bytes, int from, int to, boolean withRequisites) {
        String url = null;
        int depth = 0;
        String referrer = null;
        int status = 0;
        boolean isSitemap = false;
        RequisiteRole role = null;
        Instant fetchedAt = null;
        PageHistory history = null;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_NULL) {
                    continue;
                }
                switch (name) {
                    case "method" -> {
                        return null;
                    }
                    case "role" -> {
                        if (!withRequisites) {
                            return null;
                        }
                        role = role(json.getString());
                    }
                    case "url" -> url = json.getString();
                    case "depth" -> depth = json.getIntValue();
                    case "referrer" -> referrer = json.getString();
                    case "status" -> status = json.getIntValue();
                    case "sitemap" -> isSitemap = json.getBooleanValue();
                    case "fetchedAt" -> fetchedAt = Instant.parse(json.getString());
                    case "history" -> history = history(json);
                    default -> json.skipChildren();
                }
            }
        }
        if (url == null || fetchedAt == null) {
            throw new IllegalArgumentException("url or fetchedAt is missing");
        }
        return new KnownPage(url, depth, referrer, status, isSitemap, role, fetchedAt, history);
    }

    /** A role that a later version may have added is another one. */
    private static RequisiteRole role(String label) {
        return Objects.requireNonNullElse(RequisiteRole.ofLabel(label), RequisiteRole.OTHER);
    }

    private static @Nullable PageHistory history(JsonParser json) {
        Instant since = null;
        int checks = 0;
        int changes = 0;
        Instant changedAt = null;
        PageHistory.LastAnswer last = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "since" -> since = Instant.parse(json.getString());
                case "checks" -> checks = json.getIntValue();
                case "changes" -> changes = json.getIntValue();
                case "changedAt" -> changedAt = Instant.parse(json.getString());
                case "last" -> last = last(json);
                default -> json.skipChildren();
            }
        }
        return since == null ? null : new PageHistory(since, checks, changes, changedAt, last);
    }

    private static PageHistory.@Nullable LastAnswer last(JsonParser json) {
        Instant at = null;
        int status = 0;
        String digest = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "at" -> at = Instant.parse(json.getString());
                case "status" -> status = json.getIntValue();
                case "digest" -> digest = json.getString();
                default -> json.skipChildren();
            }
        }
        return at == null || digest == null ? null : new PageHistory.LastAnswer(at, status, digest);
    }
}
