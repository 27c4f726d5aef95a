package ayatori.crawler.frontier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How the one store is divided. Numbers are big-endian, so that keys sort as the numbers do.
 *
 * <pre>
 * F id(8)                        a request under way: host, and the URL's entry
 * H origin                       a host's record
 * M                              totals and incarnation
 * Q host(4) lane(2) place(4)     a URL that waits
 * R host(4)                      a host's robots.txt as received
 * S fingerprint(16)              that a URL was seen, and what came of it
 * </pre>
 */
final class Keys {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    static final int HOST = 'H';
    static final int IN_FLIGHT = 'F';

    // The store keeps no reference to a key, so each of these is written over and over.
    private final byte[] seen = new byte[17];
    private final byte[] queued = new byte[11];
    private final byte[] inFlight = new byte[9];
    private final byte[] robots = new byte[5];

    Keys() {
        seen[0] = 'S';
        queued[0] = 'Q';
        inFlight[0] = IN_FLIGHT;
        robots[0] = 'R';
    }

    byte[] seen(long fingerprintHigh, long fingerprintLow) {
        LONG.set(seen, 1, fingerprintHigh);
        LONG.set(seen, 9, fingerprintLow);
        return seen;
    }

    byte[] queued(int host, int lane, int place) {
        INT.set(queued, 1, host);
        SHORT.set(queued, 5, (short) lane);
        INT.set(queued, 7, place);
        return queued;
    }

    byte[] inFlight(long id) {
        LONG.set(inFlight, 1, id);
        return inFlight;
    }

    byte[] robots(int host) {
        INT.set(robots, 1, host);
        return robots;
    }

    static byte[] totals() {
        return new byte[] {'M'};
    }

    static byte[] host(String origin) {
        return ("H" + origin).getBytes(StandardCharsets.ISO_8859_1);
    }

    static String originOf(byte[] hostKey) {
        return new String(hostKey, 1, hostKey.length - 1, StandardCharsets.ISO_8859_1);
    }

    static long idOf(byte[] inFlightKey) {
        return (long) LONG.get(inFlightKey, 1);
    }

    /** The first key of a kind, or the end of the kind before. */
    static byte[] startOf(int kind) {
        return new byte[] {(byte) kind};
    }
}
