package ayatori.cli;

import ayatori.crawler.CrawlAccessBuilder;
import ayatori.crawler.CrawlExtentBuilder;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlPaceBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a single request is made. */
final class RequestArguments {

    /** A warning that is given even with --quiet: a forgotten option must not stay unnoticed. */
    static final String INSECURE = "--insecure: certificates are NOT checked;"
            + " anybody between here and a server can read and change everything";

    private @Nullable Duration timeout;
    private @Nullable Integer retries;
    private @Nullable Long maxBody;
    private @Nullable Integer maxRedirects;
    private @Nullable String userAgent;
    private List<Header> headers = List.of();
    private boolean allowPrivate;
    private boolean insecure;

    OptionGroup options() {
        return changeableOptions()
                .value(
                        "--max-redirects",
                        "N",
                        Converters::fromZero,
                        value -> maxRedirects = value,
                        "How many redirects in a row are followed (default: 10).")
                .value(
                        "-A --user-agent",
                        "S",
                        Converters::userAgent,
                        value -> userAgent = value,
                        "The crawler's name, for servers and robots.txt (default: Ayatori and its version).")
                .flag(
                        "--allow-private",
                        value -> allowPrivate = value,
                        "Follow links to private addresses: your own machine and network. Without it, only the hosts of"
                                + " the URLs may have one.")
                .flag("--insecure", value -> insecure = value, "Do not check certificates.");
    }

    /** Those that may change when a crawl goes on. */
    OptionGroup changeableOptions() {
        OptionGroup group = new OptionGroup("Each request:")
                .value(
                        "--timeout",
                        "D",
                        Converters::duration,
                        value -> timeout = value,
                        "Time for one request, from connecting to its last byte (default: 30s).")
                .value(
                        "--retries",
                        "N",
                        Converters::fromZero,
                        value -> retries = value,
                        "How often a request is retried after a failure that may pass (default: 3).")
                .value(
                        "--max-body",
                        "SIZE",
                        Converters::size,
                        value -> maxBody = value,
                        "How much of one page is read, after decompression (default: 10MB).");
        return addHeader(group);
    }

    /** The only one that may carry a secret. */
    OptionGroup headerOptions() {
        return addHeader(new OptionGroup("Each request:"));
    }

    private OptionGroup addHeader(OptionGroup group) {
        return group.values(
                "-H --header",
                "'K: V'",
                Header::parse,
                values -> headers = values,
                "A header for every request; repeatable. Authorization and Cookie go to the sites of the URLs only.");
    }

    /** Whether certificates are not checked. */
    boolean insecure() {
        return insecure;
    }

    /**
     * Sets those that were given.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    void apply(CrawlOptions.Builder options) {
        options.extent(this::apply).pace(this::apply).access(this::apply);
    }

    private void apply(CrawlExtentBuilder extent) {
        if (maxBody != null) {
            extent.maxBody(maxBody);
        }
        if (maxRedirects != null) {
            extent.maxRedirects(maxRedirects);
        }
    }

    private void apply(CrawlPaceBuilder pace) {
        if (timeout != null) {
            pace.timeout(timeout);
        }
        if (retries != null) {
            pace.retries(retries);
        }
    }

    private void apply(CrawlAccessBuilder access) {
        if (allowPrivate) {
            access.allowPrivate(true);
        }
        if (insecure) {
            access.insecure(true);
        }
        if (userAgent != null) {
            access.userAgent(userAgent);
        }
        var names = new HashSet<String>();
        for (Header header : headers) {
            if (!names.add(header.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("--header: '" + header.name() + "' is given twice");
            }
            access.header(header.name(), header.value());
        }
    }
}
