package ayatori.crawler.record;

import ayatori.crawler.LinkDetail;
import ayatori.crawler.PageError;
import ayatori.crawler.RequisiteRole;
import ayatori.crawler.extract.Extracted;
import ayatori.crawler.extract.PageText;
import ayatori.crawler.extract.Values;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.frontier.Attempt;
import ayatori.crawler.frontier.PageRequest;
import ayatori.crawler.read.Content;
import ayatori.crawler.read.PageLinks;
import ayatori.crawler.sink.Inert;
import ayatori.web.http.Validators;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The record of one URL that was requested.
 *
 * @param request what was requested
 * @param response what came back
 * @param content what the body says about itself
 * @param redirectTo the target of the redirect; null if it was not a redirect
 * @param error what went wrong; null if nothing did
 * @param revisit what a recrawl says about it
 * @param extracted what was taken out of the page; null if nothing was
 */
public record PageRecord(
        Request request,
        Response response,
        Content content,
        @Nullable String redirectTo,
        @Nullable PageError error,
        Revisit revisit,
        @Nullable Extracted extracted) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The record of a crawl that is no recrawl, of a page out of which nothing is taken. */
    public PageRecord(
            Request request,
            Response response,
            Content content,
            @Nullable String redirectTo,
            @Nullable PageError error) {
        this(request, response, content, redirectTo, error, Revisit.NONE, null);
    }

    /** The same with what a recrawl says about it. */
    public PageRecord with(Revisit known) {
        return new PageRecord(request, response, content, redirectTo, error, known, extracted);
    }

    /** The same with what was taken out of the page; null for nothing. */
    public PageRecord with(@Nullable Extracted taken) {
        return new PageRecord(request, response, content, redirectTo, error, revisit, taken);
    }

    /**
     * What was requested.
     *
     * @param url the canonical URL
     * @param depth links between a seed and it
     * @param referrer the page that linked to it first; null for a seed
     * @param attempts how many requests it took
     * @param isSitemap whether it was requested as a sitemap, for the pages that it lists
     * @param earlier the requests before the last one
     * @param how its method, and what its requester attached to it
     * @param role what a page needs it for; null if it is no requisite
     */
    public record Request(
            String url,
            int depth,
            @Nullable String referrer,
            int attempts,
            boolean isSitemap,
            List<Attempt> earlier,
            PageRequest how,
            @Nullable RequisiteRole role) {
        /** A plain GET. */
        public Request(
                String url,
                int depth,
                @Nullable String referrer,
                int attempts,
                boolean isSitemap,
                List<Attempt> earlier) {
            this(url, depth, referrer, attempts, isSitemap, earlier, PageRequest.GET, null);
        }

        /** A request for a page. */
        public Request(String url, int depth, @Nullable String referrer, int attempts) {
            this(url, depth, referrer, attempts, false, List.of());
        }
    }

    /**
     * What came back.
     *
     * @param status the HTTP status; 0 without an answer
     * @param contentType the Content-Type header; null if there is none
     * @param bytes the length of the decoded body
     * @param truncated why the body is not whole, in WARC's words; null if it is
     * @param validators its ETag and Last-Modified, which a later request is made conditional by
     * @param digest the {@linkplain ayatori.crawler.read.BodyDigest digest} of the decoded body; null if it did not come, or
     *     broke off
     * @param fetchedAt when the request started
     * @param totalNanos how long it took
     */
    public record Response(
            int status,
            @Nullable String contentType,
            long bytes,
            @Nullable String truncated,
            Validators validators,
            @Nullable String digest,
            Instant fetchedAt,
            long totalNanos) {
        /** An answer. */
        public static Response of(
                Head head, long bytes, @Nullable String truncated, @Nullable String digest, long totalNanos) {
            return new Response(
                    head.status(),
                    head.contentType(),
                    bytes,
                    truncated,
                    Validators.of(head.headers()),
                    digest,
                    head.fetchedAt(),
                    totalNanos);
        }

        /** No answer. */
        public static Response none(Instant fetchedAt, long totalNanos) {
            return new Response(0, null, 0, null, Validators.NONE, null, fetchedAt, totalNanos);
        }

        /** Whether the status is 2xx. */
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** Whether the server said that the page is as it was, so that the rest is what the crawl before recorded. */
        public boolean isNotModified() {
            return status == 304;
        }

        /** How many bytes of a decoded body came: none if the page is not modified. */
        public long receivedBytes() {
            return isNotModified() ? 0 : bytes;
        }
    }

    /** Writes the record as a line of {@code pages.jsonl}. */
    public void writeJson(JsonLines out, PageLinks links, LinkDetail detail) {
        JsonGenerator json = out.generator();
        json.writeStartObject();
        json.writeStringProperty("url", request.url());
        if (request.how() != PageRequest.GET) {
            writeRequest(json, request.how());
        }
        json.writeNumberProperty("status", response.status());
        optional(json, "title", content.title());
        json.writeNumberProperty("depth", request.depth());
        optional(json, "referrer", request.referrer());
        optional(json, "contentType", response.contentType());
        optional(json, "charset", content.charset());
        json.writeNumberProperty("bytes", response.bytes());
        json.writeNumberProperty("elapsedMs", response.totalNanos() / 1_000_000);
        json.writeStringProperty("fetchedAt", response.fetchedAt().toString());
        json.writeNumberProperty("attempts", request.attempts());
        if (!request.earlier().isEmpty()) {
            writeEarlier(json);
        }
        if (request.isSitemap()) {
            json.writeBooleanProperty("sitemap", true);
        }
        if (request.role() != null) {
            json.writeStringProperty("role", request.role().label());
        }
        optional(json, "truncated", response.truncated());
        optional(json, "etag", response.validators().etag());
        optional(json, "lastModified", response.validators().lastModified());
        optional(json, "digest", response.digest());
        optional(json, "redirectTo", redirectTo);
        if (error != null) {
            json.writeObjectPropertyStart("error");
            json.writeStringProperty("kind", error.kind());
            json.writeStringProperty("message", error.message());
            json.writeEndObject();
        }
        optional(json, "canonical", content.canonical());
        optional(json, "lang", content.lang());
        revisit.write(json);
        if (extracted != null) {
            writeContent(json, extracted);
        }
        if (detail != LinkDetail.NONE) {
            json.writeNumberProperty("linkCount", links.count());
        }
        if (detail.listsLinks()) {
            json.writeArrayPropertyStart("links");
            for (int i = 0; i < links.count(); i++) {
                json.writeUTF8String(links.bytes(), links.start(i), links.end(i) - links.start(i));
            }
            json.writeEndArray();
            writeNofollow(json, links);
        }
        json.writeEndObject();
        out.endLine();
    }

    private static void writeRequest(JsonGenerator json, PageRequest how) {
        if (!how.isGet()) {
            json.writeStringProperty("method", how.method());
        }
        optional(json, "label", how.label());
        if (how.data() != null) {
            json.writeName("data");
            copy(how.data(), json);
        }
    }

    /** Not by a mapper: its locks would suspend the task, and another would go on in this line. */
    private static void copy(String data, JsonGenerator json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), data)) {
            parser.nextToken();
            json.copyCurrentStructureExact(parser);
        }
    }

    private static void writeContent(JsonGenerator json, Extracted extracted) {
        if (extracted.fields() != null) {
            json.writeName("fields");
            Values.write(json, extracted.fields());
        }
        if (extracted.metadata() != null) {
            json.writeName("metadata");
            Values.write(json, extracted.metadata());
        }
        if (extracted.text() != null) {
            writeText(json, extracted.text());
        }
        optional(json, "contentNote", extracted.note());
    }

    /** The short fields first: readers that want only these need not read on. */
    private static void writeText(JsonGenerator json, PageText text) {
        if (text.simhash() != null) {
            json.writeStringProperty("simhash", HexFormat.of().toHexDigits(text.simhash()));
        }
        if (!text.ai().isEmpty()) {
            json.writeName("ai");
            Values.write(json, text.ai());
        }
        optional(json, "text", text.text());
        optional(json, "markdown", text.markdown());
        if (text.anchors().stream().anyMatch(anchor -> !anchor.isEmpty())) {
            json.writeArrayPropertyStart("anchors");
            text.anchors().forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private void writeEarlier(JsonGenerator json) {
        json.writeArrayPropertyStart("earlierAttempts");
        for (Attempt attempt : request.earlier()) {
            json.writeStartObject();
            json.writeStringProperty(
                    "fetchedAt", Instant.ofEpochMilli(attempt.startMillis()).toString());
            json.writeNumberProperty("elapsedMs", attempt.elapsedMillis());
            json.writeNumberProperty("status", attempt.status());
            optional(json, "error", attempt.error());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Nearly all pages have no such link, and no such field. */
    private static void writeNofollow(JsonGenerator json, PageLinks links) {
        boolean isOpen = false;
        for (int i = 0; i < links.count(); i++) {
            if (links.isNofollow(i)) {
                if (!isOpen) {
                    json.writeArrayPropertyStart("nofollow");
                    isOpen = true;
                }
                json.writeNumber(i);
            }
        }
        if (isOpen) {
            json.writeEndArray();
        }
    }

    /** The record as an entry of {@code pages.txt}: the URL, the title, an empty line. */
    public byte[] toText() {
        String shown = content.title() == null ? "No Title" : onOneLine(content.title());
        return ("URL: " + request.url() + "\nTitle: " + shown + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A title on one line that cannot control a terminal: characters that are not {@link Inert} become U+FFFD.
     */
    private static String onOneLine(String title) {
        StringBuilder shown = null;
        for (int i = 0; i < title.length(); i++) {
            if (!Inert.is(title.charAt(i))) {
                shown = shown == null ? new StringBuilder(title) : shown;
                shown.setCharAt(i, '\uFFFD');
            }
        }
        return shown == null ? title : shown.toString();
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
