package ayatori.crawler.engine;

import ayatori.crawler.store.KeyValueStore;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Recognises redirects that lead back to a URL because a cookie was set on the way. That URL must be requested again,
 * though it is known: its answer may be another one now. In the store, since the way may be half gone when the process ends.
 */
final class CookieWalls {
    /** The targets of redirects on whose way a cookie was set; the oldest is forgotten first. */
    private static final int TARGETS_MAX = 10_000;

    private static final byte[] TARGET = {'E', 'w'};

    private final Map<String, Boolean> targets = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            boolean isTooMany = size() > TARGETS_MAX;
            if (isTooMany) {
                changed.add(eldest.getKey());
            }
            return isTooMany;
        }
    };

    /** Targets that were added or forgotten since they were saved. */
    private final Set<String> changed = new LinkedHashSet<>();

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
            if (targets.put(to, true) == null) {
                changed.add(to);
            }
        }
        return isBehindCookie;
    }

    /** Puts what has changed into the store. */
    void save(KeyValueStore store) {
        for (String target : changed) {
            byte[] key = StateWriter.key(TARGET, target);
            if (targets.containsKey(target)) {
                store.put(key, new byte[0]);
            } else {
                store.delete(key);
            }
        }
        changed.clear();
    }

    /** Reads what {@link #save} put there. */
    void load(KeyValueStore store) {
        StateReader.forEach(store, TARGET, (target, _) -> targets.put(target, true));
    }
}
