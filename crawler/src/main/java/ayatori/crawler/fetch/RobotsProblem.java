package ayatori.crawler.fetch;

import org.jspecify.annotations.Nullable;

/**
 * Why a host's robots.txt cannot be had.
 *
 * @param error the {@linkplain ayatori.crawler.PageError#kind() kind} of failure; null if the host answered, but with nothing that counts
 *     as its rules
 * @param sentence the same for people
 */
public record RobotsProblem(@Nullable String error, String sentence) {
    /** The host answered, with a status or a body that says nothing about its rules. */
    public static RobotsProblem answered(String sentence) {
        return new RobotsProblem(null, sentence);
    }

    /** The request failed. */
    static RobotsProblem of(FetchException e) {
        return new RobotsProblem(
                e.isAnswered() ? null : e.error().kind(), e.error().message());
    }
}
