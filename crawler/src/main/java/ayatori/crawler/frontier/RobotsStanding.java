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

    /** Whether nothing can be requested of the host, which is forgotten in a restart. */
    private boolean hasNoHost;

    /** The kind in the record of a host of which nothing can be requested. */
    private static final int NO_HOST = 4;

    /** How many numbers a record has. */
    private static final int NUMBERS = 5;

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

    /** Nothing can be requested of the host. After a restart it is asked again. */
    void hasNoHost(long untilNanos) {
        gaveNone(untilNanos);
        hasNoHost = true;
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
        hasNoHost = false;
        failures = 0;
    }

    void write(ByteWriter out) {
        out.number(hasNoHost ? NO_HOST : kind.number)
                .number(expiresAtNanos)
                .number(failures)
                .number(retryAtNanos)
                .number(textBytes);
    }

    /**
     * Reads a record. Times that are later than any that can have been written, because the clock was set back before the
     * store was opened, are cut.
     */
    void read(ByteReader in, long nowNanos, long openedAtNanos) {
        int number = in.smallNumber();
        expiresAtNanos = Nanos.cut(in.number(), Robots.RULES_HOLD_NANOS, nowNanos, openedAtNanos);
        failures = in.smallNumber();
        retryAtNanos = Nanos.cut(in.number(), Retries.LONGEST_NANOS, nowNanos, openedAtNanos);
        textBytes = in.smallNumber();
        hasNoHost = number == NO_HOST;
        kind = hasNoHost ? Kind.NONE : BY_NUMBER[number];
        if (hasNoHost && expiresAtNanos <= Nanos.after(openedAtNanos, Robots.RULES_HOLD_NANOS)) {
            evicted();
        }
    }

    /** Passes over a record. */
    static void skip(ByteReader in) {
        for (int i = 0; i < NUMBERS; i++) {
            in.number();
        }
    }
}
