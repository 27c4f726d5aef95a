package ayatori.demosite;

import java.time.Instant;

/**
 * One request the {@link DemoSite} received.
 *
 * @param time when its headers had been read
 * @param method usually {@code GET}
 * @param url the absolute URL, with path and query as sent
 * @param userAgent the {@code User-Agent} header, empty if absent
 * @param status the status of the answer, 0 if the connection was closed without one
 */
public record Request(Instant time, String method, String url, String userAgent, int status) {}
