package ayatori.cli;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;

/** How fast and how politely. */
final class PaceArguments {

    private int concurrency = 64;
    private int perHost = 4;
    private Delay delay = Delay.auto();
    private boolean noRobots;

    OptionGroup options() {
        return new OptionGroup("How fast:")
                .value(
                        "-c --concurrency",
                        "N",
                        Converters::fromOne,
                        value -> concurrency = value,
                        "Requests at a time, in total (default: " + concurrency + ").")
                .value(
                        "--per-host",
                        "N",
                        Converters::fromOne,
                        value -> perHost = value,
                        "Requests at a time to one host (default: " + perHost + ").")
                .value(
                        "--delay",
                        "D",
                        Converters::delay,
                        value -> delay = value,
                        "Time between the starts of two requests to one host: a duration such as 500ms, 0 for none, or"
                                + " auto: as long as the host took to answer, at least 100ms except on this machine and"
                                + " private networks (default: auto). A longer Crawl-delay or Retry-After always wins.")
                .flag(
                        "--no-robots",
                        value -> noRobots = value,
                        "Do not read robots.txt; nofollow in pages still holds. For your own sites.");
    }

    CrawlOptions.Builder apply(CrawlOptions.Builder options) {
        return options.concurrency(concurrency).perHost(perHost).delay(delay).robots(!noRobots);
    }
}
