package ayatori.demosite;

import java.time.Instant;

/**
 * One request the {@link DemoSite} received.
 *
 * @param time when its headers had been read
 * @param method {@code GET} as a rule
 * @param url the absolute URL asked for, its path and query as they came over the wire
 * @param userAgent the {@code User-Agent} header, empty where there was none
 * @param status the status answered, 0 where the connection was closed without an answer
 */
public record Request(Instant time, String method, String url, String userAgent, int status) {}
