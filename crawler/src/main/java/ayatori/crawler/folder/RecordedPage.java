package ayatori.crawler.folder;

import ayatori.crawler.Change;
import ayatori.crawler.PageError;
import ayatori.crawler.PageHistory;
import ayatori.crawler.RequisiteRole;
import ayatori.crawler.extract.PageText;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A record of {@code pages.jsonl}: one URL that was requested, and what came of it.
 *
 * {@snippet :
 * try (Stream<RecordedPage> pages = CrawlReader.open(Path.of("crawl")).pages()) {
 *     System.out.println(pages.mapToLong(RecordedPage::bytes).sum() + " bytes");
 * }
 * }
 *
 * @param url the canonical URL
 * @param method the method of the request; {@code GET} unless a page handler asked for another
 * @param label the label of the request; null if it has none
 * @param data the data of the request; null if it has none
 * @param status the HTTP status; 0 without an answer
 * @param title the page's title; null if it has none
 * @param depth links between a seed and it
 * @param referrer the page that linked to it first; null for a seed
 * @param contentType the Content-Type header; null if there is none
 * @param charset the character encoding of the body; null if it is not text
 * @param bytes the length of the decoded body
 * @param elapsed how long the request took, in whole milliseconds
 * @param fetchedAt when it started
 * @param attempts how many requests it took
 * @param earlierAttempts the requests before the last one, at most sixteen
 * @param truncated why the body is not whole, in WARC's words; null if it is
 * @param isSitemap whether it was requested as a sitemap, for the pages that it lists
 * @param role what a page needs it for, if it was requested as a requisite; null if it is a page
 * @param etag the ETag as it was sent; null if there is none
 * @param lastModified the Last-Modified as it was sent; null if there is none
 * @param digest XXH3's 128 bits over the decoded body, in hexadecimal; null if no body came or it broke off, and in records
 *     of earlier versions
 * @param redirectTo the target of the redirect; null if it was not a redirect
 * @param error what went wrong; null if nothing did
 * @param canonical the URL that the page names as its canonical one; null if it names none
 * @param lang the language that the page declares; null if it declares none
 * @param change what a recrawl found, compared with the crawl before; null if it is no recrawl, or it cannot be told
 * @param history how often the page changed; null if it is no recrawl, or the page was never answered before
 * @param fields what the rules of the crawl took out of the page, in their order, as {@link
 *     ayatori.crawler.extract.FieldValue} describes values; null if no rule is about it
 * @param metadata what the page says about itself; null if the crawl did not record it
 * @param pageText the text of the page, as far as the crawl recorded it; null if it did not, or the page has none
 * @param linkCount how many distinct links it has; null if the crawl did not record that
 * @param links the distinct links, in page order; null if the crawl did not record them
 * @param nofollow which of the links may not be followed, by their positions from 0
 */
