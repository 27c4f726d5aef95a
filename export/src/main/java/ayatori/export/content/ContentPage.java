package ayatori.export.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page with text, as its record has it.
 *
 * @param url the URL
 * @param title the title; null if it has none
 * @param lang the language; null if it declares none
 * @param fetchedAt when it was requested, by ISO 8601
 * @param depth links between a seed and it
 * @param description what it says that it is about; null if it says nothing, or that was not recorded
 * @param text the text; null if it was not recorded
 * @param markdown the Markdown; null if it was not recorded, or the page is no HTML
 * @param anchors for each heading of the Markdown its anchor; empty if there is none
 */
record ContentPage(
        String url,
        @Nullable String title,
        @Nullable String lang,
        String fetchedAt,
        long depth,
        @Nullable String description,
        @Nullable String text,
        @Nullable String markdown,
        List<String> anchors) {
    ContentPage {
        anchors = List.copyOf(anchors);
    }
}
