package ayatori.crawler;

import ayatori.crawler.extract.Extraction;
import ayatori.crawler.extract.RulesFile;
import ayatori.crawler.extract.TextOptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is taken out of pages and written into their records. A group of {@link CrawlOptions}, whose builder sets it. Nothing is
 * parsed or written unless it is asked for.
 *
 * @param fields fields of every page, each {@code NAME=RULE}: see {@link ayatori.crawler.extract.FieldSpec}
 * @param rules more, by the URLs of pages, with items and required fields; null for none
 * @param metadata whether the record has what a page says about itself
 * @param pdf whether PDFs are read: their title, links, text for regular expressions, and metadata; needs a {@link
 *     ayatori.crawler.extract.TextExtractor}, such as the module {@code ayatori-pdf}
 * @param text which text of pages the record has: that of the main content, or of the whole page
 */
public record CrawlContent(
        List<String> fields, @Nullable RulesFile rules, boolean metadata, boolean pdf, TextOptions text) {

    /** Nothing. */
    public static final CrawlContent NONE = new CrawlContent(List.of(), null, false, false, TextOptions.NONE);

    /** The columns of the table of pages that are no fields. */
    private static final Set<String> COLUMNS = Set.of(
            "url",
            "status",
            "title",
            "depth",
            "referrer",
            "contentType",
            "charset",
            "bytes",
            "elapsedMs",
            "fetchedAt",
            "attempts",
            "earlierAttempts",
            "sitemap",
            "role",
            "truncated",
            "etag",
            "lastModified",
            "digest",
            "redirectTo",
            "error",
            "canonical",
            "lang",
            "change",
            "history",
            "method",
            "label",
            "data",
            "fields",
            "metadata",
            "contentNote",
            "linkCount",
            "links",
            "nofollow");

    /** Those that the table has if text is recorded. */
    private static final Set<String> TEXT_COLUMNS = Set.of("text", "markdown", "anchors", "simhash", "ai");

    /**
     * Copies the fields, and checks everything.
     *
     * @throws IllegalArgumentException if a field or the rules are wrong, with one sentence that says what and where
     */
    public CrawlContent {
        fields = List.copyOf(fields);
        if (!fields.isEmpty() || rules != null) {
            for (String name : Extraction.of(fields, rules, metadata).fieldNames()) {
                if (COLUMNS.contains(name) || (!text.isEmpty() && TEXT_COLUMNS.contains(name))) {
                    throw new IllegalArgumentException("A field cannot be named \"" + name
                            + "\", since every page's record has a column of that name: choose another name.");
                }
            }
        }
    }

    /** {@return whether nothing is taken out of pages} */
    public boolean isEmpty() {
        return fields.isEmpty() && rules == null && !metadata && !pdf && text.isEmpty();
    }

    /** {@return the same with other text} */
    public CrawlContent with(TextOptions other) {
        return new CrawlContent(fields, rules, metadata, pdf, other);
    }

    /** {@return all of it, compiled; null if there is nothing} */
    public @Nullable Extraction extraction() {
        return isEmpty() ? null : Extraction.of(fields, rules, metadata, text);
    }
}
