package ayatori.crawler.frontier;

import ayatori.crawler.HostOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
    private static final byte[] NO_ADDRESS = {};

    private final String name;
    private final Pace pace;
    private final long pagesMax;
    /** Those in memory. */
    private final List<Host> origins = new ArrayList<>(1);

    private final Gate own;
    private @Nullable Gate domain;
    private @Nullable Gate address;

    /** The address that answered last; null if none is known. */
    private @Nullable InetAddress addressValue;

    /** How many origins it has, in memory or not. */
    private int originCount;

    private boolean isChanged;

    /** Whether its record was written before a restart. */
    private boolean isOlder;

    HostName(String name, FrontierOptions options, Gate own, Speed speed) {
        this.name = name;
        HostOptions different = options.hosts().find(name);
        this.pace = new Pace(options.pace().with(different), speed);
        Long most = different == null ? null : different.maxPages();
        this.pagesMax = most == null ? options.extent().pagesPerHostMax() : most;
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

    /** Answered URLs of one of its origins, at most. */
    long pagesMax() {
        return pagesMax;
    }

    /** Its origins in memory. */
    List<Host> origins() {
        return Collections.unmodifiableList(origins);
    }

    void add(Host origin) {
        origins.add(origin);
    }

    void remove(Host origin) {
        origins.remove(origin);
    }

    /** An origin is new. */
    void originCreated() {
        originCount++;
        isChanged = true;
    }

    /** Whether its record tells all there is to know of it: its neighbours need not wait for it, nor it for an answer. */
    boolean isAtRest(long nowNanos) {
        return inFlight() == 0 && pace.openToNeighboursNanos() <= nowNanos;
    }

    /**
     * The longest Crawl-delay of its origins that is waited for holds for all of them. While some of them are not in memory,
     * it does not become shorter.
     */
    void crawlDelayChanged(long waitMaxNanos) {
        long longest =
                origins.size() < originCount && pace.crawlDelayNanos() <= waitMaxNanos ? pace.crawlDelayNanos() : 0;
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
        isChanged = true;
    }

    /** Whether it differs from its record. */
    boolean isChanged() {
        return isChanged || pace.isChanged();
    }

    void recordWritten() {
        isChanged = false;
        isOlder = false;
        pace.recordWritten();
    }

    void write(ByteWriter out, long incarnation) {
        out.number(incarnation)
                .number(originCount)
                .number(pace.crawlDelayNanos())
                .bytes(addressValue == null ? NO_ADDRESS : addressValue.getAddress());
        pace.write(out);
    }

    /** Reads a record, which an earlier incarnation may have written. Returns the address; empty if none is known. */
    byte[] read(byte[] record, long openedAtNanos, long incarnation) {
        var in = new ByteReader(record);
        isOlder = in.number() != incarnation;
        originCount = in.smallNumber();
        pace.crawlDelay(in.number());
        byte[] addressBytes = in.bytes();
        pace.read(in);
        resume(openedAtNanos);
        return addressBytes;
    }

    /** After a restart: waits one delay from the opening, unless it was asked since. */
    void resume(long openedAtNanos) {
        if (isOlder) {
            pace.resume(openedAtNanos);
        }
    }

    static InetAddress addressOf(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new DamagedStoreException("an address has " + bytes.length + " bytes", e);
        }
    }
}
