package ayatori.crawler.recrawl;

import ayatori.crawler.PageHistory;
import ayatori.crawler.folder.KnownPage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells which pages have probably changed since they were visited.
 *
 * <p>Pages are taken to change at random moments, each at a constant rate (a Poisson process). Of <i>n</i> checks at
 * intervals of <i>I</i>, <i>X</i> found a change; a check does not tell how many changes there were. The rate is estimated
 * by Cho and Garcia-Molina, <i>Estimating Frequency of Change</i> (ACM TOIT 3, 2003), section 4.2:
 *
 * <pre>
 * rate = -ln((n - X + 0.5) / (n + 0.5)) / I
 * </pre>
 *
 * <p>A prior stands in for what is not known yet: one check more, of a week, that found half a change. The chance of a
 * change after a time <i>t</i> is {@code 1 - exp(-rate * t)}; a page is due when it reaches 20 %. So a page of which nothing
 * is known is due after some four days, one that changed at each of ten weekly visits after some 15 hours, and one that
 * changed at none of ten after some five weeks.
 */
final class DueRule {
    private static final double CHANCE_MIN = 0.2;
    private static final double PRIOR_CHECKS = 1;
    private static final double PRIOR_CHANGES = 0.5;
    private static final double PRIOR_SECONDS = Duration.ofDays(7).toSeconds();

    private DueRule() {}

    /** Whether a page is due. One that was not answered at its last visit is. */
    static boolean isDue(KnownPage page, Instant now) {
        PageHistory history = page.history();
        if (page.status() == 0 || (history != null && history.last() != null)) {
            return true;
        }
        return chanceOfChange(history, page.fetchedAt(), now) >= CHANCE_MIN;
    }

    /**
     * The chance that a page has changed since it was visited.
     *
     * @param history null for a page that was visited once
     * @param visitedAt when it was visited last
     */
    static double chanceOfChange(@Nullable PageHistory history, Instant visitedAt, Instant now) {
        double checks = PRIOR_CHECKS;
        double changes = PRIOR_CHANGES;
        double seconds = PRIOR_SECONDS;
        if (history != null) {
            checks += history.checks();
            changes += history.changes();
            seconds += Math.max(0, Duration.between(history.since(), visitedAt).toSeconds());
        }
        double rate = -Math.log((checks - changes + 0.5) / (checks + 0.5)) / (seconds / checks);
        double age = Math.max(0, Duration.between(visitedAt, now).toSeconds());
        return -Math.expm1(-rate * age);
    }
}
