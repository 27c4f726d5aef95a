package ayatori.crawler.frontier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a host's robots.txt says to our user agent. */
public interface HostRules {
    /** Whether a URL of this host may be requested. */
    boolean allowed(String url);

    /** The line by which a URL of this host may not be requested; null if it may, or if that is not known. */
    default @Nullable String denyingLine(String url) {
        return null;
    }

    /** The least time between two requests to the host; null when it names none. */
    @Nullable Duration crawlDelay();

    /** About how much memory they take, in bytes. */
    long memoryBytes();

    /** Makes rules out of a robots.txt. It must give the same rules whenever it is given the same bytes. */
    @FunctionalInterface
    interface Parser {
        /**
         * Parses one robots.txt. Whatever it holds, there is no failure: what cannot be read is not a rule.
         *
         * @param origin the host it comes from, {@code scheme://host[:port]}
         * @param text the file as received
         */
        HostRules parse(String origin, byte[] text);
    }
}
