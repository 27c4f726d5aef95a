package ayatori.archive.replay;

import ayatori.archive.index.Capture;
import ayatori.archive.index.CaptureIndex;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the capture for a request: of exactly its URL, or else of one that differs only in parameters that are new in every request,
 * such as a time or a random number against caches.
 */
final class Lookup {
    /** How many captures of a path are compared. */
    private static final int CANDIDATES_MAX = 2_000;

    private static final Pattern FLEETING = Pattern.compile(
            "_|cb|cachebust(er)?|callback|jsonp|nocache|rand(om)?|r|rnd|t|time(stamp)?|ts|_t|_ts|utm_\\w+|gclid|fbclid");

    private final CaptureIndex index;

    Lookup(CaptureIndex index) {
        this.index = index;
    }

    /** The capture that is closest to a time; null if there is none. */
    @Nullable Capture find(String url, String timestamp, String method) throws IOException {
        Instant time = Capture.timeOf(timestamp);
        Capture exact = index.closest(url, time, method);
        if (exact != null || url.indexOf('?') < 0) {
            return exact;
        }
        String key = Capture.keyOf(url);
        String path = key.substring(0, key.indexOf('?') < 0 ? key.length() : key.indexOf('?'));
        Set<String> lasting = lasting(key);
        try (Stream<Capture> captures = index.startingWith(path)) {
            return captures.limit(CANDIDATES_MAX)
                    .filter(capture -> capture.method().equals(method))
                    .filter(capture ->
                            capture.key().equals(path) || capture.key().startsWith(path + "?"))
                    .filter(capture -> lasting(capture.key()).equals(lasting))
                    .min(Comparator.comparing(
                            capture -> Duration.between(time, capture.time()).abs()))
                    .orElse(null);
        }
    }

    /** The parameters of a key that are not fleeting. */
    private static Set<String> lasting(String key) {
        Set<String> parameters = new TreeSet<>();
        int query = key.indexOf('?');
        if (query >= 0) {
            for (String parameter : key.substring(query + 1).split("&", -1)) {
                int value = parameter.indexOf('=');
                if (!FLEETING.matcher(value < 0 ? parameter : parameter.substring(0, value))
                        .matches()) {
                    parameters.add(parameter);
                }
            }
        }
        return parameters;
    }
}