public record RecordedPage(
        String url,
        String method,
        @Nullable String label,
        @Nullable JsonNode data,
        int status,
        @Nullable String title,
        int depth,
        @Nullable String referrer,
        @Nullable String contentType,
        @Nullable String charset,
        long bytes,
        Duration elapsed,
        Instant fetchedAt,
        int attempts,
        List<EarlierAttempt> earlierAttempts,
        @Nullable String truncated,
        boolean isSitemap,
        @Nullable RequisiteRole role,
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable String digest,
        @Nullable String redirectTo,
        @Nullable PageError error,
        @Nullable String canonical,
        @Nullable String lang,
        @Nullable Change change,
        @Nullable PageHistory history,
        @Nullable Map<String, @Nullable Object> fields,
        @Nullable Map<String, @Nullable Object> metadata,
        @Nullable PageText pageText,
        @Nullable Integer linkCount,
        @Nullable List<String> links,
        List<Integer> nofollow) {

    /** Copies the lists. */
    public RecordedPage {
        earlierAttempts = List.copyOf(earlierAttempts);
        links = links == null ? null : List.copyOf(links);
        nofollow = List.copyOf(nofollow);
    }

    /**
     * A request that was followed by another one.
     *
     * @param fetchedAt when it started
     * @param elapsed how long the answer or the failure took
     * @param status the HTTP status; 0 without an answer that could be used
     * @param error the kind of its error, or {@code handler} if the page's handler asked for another try; null if it was answered
     */
    public record EarlierAttempt(
            Instant fetchedAt,
            Duration elapsed,
            int status,
            @Nullable String error) {
        static EarlierAttempt of(Fields fields) {
            return new EarlierAttempt(
                    fields.instant("fetchedAt"),
                    Duration.ofMillis(fields.number("elapsedMs")),
                    fields.integer("status"),
                    fields.stringIfAny("error"));
        }
    }

    /** Reads a record, and ignores what it does not know. */
    static RecordedPage of(JsonNode json) {
        var fields = new Fields(json);
        Fields error = fields.object("error");
        return new RecordedPage(
                fields.string("url"),
                fields.has("method") ? fields.string("method") : "GET",
                fields.stringIfAny("label"),
                json.get("data"),
                fields.integer("status"),
                fields.stringIfAny("title"),
                fields.integer("depth"),
                fields.stringIfAny("referrer"),
                fields.stringIfAny("contentType"),
                fields.stringIfAny("charset"),
                fields.number("bytes"),
                Duration.ofMillis(fields.number("elapsedMs")),
                fields.instant("fetchedAt"),
                fields.integer("attempts"),
                fields.objects("earlierAttempts").stream()
                        .map(EarlierAttempt::of)
                        .toList(),
                fields.stringIfAny("truncated"),
                fields.has("sitemap") && fields.flag("sitemap"),
                role(fields.stringIfAny("role")),
                fields.stringIfAny("etag"),
                fields.stringIfAny("lastModified"),
                fields.stringIfAny("digest"),
                fields.stringIfAny("redirectTo"),
                error == null ? null : new PageError(error.string("kind"), error.string("message")),
                fields.stringIfAny("canonical"),
                fields.stringIfAny("lang"),
                change(fields.stringIfAny("change")),
                history(fields.object("history")),
                fields.valuesIfAny("fields"),
                fields.valuesIfAny("metadata"),
                pageText(fields),
                fields.has("linkCount") ? (Integer) fields.integer("linkCount") : null,
                fields.has("links") ? fields.strings("links") : null,
                fields.has("nofollow") ? fields.integers("nofollow") : List.of());
    }

    private static @Nullable PageText pageText(Fields fields) {
        String simhash = fields.stringIfAny("simhash");
        String text = fields.stringIfAny("text");
        String markdown = fields.stringIfAny("markdown");
        if (simhash == null && text == null && markdown == null) {
            return null;
        }
        Map<String, @Nullable Object> ai = fields.valuesIfAny("ai");
        return new PageText(
                text,
                markdown,
                fields.stringsIfAny("anchors"),
                simhash == null ? null : (Long) HexFormat.fromHexDigitsToLong(simhash),
                ai == null ? Map.of() : ai);
    }

    /** {@return the text of the page; null if the crawl did not record it} */
    public @Nullable String text() {
        return pageText == null ? null : pageText.text();
    }

    /** {@return the Markdown of the page; null if the crawl did not record it} */
    public @Nullable String markdown() {
        return pageText == null ? null : pageText.markdown();
    }

    /** {@return the fingerprint of the text, by which near-duplicates are found; null if the crawl did not record it} */
    public @Nullable Long simhash() {
        return pageText == null ? null : pageText.simhash();
    }

    /** A role that a later version may have added is another one. */
    private static @Nullable RequisiteRole role(@Nullable String label) {
        return label == null ? null : Objects.requireNonNullElse(RequisiteRole.ofLabel(label), RequisiteRole.OTHER);
    }

    /** Null too for one that a later version may have added. */
    private static @Nullable Change change(@Nullable String label) {
        for (Change change : Change.values()) {
            if (change.label().equals(label)) {
                return change;
            }
        }
        return null;
    }

    static @Nullable PageHistory history(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        Fields last = fields.object("last");
        return new PageHistory(
                fields.instant("since"),
                fields.integer("checks"),
                fields.integer("changes"),
                fields.has("changedAt") ? fields.instant("changedAt") : null,
                last == null
                        ? null
                        : new PageHistory.LastAnswer(
                                last.instant("at"), last.integer("status"), last.string("digest")));
    }
}
