package ayatori.report.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changed on a page. What did not change is null or empty.
 *
 * @param url its URL in the second crawl
 * @param status the status
 * @param title the title
 * @param redirectTo the target of the redirect
 * @param linksAdded links that are new
 * @param linksRemoved links that are gone
 * @param text the text; null if it is the same, or a crawl did not record it
 * @param isOther whether the bytes changed in another way only, such as in markup, styles or images
 */
public record ChangedPage(
        String url,
        @Nullable Pair status,
        @Nullable Pair title,
        @Nullable Pair redirectTo,
        List<String> linksAdded,
        List<String> linksRemoved,
        @Nullable TextChange text,
        boolean isOther) {
    /** Copies the lists. */
    public ChangedPage {
        linksAdded = List.copyOf(linksAdded);
        linksRemoved = List.copyOf(linksRemoved);
    }

    /**
     * A value before and after.
     *
     * @param before in the first crawl; empty if it was missing
     * @param after in the second one
     */
    public record Pair(String before, String after) {
        static @Nullable Pair of(@Nullable Object before, @Nullable Object after) {
            String a = before == null ? "" : before.toString();
            String b = after == null ? "" : after.toString();
            return a.equals(b) ? null : new Pair(a, b);
        }
    }

    /**
     * How a text changed.
     *
     * @param distance in how many of 64 bits the fingerprints differ; -1 if it is not known
     * @param words the places that changed, in order; empty if a crawl has no text, or too much of it changed
     */
    public record TextChange(int distance, List<WordChange> words) {
        /** Copies the list. */
        public TextChange {
            words = List.copyOf(words);
        }
    }

    /**
     * A place in a text.
     *
     * @param before some words before it
     * @param removed the words that are gone; empty if none are
     * @param added the words that are new; empty if none are
     * @param after some words behind it
     */
    public record WordChange(String before, String removed, String added, String after) {}
}
