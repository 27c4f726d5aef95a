package ayatori.report.site;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A kind of thing that a report lists, row by row: a fault of the site, or a table of facts. */
public enum Finding {
    BROKEN_LINK(
            Group.LINKS,
            Severity.ERROR,
            Need.NOTHING,
            "Broken links",
            "Who follows such a link gets an error. Each row is a page with the link; correct the link there, or bring the target back.",
            null,
            Column.text("Answer"),
            Column.page("On page"),
            Column.text("Link text"),
            Column.number("Line")),
    REDIRECT_LOOP(
            Group.LINKS,
            Severity.ERROR,
            Need.NOTHING,
            "Redirect loops",
            "The redirects lead back to themselves, so the page never opens.",
            null,
            Column.number("Redirects"),
            Column.page("Back at")),
    REDIRECT_CHAIN(
            Group.LINKS,
            Severity.WARNING,
            Need.NOTHING,
            "Redirect chains",
            "Two or more redirects in a row. Each costs a visitor a request; link and redirect to the end of the chain.",
            null,
            Column.number("Redirects"),
            Column.page("Ends at"),
            Column.text("Answer there")),
    ORPHAN(
            Group.LINKS,
            Severity.WARNING,
            Need.LINKS,
            "Orphans",
            "No other page of the crawl links to these pages; they were found by a sitemap, a redirect or a list.",
            null,
            Column.text("Title"),
            Column.text("Found by")),
    OTHER_SITES(
            Group.LINKS,
            Severity.FACT,
            Need.LINKS,
            "Links to other sites",
            "Sites that the crawl did not visit. ayatori check --external tells which of the links are broken.",
            null,
            Column.number("Links"),
            Column.number("Pages with them"),
            Column.page("First on")),

    TITLE_MISSING(
            Group.TITLES,
            Severity.WARNING,
            Need.NOTHING,
            "Titles missing",
            "Search results and tabs show the title.",
            "status = 200 and contentType contains \"html\" and title is missing"),
    TITLE_DUPLICATE(
            Group.TITLES,
            Severity.WARNING,
            Need.NOTHING,
            "Titles used twice",
            "Several pages have the same title, so that they cannot be told apart.",
            null,
            Column.text("Title"),
            Column.number("Pages with it")),
    TITLE_LONG(
            Group.TITLES,
            Severity.NOTICE,
            Need.NOTHING,
            "Titles too long",
            "Search results cut titles off after about " + Limits.TITLE_CHARS + " characters.",
            null,
            Column.text("Title"),
            Column.number("Characters")),
    DESCRIPTION_MISSING(
            Group.TITLES,
            Severity.NOTICE,
            Need.METADATA,
            "Descriptions missing",
            "Without a description, search engines choose some text of the page.",
            "status = 200 and contentType contains \"html\" and metadata.description is missing",
            Column.text("Title")),
    DESCRIPTION_DUPLICATE(
            Group.TITLES,
            Severity.NOTICE,
            Need.METADATA,
            "Descriptions used twice",
            "Several pages have the same description.",
            null,
            Column.text("Description"),
            Column.number("Pages with it")),
    DESCRIPTION_LONG(
            Group.TITLES,
            Severity.NOTICE,
            Need.METADATA,
            "Descriptions too long",
            "Search results cut descriptions off after about " + Limits.DESCRIPTION_CHARS + " characters.",
            null,
            Column.text("Description"),
            Column.number("Characters")),
    HEADING_MISSING(
            Group.TITLES,
            Severity.NOTICE,
            Need.METADATA,
            "First-level headings missing",
            "The page has no h1, which tells readers and screen readers what it is about.",
            "status = 200 and contentType contains \"html\" and metadata.h1 is missing",
            Column.text("Title")),

    THIN_PAGE(
            Group.CONTENT,
            Severity.NOTICE,
            Need.METADATA,
            "Thin pages",
            "Fewer than " + Limits.WORDS + " words, with menus and footers.",
            "status = 200 and metadata.words < " + Limits.WORDS,
            Column.number("Words"),
            Column.text("Title")),
    DUPLICATE_PAGE(
            Group.CONTENT,
            Severity.WARNING,
            Need.NOTHING,
            "Duplicate pages",
            "The same bytes under several URLs. Redirect to one of them, or name one as canonical.",
            null,
            Column.page("Same as"),
            Column.number("URLs with it")),
    NEAR_DUPLICATE(
            Group.CONTENT,
            Severity.NOTICE,
            Need.SIMHASH,
            "Pages of nearly the same text",
            "Their main texts differ in a few words at most. Merge them, or name one as canonical.",
            null,
            Column.page("Nearly the same as"),
            Column.number("Bits of 64 that differ")),
    IMAGE_ALT(
            Group.CONTENT,
            Severity.WARNING,
            Need.METADATA,
            "Images without alt",
            "Screen readers cannot say what these images show. An image that only decorates has an empty alt.",
            null,
            Column.number("Images"),
            Column.text("The first of them")),
    IMAGE_SIZE(
            Group.CONTENT,
            Severity.NOTICE,
            Need.METADATA,
            "Images without size",
            "Without width and height, the text moves when an image arrives.",
            null,
            Column.number("Images"),
            Column.text("The first of them")),

