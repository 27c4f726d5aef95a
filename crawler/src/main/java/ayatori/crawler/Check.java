package ayatori.crawler;

import java.time.Duration;

/** Checks of options. */
final class Check {
    /** Longer times cannot be counted in nanoseconds. */
    private static final Duration TIME_LIMIT_MAX = Duration.ofDays(36_500);

    private Check() {}

    static void atLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more, not " + value);
        }
    }

    static void timeLimit(Duration value, String name) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be more than zero, not " + value);
        }
        if (value.compareTo(TIME_LIMIT_MAX) > 0) {
            throw new IllegalArgumentException(name + " must be 100 years or less, not " + value);
        }
    }
}
