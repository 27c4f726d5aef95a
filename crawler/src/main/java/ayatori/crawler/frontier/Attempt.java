package ayatori.crawler.frontier;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of a URL that was followed by another one.
 *
 * @param startMillis when it started, in milliseconds since the epoch
 * @param elapsedMillis how long the host took to answer, or the request to fail
 * @param status the HTTP status; 0 without an answer that could be used
 * @param error the kind of its error, or {@code handler} if the page's handler asked for another try; null if it was
 *     answered, or the kind is not known
 */
public record Attempt(
        long startMillis,
        long elapsedMillis,
        int status,
        @Nullable String error) {
    /** So many attempts of a URL are kept, the last ones. */
    static final int KEPT_MAX = 16;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** An attempt that has just ended. */
    static Attempt ended(long nowNanos, Outcome outcome) {
        long elapsed = outcome.elapsedNanos();
        Outcome.Answered answered = outcome.answered();
        return new Attempt(
                Math.max(0, nowNanos - elapsed) / NANOS_PER_MILLI,
                elapsed / NANOS_PER_MILLI,
                answered == null ? 0 : answered.status(),
                error(outcome));
    }

    private static @Nullable String error(Outcome outcome) {
        if (outcome instanceof Outcome.Retried) {
            return Outcome.Retried.KIND;
        }
        return outcome instanceof Outcome.Failed failed ? failed.error() : null;
    }

    /** The attempts that are kept when another one is added. */
    static List<Attempt> add(List<Attempt> earlier, Attempt attempt) {
        List<Attempt> all = new ArrayList<>(earlier);
        all.add(attempt);
        return List.copyOf(all.size() > KEPT_MAX ? all.subList(1, all.size()) : all);
    }

    void write(ByteWriter out) {
        out.number(startMillis).number(elapsedMillis).number(status).string(error == null ? "" : error);
    }

    static Attempt read(ByteReader in) {
        long start = in.number();
        long elapsed = in.number();
        int status = in.smallNumber();
        String error = in.string();
        return new Attempt(start, elapsed, status, error.isEmpty() ? null : error);
    }
}
