package ayatori.crawler;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a page changed over successive recrawls.
 *
 * @param since when it was first answered
 * @param checks how many later answers were compared with the one before
 * @param changes how many of them differed
 * @param changedAt when the latest change was found; null if none was
 * @param last the latest answer that can be compared, where the record itself has none; null where it has one
 */
public record PageHistory(
        Instant since,
        int checks,
        int changes,
        @Nullable Instant changedAt,
        @Nullable LastAnswer last) {
    /** Checks the counts. */
    public PageHistory {
        if (checks < 0 || changes < 0 || changes > checks) {
            throw new IllegalArgumentException(changes + " changes in " + checks + " checks");
        }
    }

    /**
     * An answer.
     *
     * @param at when it was requested
     * @param status the HTTP status
     * @param digest XXH3's 128 bits over the decoded body, in hexadecimal
     */
    public record LastAnswer(Instant at, int status, String digest) {}

    /** The history of a page that was answered once. */
    public static PageHistory since(Instant first) {
        return new PageHistory(first, 0, 0, null, null);
    }

    /** The history after a further answer. */
    public PageHistory checked(Instant at, boolean hasChanged) {
        return new PageHistory(since, checks + 1, changes + (hasChanged ? 1 : 0), hasChanged ? at : changedAt, null);
    }

    /** The same, with what a later answer is compared with; null if that is not known. */
    public PageHistory withLast(@Nullable LastAnswer answer) {
        return new PageHistory(since, checks, changes, changedAt, answer);
    }
}
