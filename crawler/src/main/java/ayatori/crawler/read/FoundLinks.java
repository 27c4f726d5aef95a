package ayatori.crawler.read;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.PageRequest;
import ayatori.crawler.scope.ScopeFilter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A page's links on their way from a fetch loop to the frontier, packed. Strings are made, and the scope is asked, only for
 * the links the frontier has not seen. Filled on a fetch loop, then handed over and read on the frontier loop.
 */
public final class FoundLinks implements FetchedLinks {
    private final byte[] urls;
    private final int[] ends;
    private final int[] authorityLengths;
    private final boolean[] nofollow;
    private final long[] fingerprints;
    private final int depth;
    private final int redirects;
    private int count;
    private boolean isAgain;
    private PageRequest request = PageRequest.GET;

    private @Nullable ScopeFilter scope;

    FoundLinks(int links, int bytes, int depth, int redirects) {
        this.urls = new byte[bytes];
        this.ends = new int[links];
        this.authorityLengths = new int[links];
        this.nofollow = new boolean[links];
        this.fingerprints = new long[2 * links];
        this.depth = depth;
        this.redirects = redirects;
    }

    /** No links. */
    public static FoundLinks none() {
        return new FoundLinks(0, 0, 0, 0);
    }

    void add(byte[] from, int offset, int length, int authorityLength, long high, long low, boolean isNofollow) {
        int start = start(count);
        System.arraycopy(from, offset, urls, start, length);
        ends[count] = start + length;
        authorityLengths[count] = authorityLength;
        nofollow[count] = isNofollow;
        fingerprints[2 * count] = high;
        fingerprints[2 * count + 1] = low;
        count++;
    }

    @Override
    public FoundLinks judgedBy(ScopeFilter filter) {
        scope = filter;
        return this;
    }

    @Override
    public long memoryBytes() {
        return urls.length + 25L * ends.length;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public long fingerprintHigh(int index) {
        return fingerprints[2 * index];
    }

    @Override
    public long fingerprintLow(int index) {
        return fingerprints[2 * index + 1];
    }

    @Override
    public String url(int index) {
        return new String(urls, start(index), ends[index] - start(index), StandardCharsets.US_ASCII);
    }

    @Override
    public String origin(int index) {
        return new String(urls, start(index), authorityLengths[index], StandardCharsets.US_ASCII);
    }

    @Override
    public int depth(int index) {
        return depth;
    }

    /** Has these links requested even if they are known; see {@link #isAgain}. */
    public void again() {
        isAgain = true;
    }

    @Override
    public boolean isAgain(int index) {
        return isAgain;
    }

    /** Has these links requested in some way. */
    FoundLinks requestedAs(PageRequest newRequest) {
        request = newRequest;
        return this;
    }

    @Override
    public PageRequest request(int index) {
        return request;
    }

    @Override
    public int redirects(int index) {
        return redirects;
    }

    @Override
    public @Nullable SkipReason skipReason(int index) {
        SkipReason reason = scope == null ? null : scope.judge(url(index), origin(index));
        return reason == null && nofollow[index] ? SkipReason.NOFOLLOW : reason;
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }
}
