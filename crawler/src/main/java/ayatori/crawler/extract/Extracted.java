package ayatori.crawler.extract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was taken out of a page.
 *
 * @param fields the fields in the order of their rules, null where the page has none; null if no rule is about the page
 * @param items the rows, in page order
 * @param metadata what the page says about itself; null if that was not asked for
 * @param text the text of the page; null if it was not asked for, or the page has none
 * @param lacking the required fields that the page has not, each once; those of items after the items' name and a dot
 * @param misfits the fields of which something did not fit a filter, each once
 * @param note one sentence if not all of the page was looked at; null if all was
 */
public record Extracted(
        @Nullable Map<String, @Nullable Object> fields,
        List<Item> items,
        @Nullable Map<String, @Nullable Object> metadata,
        @Nullable PageText text,
        List<String> lacking,
        List<String> misfits,
        @Nullable String note) {

    /**
     * One row of a page.
     *
     * @param name the kind of item
     * @param fields its fields; those of nested items are lists of maps
     */
    public record Item(String name, Map<String, @Nullable Object> fields) {}
}
