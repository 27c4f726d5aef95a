package ayatori.crawler.engine;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import ayatori.crawler.frontier.FrontierOptions;
import java.time.Duration;

/** Makes the frontier's options of the crawl's. */
final class FrontierSettings {
    private FrontierSettings() {}

    static FrontierOptions of(CrawlOptions options) {
        Duration delay = options.pace().delay() instanceof Delay.Fixed(Duration fixed) ? fixed : null;
        return FrontierOptions.DEFAULTS
                .withConcurrency(options.pace().concurrency(), options.pace().perHost())
                .withDelay(delay)
                .withRetries(options.pace().retries())
                .withObeyRobots(options.pace().robots())
                .withPagesMax(options.extent().maxPages(), options.extent().maxPagesPerHost())
                .withBytesMax(options.extent().maxBytes())
                .withDepthMax(options.extent().depth())
                .withHosts(options.hosts());
    }
}
