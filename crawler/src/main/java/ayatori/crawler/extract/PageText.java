package ayatori.crawler.extract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a page, as far as it was asked for.
 *
 * @param text the text, at most 1,048,576 characters; null if it was not asked for
 * @param markdown the Markdown, as long at most; null if it was not asked for, or the page is no HTML
 * @param anchors for each heading of the Markdown, what a link to it ends in after the {@code #}; the empty string for none
 * @param simhash the {@linkplain ayatori.text.SimHash fingerprint} of the text; null in a record without one
 * @param ai how the page reserves itself from use by AI: see {@link #isReserved}
 */
public record PageText(
        @Nullable String text,
        @Nullable String markdown,
        List<String> anchors,
        @Nullable Long simhash,
        Map<String, @Nullable Object> ai) {
    /** Copies the collections. */
    public PageText {
        anchors = List.copyOf(anchors);
        ai = Collections.unmodifiableMap(new LinkedHashMap<>(ai));
    }

    /** What these options ask for, of what an earlier crawl recorded. */
    PageText only(TextOptions wanted) {
        return new PageText(
                wanted.text() ? text : null,
                wanted.markdown() ? markdown : null,
                wanted.markdown() ? anchors : List.of(),
                simhash,
                ai);
    }

    /** {@return whether the page asks that language models do not use its text} */
    public boolean isReserved() {
        return isReserved(ai);
    }

    /** {@return whether {@link #ai} of a page asks for that} */
    public static boolean isReserved(Map<?, ?> ai) {
        return AiOptOuts.areAboutText(ai);
    }
}
