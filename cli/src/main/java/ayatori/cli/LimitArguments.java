package ayatori.cli;

import ayatori.crawler.CrawlExtentBuilder;
import ayatori.crawler.CrawlOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a crawl ends, if it does not run out of URLs before. */
final class LimitArguments {

    private @Nullable Long maxPages;
    private @Nullable Long maxPagesPerHost;
    private @Nullable Duration maxTime;
    private @Nullable Long maxBytes;

    /** Adds the options to a group. */
    OptionGroup addTo(OptionGroup group) {
        return group.value(
                        "-n --max-pages",
                        "N",
                        Converters::longFromOne,
                        value -> maxPages = value,
                        "Stop after this many pages.")
                .value(
                        "--max-pages-per-host",
                        "N",
                        Converters::longFromOne,
                        value -> maxPagesPerHost = value,
                        "Skip what is left of a host after this many of its pages.")
                .value(
                        "--max-time",
                        "D",
                        Converters::duration,
                        value -> maxTime = value,
                        "Stop after this long, such as 90s, 10m or 1h30m.")
                .value(
                        "--max-bytes",
                        "SIZE",
                        Converters::size,
                        value -> maxBytes = value,
                        "Stop after this much, such as 500MB or 2GiB.");
    }

    /** Sets those that were given. */
    void apply(CrawlOptions.Builder options) {
        options.extent(this::apply);
    }

    private void apply(CrawlExtentBuilder extent) {
        if (maxPages != null) {
            extent.maxPages(maxPages);
        }
        if (maxPagesPerHost != null) {
            extent.maxPagesPerHost(maxPagesPerHost);
        }
        if (maxTime != null) {
            extent.maxTime(maxTime);
        }
        if (maxBytes != null) {
            extent.maxBytes(maxBytes);
        }
    }
}
