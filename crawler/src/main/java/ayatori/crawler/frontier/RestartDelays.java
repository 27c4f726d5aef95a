package ayatori.crawler.frontier;

/**
 * The delays that hold for neighbours after a restart. The store may have no trace of the last request to a host, so one
 * delay of that host must pass before its domain and its address are asked. Their delays are kept here by a hash, so that no
 * host must be in memory for it; where hashes meet, the longer delay counts.
 */
final class RestartDelays {
    private static final long UNIT_NANOS = 1_000_000;

    private final long restartNanos;
    private final int[] longest;
    private long endNanos;

    /**
     * None yet.
     *
     * @param hosts about how many there are
     */
    RestartDelays(long restartNanos, int hosts) {
        this.restartNanos = restartNanos;
        longest = new int[Integer.highestOneBit(Math.clamp(2L * hosts, 1 << 12, 1 << 28))];
        endNanos = restartNanos;
    }

    void add(Object neighbourhood, long delayNanos) {
        int units = (int) Math.min(Integer.MAX_VALUE, (delayNanos + UNIT_NANOS - 1) / UNIT_NANOS);
        int slot = slot(neighbourhood);
        longest[slot] = Math.max(longest[slot], units);
        endNanos = Math.max(endNanos, Nanos.after(restartNanos, units * UNIT_NANOS));
    }

    /** When the delays of a neighbourhood's hosts are over. */
    long openAtNanos(Object neighbourhood) {
        return Nanos.after(restartNanos, longest[slot(neighbourhood)] * UNIT_NANOS);
    }

    boolean areOver(long nowNanos) {
        return endNanos <= nowNanos;
    }

    private int slot(Object neighbourhood) {
        int hash = neighbourhood.hashCode() * 0x9E3779B9;
        return (hash ^ hash >>> 15) & longest.length - 1;
    }
}
