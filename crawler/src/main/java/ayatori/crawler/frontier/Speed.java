package ayatori.crawler.frontier;

/**
 * How fast the frontier goes, as a share of what its options allow: 1 as they say, 0.5 half as fast. All paces share one.
 * Below 1, delays grow and fewer requests run at a time. Above 1, only more requests run at a time over all hosts: no host
 * gets more than its options allow.
 */
final class Speed {
    /** More requests at a time need more sockets than most processes may open. */
    private static final int CONCURRENCY_MAX = 4_096;

    private double factor = 1;

    /** Changes it. Delays that have begun stay as they are. */
    void change(double newFactor) {
        factor = newFactor;
    }

    /** How many requests may run at a time. */
    int concurrency(int configured) {
        return factor == 1
                ? configured
                : Math.clamp(Math.round(configured * factor), 1, Math.max(configured, CONCURRENCY_MAX));
    }

    /**
     * The time between the starts of two requests to a host.
     *
     * @param delayNanos what the options say
     * @param answerNanos how long the host takes to answer; negative if that is not known. Where the delay is shorter, it is
     *     the answers that set the pace
     * @param parallel the most requests at a time to the host
     */
    long delayNanos(long delayNanos, long answerNanos, int parallel) {
        return factor >= 1 ? delayNanos : (long) (Math.max(delayNanos, answerNanos / parallel) / factor);
    }
}
