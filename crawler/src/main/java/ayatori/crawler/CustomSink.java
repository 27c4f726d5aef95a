package ayatori.crawler;

import ayatori.crawler.sink.Sink;

/**
 * A sink of the user's own, and the form of its records.
 *
 * @param sink where they go
 * @param format how a page is written
 */
public record CustomSink(Sink sink, PageFormat format) {}
