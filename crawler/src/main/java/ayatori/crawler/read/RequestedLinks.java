package ayatori.crawler.read;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.frontier.PageRequest;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.web.url.Url;
import com.dynatrace.hash4j.hashing.HashValue128;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that a page handler made, or that a crawl starts with, as links. */
public final class RequestedLinks implements FetchedLinks {
    /** No requests. */
    public static final RequestedLinks NONE = new RequestedLinks(List.of(), List.of(), 0, null);

    /**
     * A request.
     *
     * @param url absolute, without credentials and fragment
     * @param request how it is requested
     * @param priority how soon, as in {@link Links#priority}
     */
    public record Requested(Url url, PageRequest request, double priority) {}

    private final List<Requested> requests;
    private final List<HashValue128> fingerprints;
    private final int depth;
    private final @Nullable ScopeFilter scope;

    private RequestedLinks(
            List<Requested> requests, List<HashValue128> fingerprints, int depth, @Nullable ScopeFilter scope) {
        this.requests = requests;
        this.fingerprints = fingerprints;
        this.depth = depth;
        this.scope = scope;
    }

    /**
     * Requests at a depth.
     *
     * @param fingerprint tells them apart
     */
    public static RequestedLinks of(List<Requested> requests, int depth, Fingerprint fingerprint) {
        if (requests.isEmpty()) {
            return NONE;
        }
        List<HashValue128> fingerprints = new ArrayList<>(requests.size());
        requests.forEach(requested -> fingerprints.add(fingerprint.of(requested.url(), requested.request())));
        return new RequestedLinks(List.copyOf(requests), fingerprints, depth, null);
    }

    @Override
    public RequestedLinks judgedBy(ScopeFilter filter) {
        return requests.isEmpty() ? this : new RequestedLinks(requests, fingerprints, depth, filter);
    }

    @Override
    public long memoryBytes() {
        long bytes = 0;
        for (Requested requested : requests) {
            bytes += 300
                    + 2L * requested.url().href().length()
                    + requested.request().body().length;
        }
        return bytes;
    }

    @Override
    public int size() {
        return requests.size();
    }

    @Override
    public long fingerprintHigh(int index) {
        return fingerprints.get(index).getMostSignificantBits();
    }

    @Override
    public long fingerprintLow(int index) {
        return fingerprints.get(index).getLeastSignificantBits();
    }

    @Override
    public String url(int index) {
        return requests.get(index).url().href();
    }

    @Override
    public String origin(int index) {
        return requests.get(index).url().origin();
    }

    @Override
    public int depth(int index) {
        return depth;
    }

    @Override
    public int redirects(int index) {
        return 0;
    }

    @Override
    public double priority(int index) {
        return requests.get(index).priority();
    }

    @Override
    public PageRequest request(int index) {
        return requests.get(index).request();
    }

    @Override
    public @Nullable SkipReason skipReason(int index) {
        SkipReason reason = scope == null ? null : scope.judge(url(index), origin(index));
        return reason == SkipReason.TYPE ? null : reason; // the handler asked for this file explicitly
    }
}
