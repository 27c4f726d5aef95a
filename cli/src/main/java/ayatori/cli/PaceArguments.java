package ayatori.cli;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;

/** How fast, and how considerate. */
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
                        "Requests at a time, over all (default: " + concurrency + ").")
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
                        "Between two requests to one host: a duration such as 500ms, 0 for none, or auto, which is as"
                                + " long as the host took to answer (default: auto). A Crawl-delay in robots.txt and a"
                                + " Retry-After are never undercut.")
                .flag("--no-robots", value -> noRobots = value, "Do not read robots.txt. For your own sites.");
    }

    CrawlOptions.Builder apply(CrawlOptions.Builder options) {
        return options.concurrency(concurrency).perHost(perHost).delay(delay).robots(!noRobots);
    }
}
