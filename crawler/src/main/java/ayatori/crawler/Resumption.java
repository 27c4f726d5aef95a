package ayatori.crawler;

import java.time.Duration;

/**
 * What a crawl that goes on found in its folder.
 *
 * @param pages how many URLs were requested to the end before
 * @param skipped how many were skipped
 * @param queued how many wait to be requested
 * @param elapsed how long the crawl had run
 * @param truncated how many bytes at the ends of files were removed: records that were written but not committed, because
 *     the process or the machine stopped. Their pages are requested again
 */
public record Resumption(long pages, long skipped, long queued, Duration elapsed, long truncated) {}
