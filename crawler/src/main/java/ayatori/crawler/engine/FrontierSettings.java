package ayatori.crawler.engine;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import ayatori.crawler.frontier.FrontierOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the frontier's options of the crawl's. */
final class FrontierSettings {
    private FrontierSettings() {}

    static FrontierOptions of(CrawlOptions options) {
        FrontierOptions settings = FrontierOptions.DEFAULTS
                .withConcurrency(options.pace().concurrency(), options.pace().perHost())
                .withDelay(delay(options))
                .withRetries(options.pace().retries())
                .withObeyRobots(options.pace().robots())
                .withPagesMax(options.extent().maxPages(), options.extent().maxPagesPerHost())
                .withBytesMax(options.extent().maxBytes())
                .withDepthMax(options.extent().depth())
                .withHosts(options.hosts());
        return options.extent().requisites() == null ? settings : settings.withRequisites();
    }

    /** Null for a delay that adapts to each host. An archive need not be spared. */
    private static @Nullable Duration delay(CrawlOptions options) {
        if (options.pace().delay() instanceof Delay.Fixed(Duration fixed)) {
            return fixed;
        }
        return options.access().archives().isEmpty() ? null : Duration.ZERO;
    }

    /** With the time that is left of the longest that a crawl may take, which has run for a while. */
    static FrontierOptions until(FrontierOptions settings, CrawlOptions options, Duration elapsed, long nowNanos) {
        Duration most = options.extent().maxTime();
        return most == null
                ? settings
                : settings.withDeadlineNanos(
                        nowNanos + Math.max(0, most.minus(elapsed).toNanos()));
    }
}
