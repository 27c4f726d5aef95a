package ayatori.crawler.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Recognises redirects that lead back to a URL because a cookie was set on the way. That URL must be requested again,
 * though it is known: its answer may be another one now.
 */
final class CookieWalls {
    /** The targets of redirects on whose way a cookie was set; the oldest is forgotten first. */
    private static final int TARGETS_MAX = 10_000;

    private final Map<String, Boolean> targets = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > TARGETS_MAX;
        }
    };

    /**
     * Notes a redirect, and returns whether its target must be requested even if it is known.
     *
     * @param from the URL that was requested
     * @param to the target
     * @param setsCookie whether the redirect's answer sets a cookie
     */
    boolean leadsThrough(String from, String to, boolean setsCookie) {
        boolean isBehindCookie = setsCookie || targets.containsKey(from);
        if (isBehindCookie) {
            targets.put(to, true);
        }
        return isBehindCookie;
    }
}
