package ayatori.crawler.frontier;

/** What is known of one host's robots.txt, as its record keeps it. The rules' text has a record of its own. */
final class RobotsStanding {
    /** What it came to when the host was asked last. */
    enum Kind {
        /** Never asked, or not yet answered; or the rules were evicted. */
        UNKNOWN(0),
        /** The store has its rules. */
        RULES(1),
        /** The host has none. */
        NONE(2),
        /** It could not be had, time and again. */
        UNREACHABLE(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private static final Kind[] BY_NUMBER = {Kind.UNKNOWN, Kind.RULES, Kind.NONE, Kind.UNREACHABLE};

    private Kind kind = Kind.UNKNOWN;
    private long expiresAtNanos;
    private int failures;

    /** After a failure: when it may be asked for again, which holds back this origin alone. */
    private long retryAtNanos;

    private int textBytes;

    /** Whether the record says all this. If not, it says that the host is to be asked. */
    private boolean isStored = true;

    Kind kind() {
        return kind;
    }

    /** Failed requests for robots.txt in a row. */
    int failures() {
        return failures;
    }

    /** When the next request may start after a failure; 0 for any time. */
    long retryAtNanos() {
        return retryAtNanos;
    }

    void retryAt(long timeNanos) {
        retryAtNanos = timeNanos;
    }

    /** Takes over after a restart, perhaps with a clock that was set back. */
    void resume(long nowNanos) {
        retryAtNanos = Math.min(retryAtNanos, Nanos.after(nowNanos, Pace.BLOCK_NANOS_MAX));
    }

    /** The length of the rules' text; 0 if there is none. */
    int textBytes() {
        return textBytes;
    }

    boolean isCurrent(long nowNanos) {
        return kind != Kind.UNKNOWN && nowNanos < expiresAtNanos;
    }

    void failed() {
        failures++;
    }

    /** The host gave rules. */
    void gaveRules(int bytes, long untilNanos) {
        settle(Kind.RULES, untilNanos);
        textBytes = bytes;
    }

    /** The host has no rules. */
    void gaveNone(long untilNanos) {
        settle(Kind.NONE, untilNanos);
        textBytes = 0;
    }

    /** Nothing can be requested of the host; what is in the store does not say so. */
    void hasNoHost(long untilNanos) {
        gaveNone(untilNanos);
        isStored = false;
    }

    /** The host was asked as often as it may be: older rules hold for longer, and without them nothing is allowed. */
    void stayedUnreachable(long untilNanos) {
        settle(kind == Kind.UNKNOWN ? Kind.UNREACHABLE : kind, untilNanos);
    }

    /** The rules are known no longer. */
    void evicted() {
        settle(Kind.UNKNOWN, 0);
        textBytes = 0;
    }

    private void settle(Kind newKind, long untilNanos) {
        kind = newKind;
        expiresAtNanos = untilNanos;
        retryAtNanos = 0;
        isStored = true;
        failures = 0;
    }

    void write(ByteWriter out) {
        out.number(isStored ? kind.number : Kind.UNKNOWN.number)
                .number(isStored ? expiresAtNanos : 0)
                .number(failures)
                .number(retryAtNanos)
                .number(textBytes);
    }

    void read(ByteReader in) {
        kind = BY_NUMBER[in.smallNumber()];
        expiresAtNanos = in.number();
        failures = in.smallNumber();
        retryAtNanos = in.number();
        textBytes = in.smallNumber();
    }
}
