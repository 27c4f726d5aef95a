package ayatori.cli;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import picocli.CommandLine.Option;

/** How fast, and how considerate. */
final class PaceArguments {

    @Option(
            names = {"-c", "--concurrency"},
            paramLabel = "N",
            defaultValue = "64",
            converter = Converters.FromOne.class,
            description = "Requests at a time, over all (default: ${DEFAULT-VALUE}).")
    int concurrency;

    @Option(
            names = "--per-host",
            paramLabel = "N",
            defaultValue = "4",
            converter = Converters.FromOne.class,
            description = "Requests at a time to one host (default: ${DEFAULT-VALUE}).")
    int perHost;

    @Option(
            names = "--delay",
            paramLabel = "D",
            defaultValue = "auto",
            converter = Converters.OfDelay.class,
            description =
                    "Between two requests to one host: a duration such as 500ms, 0 for none, or auto, which is as long as"
                            + " the host took to answer (default: ${DEFAULT-VALUE}). A Crawl-delay in robots.txt and a"
                            + " Retry-After are never undercut.")
    Delay delay = Delay.auto();

    @Option(names = "--no-robots", description = "Do not read robots.txt. For your own sites.")
    boolean noRobots;

    CrawlOptions.Builder apply(CrawlOptions.Builder options) {
        return options.concurrency(concurrency).perHost(perHost).delay(delay).robots(!noRobots);
    }
}