    CANONICAL_BROKEN(
            Group.INDEXING,
            Severity.ERROR,
            Need.NOTHING,
            "Canonical URLs that do not answer 200",
            "The page tells search engines to index a URL that does not give a page.",
            null,
            Column.page("Canonical URL"),
            Column.text("Answer there")),
    CANONICAL_CHAIN(
            Group.INDEXING,
            Severity.WARNING,
            Need.NOTHING,
            "Canonical URLs in chains",
            "The canonical URL of the page names another canonical URL. Name the last one.",
            null,
            Column.page("Canonical URL"),
            Column.page("Its canonical URL")),
    CANONICAL_MISSING(
            Group.INDEXING,
            Severity.NOTICE,
            Need.NOTHING,
            "Canonical URLs missing",
            "Pages that do not say under which URL they want to be known.",
            "status = 200 and contentType contains \"html\" and canonical is missing",
            Column.text("Title")),
    NOINDEX_CONFLICT(
            Group.INDEXING,
            Severity.WARNING,
            Need.METADATA,
            "Conflicts with noindex",
            "The page asks not to be indexed, and something else asks for the contrary.",
            null,
            Column.text("Conflict"),
            Column.text("robots")),
    HREFLANG_RETURN(
            Group.INDEXING,
            Severity.WARNING,
            Need.METADATA,
            "hreflang without return",
            "A translation must link back by hreflang, or search engines ignore both.",
            null,
            Column.text("Language"),
            Column.page("Translation"),
            Column.text("Problem")),
    BLOCKED_LINKED(
            Group.INDEXING,
            Severity.WARNING,
            Need.NOTHING,
            "Blocked by robots.txt, but linked",
            "Search engines know of these URLs by the links, and may not read them.",
            null,
            Column.text("Rule"),
            Column.page("Found on")),
    SITEMAP_BROKEN(
            Group.INDEXING,
            Severity.WARNING,
            Need.SITEMAP,
            "In a sitemap, but not a page",
            "A sitemap should list only URLs that answer 200 themselves.",
            null,
            Column.text("Answer"),
            Column.text("Redirects to")),
    SITEMAP_UNLINKED(
            Group.INDEXING,
            Severity.WARNING,
            Need.SITEMAP,
            "In a sitemap, but not linked",
            "Visitors cannot reach these pages from other pages.",
            null,
            Column.text("Title")),
    SITEMAP_MISSING(
            Group.INDEXING,
            Severity.NOTICE,
            Need.SITEMAP,
            "Linked, but in no sitemap",
            "Pages that want to be indexed and that no sitemap of the crawl lists.",
            null,
            Column.text("Title")),

    SECURITY_HEADERS(
            Group.SECURITY,
            Severity.NOTICE,
            Need.METADATA,
            "Security headers missing",
            "Headers by which a page protects its visitors; the table above counts them.",
            null,
            Column.text("Missing")),

    SLOWEST(
            Group.PAGES,
            Severity.FACT,
            Need.NOTHING,
            "Slowest pages",
            "How long the last request took.",
            "elapsedMs >= 1000",
            Column.number("ms"),
            Column.text("Type")),
    LARGEST(
            Group.PAGES,
            Severity.FACT,
            Need.NOTHING,
            "Largest pages",
            "The size after decompression.",
            "bytes >= 1000000",
            Column.number("Bytes"),
            Column.text("Type")),
    MOST_LINKED(
            Group.PAGES,
            Severity.FACT,
            Need.LINKS,
            "Pages by inlinks",
            "How many other pages link to a page, and how many clicks it is away from the start.",
            "status >= 100",
            Column.text("Answer"),
            Column.text("Title")),
    SKIPPED(
            Group.PAGES,
            Severity.FACT,
            Need.NOTHING,
            "Found and not requested",
            "What was skipped, and why. The figures above count all.",
            null,
            Column.text("Reason"),
            Column.text("Rule"),
            Column.page("Found on"));

    /** Sections of the report. */
    public enum Group {
        LINKS("Links"),
        TITLES("Titles and descriptions"),
        CONTENT("Content"),
        INDEXING("Search engines"),
        SECURITY("Security"),
        PAGES("Pages");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /** The section's heading. */
        public String title() {
            return title;
        }
    }

    /** How bad it is. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTICE,
        /** Not a fault. */
        FACT;

        /** The word for it in lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Group group;
    private final Severity severity;
    private final Need need;
    private final String title;
    private final String explanation;
    private final @Nullable String condition;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Column> columns;

    Finding(
            Group group,
            Severity severity,
            Need need,
            String title,
            String explanation,
            @Nullable String condition,
            Column... columns) {
        this.group = group;
        this.severity = severity;
        this.need = need;
        this.title = title;
        this.explanation = explanation;
        this.condition = condition;
        this.columns = List.of(columns);
    }

    /** The stable name, such as {@code broken-link}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The section it is in. */
    public Group group() {
        return group;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** What the crawl must have recorded. */
    public Need need() {
        return need;
    }

    /** Its heading. */
    public String title() {
        return title;
    }

    /** What it means, in a sentence or two. */
    public String explanation() {
        return explanation;
    }

    /** The condition of {@code ayatori export --where} that gives the same pages, or nearly; null if there is none. */
    public @Nullable String condition() {
        return condition;
    }

    /** The columns beside the URL. */
    public List<Column> columns() {
        return columns;
    }

    /** Whether it is a fault of the site. */
    public boolean isFault() {
        return severity != Severity.FACT;
    }
}
