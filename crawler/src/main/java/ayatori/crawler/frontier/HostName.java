package ayatori.crawler.frontier;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A host name with all its origins: {@code http}, {@code https}, and any port. They have one {@link Pace}, since they are
 * one machine most of the time; queue, robots.txt and budget are each origin's own.
 */
final class HostName {
    private final String name;
    private final Pace pace;
    private final List<Host> origins = new ArrayList<>(1);
    private final Gate own;
    private @Nullable Gate domain;
    private @Nullable Gate address;

    /** The address that answered last; null if none is known. */
    private @Nullable InetAddress addressValue;

    HostName(String name, FrontierOptions options, Gate own) {
        this.name = name;
        this.pace = new Pace(options.pace());
        this.own = own;
    }

    /** The name of an origin's host: without scheme and port, and without the dot that ends a fully qualified name. */
    static String of(String origin) {
        int start = origin.indexOf("://") + 3;
        int colon = origin.indexOf(':', origin.startsWith("[", start) ? origin.indexOf(']', start) : start);
        int end = colon < 0 ? origin.length() : colon;
        return origin.substring(start, end > start + 1 && origin.charAt(end - 1) == '.' ? end - 1 : end);
    }

    String name() {
        return name;
    }

    Pace pace() {
        return pace;
    }

    List<Host> origins() {
        return Collections.unmodifiableList(origins);
    }

    void add(Host origin) {
        origins.add(origin);
    }

    /** The longest Crawl-delay of its origins that is waited for holds for all of them. */
    void crawlDelayChanged(long waitMaxNanos) {
        long longest = 0;
        for (Host origin : origins) {
            long delay = origin.crawlDelayNanos();
            longest = delay <= waitMaxNanos ? Math.max(longest, delay) : longest;
        }
        pace.crawlDelay(longest);
    }

    /** Requests under way to all its origins. */
    int inFlight() {
        return own.inFlight();
    }

    /** The gate of the name itself. */
    Gate own() {
        return own;
    }

    /** The gate of its registered domain. */
    Gate domain() {
        return Objects.requireNonNull(domain);
    }

    void inDomain(Gate gate) {
        domain = gate;
    }

    /** The gate of its address; null while none is known. */
    @Nullable Gate address() {
        return address;
    }

    @Nullable InetAddress addressValue() {
        return addressValue;
    }

    void atAddress(InetAddress newAddress, Gate gate) {
        addressValue = newAddress;
        address = gate;
    }
}
