package ayatori.cli;

import ayatori.crawler.CrawlOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a single request is made. */
final class RequestArguments {

    @Option(
            names = "--timeout",
            paramLabel = "D",
            defaultValue = "30s",
            converter = Converters.OfDuration.class,
            description = "For one request, from connecting to its last byte (default: ${DEFAULT-VALUE}).")
    Duration timeout = Duration.ofSeconds(30);

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "3",
            converter = Converters.FromZero.class,
            description = "How often a request that failed in passing is tried again (default: ${DEFAULT-VALUE}).")
    int retries;

    @Option(
            names = "--max-body",
            paramLabel = "SIZE",
            defaultValue = "10MB",
            converter = Converters.OfSize.class,
            description = "How much of one page is read, unpacked (default: ${DEFAULT-VALUE}).")
    long maxBody;

    @Option(
            names = "--max-redirects",
            paramLabel = "N",
            defaultValue = "10",
            converter = Converters.FromZero.class,
            description = "How many redirects in a row are followed (default: ${DEFAULT-VALUE}).")
    int maxRedirects;

    @Option(
            names = {"-A", "--user-agent"},
            paramLabel = "S",
            converter = Converters.OfUserAgent.class,
            description =
                    "What the crawler calls itself, to servers and in robots.txt (default: Ayatori and its version).")
    @Nullable String userAgent;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'K: V'",
            converter = Converters.OfHeader.class,
            description = "A header for every request; repeatable.")
    List<Header> headers = List.of();

    @Option(names = "--insecure", description = "Do not check certificates.")
    boolean insecure;

    CrawlOptions.Builder apply(CrawlOptions.Builder options) {
        options.timeout(timeout)
                .retries(retries)
                .maxBody(maxBody)
                .maxRedirects(maxRedirects)
                .insecure(insecure);
        if (userAgent != null) {
            options.userAgent(userAgent);
        }
        headers.forEach(header -> options.header(header.name(), header.value()));
        return options;
    }
}
