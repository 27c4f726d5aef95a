package ayatori.crawler.frontier;

import org.jspecify.annotations.Nullable;

/**
 * A URL on its way through the frontier.
 *
 * <p>Stored without what its host's record says already, and without what its referrer shares with it, which halves it.
 *
 * @param url the canonical URL
 * @param referrer the page that linked to it first; null for a seed
 * @param depth links between a seed and it; for a sitemap, how deeply it is nested in others
 * @param redirects redirects in a row that led to it
 * @param kind what it is requested as
 * @param attempts requests of it that have ended
 * @param dueNanos the earliest time of the next one, or 0
 * @param fingerprintHigh the first half of its fingerprint. Both halves are 0 where nothing asks for them
 * @param fingerprintLow the second half
 */
record UrlEntry(
        String url,
        @Nullable String referrer,
        int depth,
        int redirects,
        Kind kind,
        int attempts,
        long dueNanos,
        long fingerprintHigh,
        long fingerprintLow) {

    /** What a URL is requested as. */
    enum Kind {
        /** A page. */
        PAGE(0),
        /** A sitemap: for the pages that it lists. */
        SITEMAP(1),
        /** A seed, or where one redirects to. The scope may follow it. */
        SEED(2);

        private static final Kind[] BY_NUMBER = {PAGE, SITEMAP, SEED};

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private static final int KIND_BITS = 2;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;
    private static final int HAS_FINGERPRINT = 1 << KIND_BITS;

    boolean isSitemap() {
        return kind == Kind.SITEMAP;
    }

    boolean isSeed() {
        return kind == Kind.SEED;
    }

    UrlEntry retriedAt(long timeNanos) {
        return new UrlEntry(
                url, referrer, depth, redirects, kind, attempts + 1, timeNanos, fingerprintHigh, fingerprintLow);
    }

    /** The same after a redirect of the URL to itself. */
    UrlEntry sentBack() {
        return new UrlEntry(url, referrer, depth, redirects + 1, kind, attempts, 0, fingerprintHigh, fingerprintLow);
    }

    UrlEntry withDepth(int newDepth) {
        return newDepth == depth
                ? this
                : new UrlEntry(
                        url, referrer, newDepth, redirects, kind, attempts, dueNanos, fingerprintHigh, fingerprintLow);
    }

    UrlEntry withFingerprint(long high, long low) {
        return new UrlEntry(url, referrer, depth, redirects, kind, attempts, dueNanos, high, low);
    }

    void write(ByteWriter out, String origin, boolean withFingerprint) {
        int flags = kind.number | (withFingerprint ? HAS_FINGERPRINT : 0);
        out.number(dueNanos)
                .number(depth)
                .number(((long) redirects << (KIND_BITS + 1)) | flags)
                .number(attempts);
        if (withFingerprint) {
            out.fixed(fingerprintHigh).fixed(fingerprintLow);
        }
        // A URL with credentials does not start with its origin and is kept whole; a path starts with a slash.
        boolean relative = url.startsWith(origin) && url.startsWith("/", origin.length());
        out.text(relative ? url.substring(origin.length()) : url);
        if (referrer != null) {
            int shared = shared(url, referrer);
            out.number(shared).rest(referrer, shared);
        }
    }

    static UrlEntry read(ByteReader in, String origin) {
        long dueNanos = in.number();
        int depth = in.smallNumber();
        int redirectsAndFlags = in.smallNumber();
        int attempts = in.smallNumber();
        boolean hasFingerprint = (redirectsAndFlags & HAS_FINGERPRINT) != 0;
        long high = hasFingerprint ? in.fixed() : 0;
        long low = hasFingerprint ? in.fixed() : 0;
        String text = in.text();
        String url = text.startsWith("/") ? origin + text : text;
        String referrer = in.hasMore() ? url.substring(0, in.smallNumber()) + in.rest() : null;
        return new UrlEntry(
                url,
                referrer,
                depth,
                redirectsAndFlags >> (KIND_BITS + 1),
                Kind.BY_NUMBER[redirectsAndFlags & KIND_MASK],
                attempts,
                dueNanos,
                high,
                low);
    }

    /** Reads the first field alone. */
    static long readDueNanos(byte[] entry) {
        return new ByteReader(entry).number();
    }

    private static int shared(String a, String b) {
        int length = Math.min(a.length(), b.length());
        int i = 0;
        while (i < length && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i;
    }
}
