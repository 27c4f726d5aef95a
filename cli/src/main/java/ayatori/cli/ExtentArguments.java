package ayatori.cli;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.ScopeKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which links are followed, and when it is enough. */
final class ExtentArguments {

    @Option(
            names = {"-s", "--scope"},
            paramLabel = "S",
            defaultValue = "host",
            converter = Converters.OfScope.class,
            description =
                    "How far from the seeds: prefix (the seed's folder), host, domain (with all its subdomains) or any"
                            + " (default: ${DEFAULT-VALUE}).")
    ScopeKind scope = ScopeKind.HOST;

    @Option(
            names = "--include",
            paramLabel = "RE",
            description = "Only URLs in which this regular expression is found; repeatable.")
    List<String> include = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "RE",
            description = "No URLs in which this regular expression is found; repeatable.")
    List<String> exclude = List.of();

    @Option(
            names = {"-d", "--depth"},
            paramLabel = "N",
            converter = Converters.FromZero.class,
            description = "How many links away from the seeds; 0 for the seeds alone.")
    @Nullable Integer depth;

    @Option(
            names = {"-n", "--max-pages"},
            paramLabel = "N",
            converter = Converters.LongFromOne.class,
            description = "Stop after this many pages.")
    @Nullable Long maxPages;

    @Option(
            names = "--max-time",
            paramLabel = "D",
            converter = Converters.OfDuration.class,
            description = "Stop after this long, such as 90s, 10m or 1h30m.")
    @Nullable Duration maxTime;

    @Option(
            names = "--max-bytes",
            paramLabel = "SIZE",
            converter = Converters.OfSize.class,
            description = "Stop after this much, such as 500MB or 2GiB.")
    @Nullable Long maxBytes;

    CrawlOptions.Builder apply(CrawlOptions.Builder options) {
        options.scope(scope);
        include.forEach(options::include);
        exclude.forEach(options::exclude);
        if (depth != null) {
            options.depth(depth);
        }
        if (maxPages != null) {
            options.maxPages(maxPages);
        }
        if (maxTime != null) {
            options.maxTime(maxTime);
        }
        if (maxBytes != null) {
            options.maxBytes(maxBytes);
        }
        return options;
    }
}
