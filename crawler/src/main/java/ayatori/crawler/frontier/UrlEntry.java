package ayatori.crawler.frontier;

import ayatori.crawler.RequisiteRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A URL on its way through the frontier.
 *
 * <p>Stored without what its host's record says already, without what its referrer shares with it, which halves it, and
 * without its request if that is a plain GET. The record's fields, in order; numbers take seven bits a byte:
 *
 * <pre>
 * version          {@value #VERSION}; {@value #REQUISITE_VERSION} for a requisite
 * due              0, or the earliest time of the next request
 * depth
 * redirects, flags redirects * 32 + kind (bits 0 and 1) + 4 for a fingerprint + 8 for a request + 16 for a priority
 * priority         in tenths; only with its flag: other than the default
 * need             role + 16 * steps; only of a requisite
 * attempts         and for each of the last {@value Attempt#KEPT_MAX} of them an {@link Attempt}: start, time taken, status, error
 * fingerprint      16 bytes; only with its flag, which a requisite always has
 * request          {@link PageRequest}: method, headers, body, label, data; only with its flag
 * url              from the path on; whole if it does not start with the host's origin
 * referrer         how many characters the URL and it share, and the rest of it; absent for a seed
 * </pre>
 *
 * @param url the canonical URL
 * @param referrer the page that linked to it first; null for a seed
 * @param depth links between a seed and it; for a sitemap, how deeply it is nested in others
 * @param redirects redirects in a row that led to it
 * @param kind what it is requested as
 * @param priority its {@link Priority}, in tenths
 * @param attempts requests of it that have ended
 * @param earlier the last of them, at most {@value Attempt#KEPT_MAX}
 * @param dueNanos the earliest time of the next one, or 0
 * @param fingerprintHigh the first half of its fingerprint. Both halves are 0 where nothing asks for them
 * @param fingerprintLow the second half
 * @param request how it is requested
 * @param need what a page needs it for; null if it is no requisite
 */
record UrlEntry(
        String url,
        @Nullable String referrer,
        int depth,
        int redirects,
        Kind kind,
        int priority,
        int attempts,
        List<Attempt> earlier,
        long dueNanos,
        long fingerprintHigh,
        long fingerprintLow,
        PageRequest request,
        @Nullable Need need) {

    /** What is no requisite. */
    UrlEntry(
            String url,
            @Nullable String referrer,
            int depth,
            int redirects,
            Kind kind,
            int priority,
            int attempts,
            List<Attempt> earlier,
            long dueNanos,
            long fingerprintHigh,
            long fingerprintLow,
            PageRequest request) {
        this(
                url,
                referrer,
                depth,
                redirects,
                kind,
                priority,
                attempts,
                earlier,
                dueNanos,
                fingerprintHigh,
                fingerprintLow,
                request,
                null);
    }

    /** What a URL is requested as. */
    enum Kind {
        /** A page. */
        PAGE(0),
        /** A sitemap: for the pages that it lists. */
        SITEMAP(1),
        /** A seed, or where one redirects to. The scope may follow it. */
        SEED(2),
        /** A requisite, or where one redirects to: for the page that needs it. */
        REQUISITE(3);

        private static final Kind[] BY_NUMBER = {PAGE, SITEMAP, SEED, REQUISITE};

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /** The version of a record that is no requisite. */
    static final int VERSION = 3;

    /** The version of a requisite's record: programs that know of none refuse it. */
    static final int REQUISITE_VERSION = 4;

    private static final int KIND_MASK = 3;
    private static final int HAS_FINGERPRINT = 4;
    private static final int HAS_REQUEST = 8;
    private static final int HAS_PRIORITY = 16;
    private static final int FLAG_BITS = 5;

    boolean isSitemap() {
        return kind == Kind.SITEMAP;
    }

    boolean isSeed() {
        return kind == Kind.SEED;
    }

    boolean isRequisite() {
        return need != null;
    }

    /** Whether it is a requisite that was found only after too many steps. */
    boolean isTooFar() {
        return need != null && need.steps() > Need.STEPS_MAX;
    }

    /** What it is needed for; null if it is no requisite. */
    @Nullable RequisiteRole role() {
        return need == null ? null : need.role();
    }

    /** In which of its host's lanes it waits. */
    int lane() {
        return isRequisite() ? Lane.REQUISITES : Lane.of(priority, depth);
    }

    /** In which of its host's lanes it waits for another try. */
    int laneOfRetries() {
        return Lane.forAttempts(attempts, isRequisite());
    }

    /** The same before its next request. */
    UrlEntry retriedAt(long timeNanos, Attempt ended) {
        return new UrlEntry(
                url,
                referrer,
                depth,
                redirects,
                kind,
                priority,
                attempts + 1,
                Attempt.add(earlier, ended),
                timeNanos,
                fingerprintHigh,
                fingerprintLow,
                request,
                need);
    }

    /** The same after a redirect of the URL to itself. */
    UrlEntry sentBack() {
        return new UrlEntry(
                url,
                referrer,
                depth,
                redirects + 1,
                kind,
                priority,
                attempts,
                earlier,
                0,
                fingerprintHigh,
                fingerprintLow,
                request,
                need);
    }

    UrlEntry withDepth(int newDepth) {
        return newDepth == depth
                ? this
                : new UrlEntry(
                        url,
                        referrer,
                        newDepth,
                        redirects,
                        kind,
                        priority,
                        attempts,
                        earlier,
                        dueNanos,
                        fingerprintHigh,
                        fingerprintLow,
                        request,
                        need);
    }

    UrlEntry withFingerprint(long high, long low) {
        return new UrlEntry(
                url, referrer, depth, redirects, kind, priority, attempts, earlier, dueNanos, high, low, request, need);
    }

    void write(ByteWriter out, String origin, boolean withFingerprint) {
        boolean hasRequest = !request.isPlain();
        boolean hasPriority = priority != Priority.DEFAULT_TENTHS;
        boolean hasFingerprint = withFingerprint || need != null;
        int flags = kind.number
                | (hasFingerprint ? HAS_FINGERPRINT : 0)
                | (hasRequest ? HAS_REQUEST : 0)
                | (hasPriority ? HAS_PRIORITY : 0);
        out.number(need == null ? VERSION : REQUISITE_VERSION)
                .number(dueNanos)
                .number(depth)
                .number(((long) redirects << FLAG_BITS) | flags);
        if (hasPriority) {
            out.number(priority);
        }
        if (need != null) {
            need.write(out);
        }
        out.number(attempts);
        for (Attempt attempt : earlier) {
            attempt.write(out);
        }
        if (hasFingerprint) {
            out.fixed(fingerprintHigh).fixed(fingerprintLow);
        }
        if (hasRequest) {
            request.write(out);
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
        checkVersion(in.smallNumber());
        long dueNanos = in.number();
        int depth = in.smallNumber();
        int redirectsAndFlags = in.smallNumber();
        int priority = (redirectsAndFlags & HAS_PRIORITY) != 0 ? in.smallNumber() : Priority.DEFAULT_TENTHS;
        Kind kind = Kind.BY_NUMBER[redirectsAndFlags & KIND_MASK];
        Need need = kind == Kind.REQUISITE ? Need.read(in) : null;
        int attempts = in.smallNumber();
        List<Attempt> earlier = earlier(in, attempts);
        boolean hasFingerprint = (redirectsAndFlags & HAS_FINGERPRINT) != 0;
        long high = hasFingerprint ? in.fixed() : 0;
        long low = hasFingerprint ? in.fixed() : 0;
        PageRequest request = (redirectsAndFlags & HAS_REQUEST) != 0 ? PageRequest.read(in) : PageRequest.GET;
        String text = in.text();
        String url = text.startsWith("/") ? origin + text : text;
        String referrer = in.hasMore() ? url.substring(0, in.smallNumber()) + in.rest() : null;
        return new UrlEntry(
                url,
                referrer,
                depth,
                redirectsAndFlags >> FLAG_BITS,
                kind,
                priority,
                attempts,
                earlier,
                dueNanos,
                high,
                low,
                request,
                need);
    }

    private static List<Attempt> earlier(ByteReader in, int attempts) {
        if (attempts == 0) {
            return List.of();
        }
        var earlier = new Attempt[Math.min(attempts, Attempt.KEPT_MAX)];
        for (int i = 0; i < earlier.length; i++) {
            earlier[i] = Attempt.read(in);
        }
        return List.of(earlier);
    }

    /** Reads only when it is due. */
    static long readDueNanos(byte[] entry) {
        var in = new ByteReader(entry);
        checkVersion(in.smallNumber());
        return in.number();
    }

    private static void checkVersion(int version) {
        if (version != VERSION && version != REQUISITE_VERSION) {
            throw new OtherVersionException("a queue entry was written by another version of Ayatori (its format is "
                    + version + ", this version's is " + REQUISITE_VERSION + "); resume the crawl with that version");
        }
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
