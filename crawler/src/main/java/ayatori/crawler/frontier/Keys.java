package ayatori.crawler.frontier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The layout of the frontier's part of the store. Numbers are big-endian, so that keys sort as the numbers do. The first
 * byte is the kind; an entry is written as {@link UrlEntry} says. The kinds A, E and K are the engine's.
 *
 * <pre>
 * B place(8)                     skips that are put on record at the end, in order; see {@link HeldSkips}
 * D fingerprint(16)              a deferred URL: why, and its entry
 * F id(8)                        a request under way: host, and the URL's entry
 * H host(4)                      a host's record
 * L fingerprint(16)              the links of a page whose depth is not final
 * M                              totals and incarnation
 * N place(8)                     fingerprints of URLs deferred for a link, in order
 * O place(8)                     fingerprints of URLs deferred for the scope, in order
 * P place(8)                     fingerprints of pages to be reopened, in order
 * Q host(4) lane(2) place(4)     the entry of a URL that waits
 * R host(4)                      a host's robots.txt as received
 * S number(8)                    known URLs that have changed between two saves; see {@link SeenJournal}
 * T segment(2)                   a segment of the table of known URLs
 * W name                         a host name's record: its pace and its address
 * </pre>
 */
final class Keys {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    static final int DEFERRED = 'D';
    static final int HOST = 'H';
    static final int IN_FLIGHT = 'F';
    static final int HELD_SKIPS = 'B';
    static final int DEFERRED_LINK = 'N';
    static final int DEFERRED_SCOPE = 'O';
    static final int TO_REOPEN = 'P';
    static final int SEEN_LOG = 'S';
    static final int SEEN_IMAGE = 'T';
    static final int NAME = 'W';

    // The store keeps no reference to a key, so each of these is written over and over.
    private final byte[] seenLog = new byte[9];
    private final byte[] seenImage = new byte[3];
    private final byte[] deferred = new byte[17];
    private final byte[] links = new byte[17];
    private final byte[] listed = new byte[9];
    private final byte[] queued = new byte[11];
    private final byte[] queuedEnd = new byte[11];
    private final byte[] inFlight = new byte[9];
    private final byte[] robots = new byte[5];

    Keys() {
        seenLog[0] = SEEN_LOG;
        seenImage[0] = SEEN_IMAGE;
        deferred[0] = DEFERRED;
        links[0] = 'L';
        queued[0] = 'Q';
        queuedEnd[0] = 'Q';
        inFlight[0] = IN_FLIGHT;
        robots[0] = 'R';
    }

    byte[] seenLog(long number) {
        LONG.set(seenLog, 1, number);
        return seenLog;
    }

    byte[] seenImage(int segment) {
        SHORT.set(seenImage, 1, (short) segment);
        return seenImage;
    }

    byte[] deferred(long fingerprintHigh, long fingerprintLow) {
        return fingerprint(deferred, fingerprintHigh, fingerprintLow);
    }

    byte[] links(long fingerprintHigh, long fingerprintLow) {
        return fingerprint(links, fingerprintHigh, fingerprintLow);
    }

    /** An entry of a list of a kind. */
    byte[] listed(int kind, long place) {
        listed[0] = (byte) kind;
        LONG.set(listed, 1, place);
        return listed;
    }

    byte[] queued(int host, int lane, int place) {
        return queued(queued, host, lane, place);
    }

    /** Where a range of queued entries ends. */
    byte[] queuedEnd(int host, int lane, int place) {
        return queued(queuedEnd, host, lane, place);
    }

    private static byte[] queued(byte[] key, int host, int lane, int place) {
        INT.set(key, 1, host);
        SHORT.set(key, 5, (short) lane);
        INT.set(key, 7, place);
        return key;
    }

    byte[] inFlight(long id) {
        LONG.set(inFlight, 1, id);
        return inFlight;
    }

    byte[] robots(int host) {
        INT.set(robots, 1, host);
        return robots;
    }

    private static byte[] fingerprint(byte[] key, long high, long low) {
        LONG.set(key, 1, high);
        LONG.set(key, 9, low);
        return key;
    }

    static byte[] totals() {
        return new byte[] {'M'};
    }

    static byte[] host(int id) {
        byte[] key = {HOST, 0, 0, 0, 0};
        INT.set(key, 1, id);
        return key;
    }

    static int hostOf(byte[] hostKey) {
        return (int) INT.get(hostKey, 1);
    }

    static byte[] name(String name) {
        return ("W" + name).getBytes(StandardCharsets.ISO_8859_1);
    }

    static String nameOf(byte[] nameKey) {
        return new String(nameKey, 1, nameKey.length - 1, StandardCharsets.ISO_8859_1);
    }

    static long idOf(byte[] inFlightKey) {
        return (long) LONG.get(inFlightKey, 1);
    }

    static long numberOf(byte[] seenLogKey) {
        return (long) LONG.get(seenLogKey, 1);
    }

    static int segmentOf(byte[] seenImageKey) {
        return (short) SHORT.get(seenImageKey, 1);
    }

    /** The first key of a kind, or the end of the kind before. */
    static byte[] startOf(int kind) {
        return new byte[] {(byte) kind};
    }
}
