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
    private int textBytes;

    Kind kind() {
        return kind;
    }

    /** Failed requests for robots.txt in a row. */
    int failures() {
        return failures;
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
        failures = 0;
    }

    void write(ByteWriter out) {
        out.number(kind.number).number(expiresAtNanos).number(failures).number(textBytes);
    }

    void read(ByteReader in) {
        kind = BY_NUMBER[in.smallNumber()];
        expiresAtNanos = in.number();
        failures = in.smallNumber();
        textBytes = in.smallNumber();
    }
}
