package ayatori.crawler.extract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a document says that is no markup.
 *
 * @param title its title; null if it has none
 * @param text its text, at most 1,048,576 characters
 * @param links what its links lead to, as it says, in its order
 * @param metadata what it says about itself, with the names that the metadata of pages has
 * @param problem one sentence if not all of it was read; null if all was
 */
public record DocumentText(
        @Nullable String title,
        String text,
        List<String> links,
        Map<String, @Nullable Object> metadata,
        @Nullable String problem) {
    /** Nothing was read. */
    public static DocumentText unread(String problem) {
        return new DocumentText(null, "", List.of(), Map.of(), problem);
    }
}
