package ayatori.crawler.frontier;

/**
 * How soon a URL is requested among those of its host, on the scale of the Sitemap protocol: from 0.0, last, to 1.0, first.
 * The frontier rounds it to tenths.
 */
public final class Priority {
    /** The priority of a URL to which nobody gave another. */
    public static final double DEFAULT = 0.5;

    /** {@link #DEFAULT}, in tenths. */
    static final int DEFAULT_TENTHS = 5;

    /** The highest, in tenths. */
    static final int TENTHS_MAX = 10;

    private Priority() {}

    /** {@return whether a number is on the scale} */
    public static boolean isValid(double priority) {
        return priority >= 0 && priority <= 1;
    }

    /** A priority in tenths. A number beyond the scale counts as its end; NaN counts as the default. */
    static int tenths(double priority) {
        return Double.isNaN(priority) ? DEFAULT_TENTHS : (int) Math.round(Math.clamp(priority, 0.0, 1.0) * TENTHS_MAX);
    }
}
