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

    static PageFacts of(Document page, SelfDescription said, LinkedData data) {
        return new PageFacts(
                first(data.text("headline"), said.meta("property", "og:title"), shown(said.heading()), page.title()),
                first(data.text("author"), said.meta("name", "author"), shown(said.author())),
                first(
                        data.text("datePublished"),
                        said.meta("property", "article:published_time"),
                        said.meta("itemprop", "datePublished"),
                        said.meta("name", "date"),
                        said.time()),
                first(said.language(), said.meta("property", "og:locale")));
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

    private static String shown(@Nullable Element element) {
        return element == null ? "" : PlainText.of(element);
    }
}
