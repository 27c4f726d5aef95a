package ayatori.demosite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was asked for, and how often. Written by every visitor's thread, read by tests: hence the lock. */
final class RequestLog {

    private final List<Request> requests = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** Counts one more request for a URL and says how many that makes. */
    synchronized int count(String url) {
        return counts.merge(url, 1, Integer::sum);
    }

    synchronized void add(Request request) {
        requests.add(request);
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }
}
