package ayatori.crawler;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What differs from the other options for one host, or for all hosts of a domain.
 *
 * {@snippet :
 * CrawlOptions.from("https://example.org/")
 *         .host(HostOptions.of("api.example.org").withDelay(Delay.of(Duration.ofSeconds(2))).withMaxPages(100))
 *         .build();
 * }
 *
 * @param host a host name without scheme and port, in lower case; {@code *.example.org} for all below {@code example.org}
 * @param delay the time between the starts of two requests; null for that of the crawl
 * @param perHost the most requests at a time; null for that of the crawl. It counts for the host's domain and address, too
 * @param maxPages the most URLs that are answered; null for that of the crawl
 * @param headers header fields that only this host gets; they go before those of the crawl. Their values are not in the crawl
 *     folder
 */
public record HostOptions(
        String host,
        @Nullable Delay delay,
        @Nullable Integer perHost,
        @Nullable Long maxPages,
        Map<String, String> headers) {

    /** Checks the name and the ranges, and copies the header fields. */
    public HostOptions {
        host = host.toLowerCase(Locale.ROOT);
        if (!host.matches("(\\*\\.)?[^\\s/*?#@:]+|\\[[0-9a-f:.]+]")) {
            throw new IllegalArgumentException("\"" + host
                    + "\" is no host name: it must look like example.org, or *.example.org for all hosts below it.");
        }
        if (perHost != null) {
            Check.atLeast(1, perHost, "perHost");
        }
        if (maxPages != null) {
            Check.atLeast(1, maxPages, "maxPages");
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        CrawlAccess.checkHeaders(UserAgent.DEFAULT, headers);
    }

    /** {@return options that differ in nothing} */
    public static HostOptions of(String host) {
        return new HostOptions(host, null, null, null, Map.of());
    }

    /** {@return these with a delay} */
    public HostOptions withDelay(Delay newDelay) {
        return new HostOptions(host, newDelay, perHost, maxPages, headers);
    }

    /** {@return these with a limit of requests at a time} */
    public HostOptions withPerHost(int most) {
        return new HostOptions(host, delay, most, maxPages, headers);
    }

    /** {@return these with a limit of pages} */
    public HostOptions withMaxPages(long most) {
        return new HostOptions(host, delay, perHost, most, headers);
    }

    /** {@return these with another header field} */
    public HostOptions withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HostOptions(host, delay, perHost, maxPages, more);
    }

    /** Without secrets: of the header fields only the names. */
    @Override
    public String toString() {
        return "HostOptions[host=" + host + ", delay=" + delay + ", perHost=" + perHost + ", maxPages=" + maxPages
                + ", headers=" + headers.keySet() + "]";
    }
}
