package ayatori.crawler.read;

import ayatori.crawler.frontier.PageRequest;
import ayatori.web.url.Url;
import ayatori.web.url.UrlResolver;
import com.dynatrace.hash4j.hashing.HashValue128;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The distinct links of the page being read, in page order: URLs end to end in one array, with their fingerprints. Reused
 * from page to page, so that reading a page allocates nothing.
 */
final class DistinctLinks implements PageLinks {
    private static final int BYTES_AT_FIRST = 32 << 10;

    /** A larger array is not kept for the next page. */
    private static final int BYTES_KEPT_MAX = 1 << 20;

    private final Fingerprint fingerprint;
    private byte[] urls = new byte[BYTES_AT_FIRST];
    private int count;
    private int[] ends = new int[512];
    private int[] authorityLengths = new int[512];
    private boolean[] nofollow = new boolean[512];
    private long[] high = new long[512];
    private long[] low = new long[512];

    /** Open addressing over the links' numbers plus one, by fingerprint; zero is empty. */
    private int[] table = new int[2048];

    DistinctLinks(Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
    }

    void clear() {
        count = 0;
        Arrays.fill(table, 0);
        if (urls.length > BYTES_KEPT_MAX) {
            urls = new byte[BYTES_AT_FIRST];
        }
    }

    /**
     * Adds the URL in a resolver, which has no user name. A second link to the same URL only matters if it may be followed
     * and the first may not.
     */
    void add(UrlResolver url, boolean isNofollow) {
        add(url, fingerprint.of(url), isNofollow);
    }

    /** Adds the target of a redirect. */
    void addRedirect(Url from, UrlResolver to, PageRequest sent, PageRequest next) {
        add(to, fingerprint.ofRedirect(from, to, sent, next), false);
    }

    private void add(UrlResolver url, HashValue128 fingerprint, boolean isNofollow) {
        long h = fingerprint.getMostSignificantBits();
        long l = fingerprint.getLeastSignificantBits();
        int slot = (int) l & (table.length - 1);
        for (int known; (known = table[slot]) != 0; slot = (slot + 1) & (table.length - 1)) {
            if (low[known - 1] == l && high[known - 1] == h) {
                nofollow[known - 1] &= isNofollow;
                return;
            }
        }
        reserve(url.length());
        int start = start(count);
        System.arraycopy(url.buffer(), 0, urls, start, url.length());
        ends[count] = start + url.length();
        authorityLengths[count] = url.authorityEnd();
        nofollow[count] = isNofollow;
        high[count] = h;
        low[count] = l;
        table[slot] = ++count;
        if (2 * count > table.length) {
            rehash();
        }
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public byte[] bytes() {
        return urls;
    }

    @Override
    public int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    @Override
    public int end(int index) {
        return ends[index];
    }

    @Override
    public boolean isNofollow(int index) {
        return nofollow[index];
    }

    /**
     * The links for the frontier: all but those that this loop has sent to it recently.
     *
     * @param depth how far from a seed the links are
     * @param redirects how many redirects in a row led to them
     * @param recent what this loop has told the frontier of lately; null if the frontier must hear of every link
     */
    FoundLinks found(int depth, int redirects, @Nullable RecentLinks recent) {
        int[] picked = new int[count];
        int pickedCount = 0;
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            // A redirect may lead back to a URL that is known, to be requested again.
            if (nofollow[i] || redirects > 0 || recent == null || recent.add(high[i], low[i], depth)) {
                picked[pickedCount++] = i;
                bytes += end(i) - start(i);
            }
        }
        var found = new FoundLinks(pickedCount, bytes, depth, redirects);
        for (int n = 0; n < pickedCount; n++) {
            int i = picked[n];
            found.add(urls, start(i), end(i) - start(i), authorityLengths[i], high[i], low[i], nofollow[i]);
        }
        return found;
    }

    private void reserve(int bytes) {
        if (start(count) + bytes > urls.length) {
            urls = Arrays.copyOf(urls, Math.max(start(count) + bytes, 2 * urls.length));
        }
        if (count == ends.length) {
            int more = 2 * count;
            ends = Arrays.copyOf(ends, more);
            authorityLengths = Arrays.copyOf(authorityLengths, more);
            nofollow = Arrays.copyOf(nofollow, more);
            high = Arrays.copyOf(high, more);
            low = Arrays.copyOf(low, more);
        }
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int i = 0; i < count; i++) {
            int slot = (int) low[i] & (table.length - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = i + 1;
        }
    }
}
