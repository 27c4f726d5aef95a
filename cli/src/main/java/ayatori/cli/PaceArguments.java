package ayatori.cli;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlPaceBuilder;
import ayatori.crawler.Delay;
import org.jspecify.annotations.Nullable;

/** How fast and how politely. */
final class PaceArguments {

    private @Nullable Integer concurrency;
    private @Nullable Integer perHost;
    private @Nullable Delay delay;
    private boolean noRobots;

    private @Nullable Long limitRate;

    OptionGroup options() {
        return changeableOptions()
                .flag(
                        "--no-robots",
                        value -> noRobots = value,
                        "Do not read robots.txt; nofollow in pages still holds. For your own sites.");
    }

    /** Those that may change when a crawl goes on. */
    OptionGroup changeableOptions() {
        return new OptionGroup("How fast:")
                .value(
                        "-c --concurrency",
                        "N",
                        Converters::fromOne,
                        value -> concurrency = value,
                        "Requests at a time, in total (default: 64).")
                .value(
                        "--per-host",
                        "N",
                        Converters::fromOne,
                        value -> perHost = value,
                        "Requests at a time to one host (default: 4).")
                .value(
                        "--delay",
                        "D",
                        Converters::delay,
                        value -> delay = value,
                        "Time between the starts of two requests to one host: a duration such as 500ms, 0 for none, or"
                                + " auto: as long as the host took to answer, at least 100ms except on this machine and"
                                + " private networks (default: auto). A longer Crawl-delay or Retry-After always wins.")
                .value(
                        "--limit-rate",
                        "SIZE",
                        Converters::size,
                        value -> limitRate = value,
                        "How much is received in a second, in total and on average, such as 500KB.");
    }

    /** Sets those that were given. */
    void apply(CrawlOptions.Builder options) {
        options.pace(this::apply);
    }

    private void apply(CrawlPaceBuilder pace) {
        if (concurrency != null) {
            pace.concurrency(concurrency);
        }
        if (perHost != null) {
            pace.perHost(perHost);
        }
        if (delay != null) {
            pace.delay(delay);
        }
        if (limitRate != null) {
            pace.limitRate(limitRate);
        }
        if (noRobots) {
            pace.robots(false);
        }
    }
}
