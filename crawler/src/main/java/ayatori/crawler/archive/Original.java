package ayatori.crawler.archive;

import java.time.Instant;

/**
 * An earlier capture that a later one refers to in place of repeating its body.
 *
 * @param url its URL
 * @param at when it was captured
 */
public record Original(String url, Instant at) {}
