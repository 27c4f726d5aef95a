package ayatori.demosite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The requests, counted by URL. Locked, because every connection's thread writes it and tests read it. */
final class RequestLog {

    private final List<Request> requests = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** Counts a request for a URL and returns the count. */
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
