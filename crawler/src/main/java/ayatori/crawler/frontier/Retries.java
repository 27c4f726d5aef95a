package ayatori.crawler.frontier;

import java.util.random.RandomGenerator;

/**
 * Which requests are made again, and when.
 *
 * <p>The wait before the first retry is a second, before each further one twice as long, up to five minutes; chance
 * makes it half as long to half as long again, so that URLs that failed together do not come back together. The host
 * goes on with others meanwhile.
 */
final class Retries {
    static final long WAIT_NANOS = Nanos.SECOND;
    static final long WAIT_NANOS_MAX = 300 * Nanos.SECOND;

    /** The longest wait that chance makes of that. */
    static final long LONGEST_NANOS = WAIT_NANOS_MAX / 2 * 3;

    private final FrontierOptions.Access options;
    private final RandomGenerator random;

    Retries(FrontierOptions.Access options, RandomGenerator random) {
        this.options = options;
        this.random = random;
    }

    /** Whether a URL whose request ended so is to be requested again. */
    boolean mayRetry(UrlEntry entry, Outcome outcome) {
        return outcome.retryable() && entry.attempts() < options.retries();
    }

    /** How long to wait after a failure that had so many before it. */
    long waitNanos(int failuresBefore) {
        return (long) (Nanos.doubled(WAIT_NANOS, failuresBefore, WAIT_NANOS_MAX) * (0.5 + random.nextDouble()));
    }
}
