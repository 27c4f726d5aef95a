package ayatori.text;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What a page says about itself: title, author, date, language. Its JSON-LD and metadata come before what is shown. */
record PageFacts(
        @Nullable String title,
        @Nullable String author,
        @Nullable String date,
        @Nullable String language) {
    private static final int LENGTH_MAX = 1000;

    static PageFacts of(Document page, LinkedData data) {
        return new PageFacts(
                first(data.text("headline"), meta(page, "property", "og:title"), shown(page, "h1"), page.title()),
                first(
                        data.text("author"),
                        meta(page, "name", "author"),
                        shown(page, "[rel=author]"),
                        shown(page, "[itemprop=author]")),
                first(
                        data.text("datePublished"),
                        meta(page, "property", "article:published_time"),
                        meta(page, "itemprop", "datePublished"),
                        meta(page, "name", "date"),
                        attribute(page, "time[datetime]", "datetime")),
                first(attribute(page, "html[lang]", "lang"), meta(page, "property", "og:locale")));
    }

    private static @Nullable String first(String... candidates) {
        for (String candidate : candidates) {
            String value = candidate.strip();
            if (!value.isEmpty() && value.length() <= LENGTH_MAX) {
                return value;
            }
        }
        return null;
    }

    private static String meta(Document page, String key, String name) {
        return attribute(page, "meta[" + key + "=" + name + "]", "content");
    }

    private static String attribute(Document page, String selector, String name) {
        Element found = page.selectFirst(selector);
        return found == null ? "" : found.attr(name);
    }

    private static String shown(Document page, String selector) {
        Element found = page.selectFirst(selector);
        return found == null ? "" : PlainText.of(found);
    }
}
