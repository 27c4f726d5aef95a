package ayatori.crawler;

import ayatori.crawler.sink.Sink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl does with its pages, besides writing them into its folder.
 *
 * @param handler what to do with each page; null for nothing
 * @param onFailure what happens when the handler throws something
 * @param sinks the user's own sinks for pages
 * @param items the user's own sink for items; null for a file in the folder
 * @param scorer gives URLs their priorities; null if nothing does
 */
public record Handling(
        @Nullable PageHandler handler,
        FailurePolicy onFailure,
        List<CustomSink> sinks,
        @Nullable Sink items,
        @Nullable UrlScorer scorer) {
    /** Nothing. */
    public static final Handling NONE = new Handling(null, FailurePolicy.CONTINUE, List.of(), null, null);

    /** Copies the list. */
    public Handling {
        sinks = List.copyOf(sinks);
    }
}
