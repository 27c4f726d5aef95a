package ayatori.crawler;

import ayatori.crawler.sink.Sink;
import org.jspecify.annotations.Nullable;

/**
 * A sink of the user's own, and the form of its records.
 *
 * @param sink where they go
 * @param format how a page is written; null for its record, a line of JSON
 */
public record CustomSink(Sink sink, @Nullable PageFormat format) {}
