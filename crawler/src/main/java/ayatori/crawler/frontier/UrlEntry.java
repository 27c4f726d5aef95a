package ayatori.crawler.frontier;

import org.jspecify.annotations.Nullable;

/**
 * A URL on its way through the frontier.
 *
 * <p>Stored without what its host's record says already, and without what its referrer shares with it, which halves it.
 *
 * @param url the canonical URL
 * @param referrer the page that linked to it first; null for a seed
 * @param depth links between a seed and it
 * @param redirects redirects in a row that led to it
 * @param isSitemap whether it is requested for the pages that it lists
 * @param attempts requests of it that have ended
 * @param dueNanos the earliest time of the next one, or 0
 */
record UrlEntry(
        String url,
        @Nullable String referrer,
        int depth,
        int redirects,
        boolean isSitemap,
        int attempts,
        long dueNanos) {

    UrlEntry retriedAt(long dueNanos) {
        return new UrlEntry(url, referrer, depth, redirects, isSitemap, attempts + 1, dueNanos);
    }

    void write(ByteWriter out, String origin) {
        out.number(dueNanos)
                .number(depth)
                .number(2L * redirects + (isSitemap ? 1 : 0))
                .number(attempts);
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
        int redirectsAndKind = in.smallNumber();
        int attempts = in.smallNumber();
        String text = in.text();
        String url = text.startsWith("/") ? origin + text : text;
        String referrer = in.hasMore() ? url.substring(0, in.smallNumber()) + in.rest() : null;
        return new UrlEntry(url, referrer, depth, redirectsAndKind / 2, redirectsAndKind % 2 == 1, attempts, dueNanos);
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
