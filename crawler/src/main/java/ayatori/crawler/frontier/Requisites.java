package ayatori.crawler.frontier;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SkipReason;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes up the requisites of pages. A URL has a life as a page and another one as a requisite, which meet so that it is on record
 * once: a requisite is dropped if its URL is a page, and a link's skip if its URL is a requisite. Only a URL to which the first
 * link leads after it was requested as a requisite is requested again, as a page.
 */
final class Requisites {
    /**
     * What tells the fingerprint of a URL as a requisite from its fingerprint as a page. Both are in
     * the same set.
     */
    static final long AS_REQUISITE = 0x6A09E667F3BCC908L;

    private final boolean areWanted;
    private final Forwarder forwarder;
    private final HostTable hosts;
    private final UrlQueue queue;
    private final SeenSet seen;
    private final HeldSkips heldSkips;
    private final Totals totals;

    /** Told of each host that a requisite was queued for. */
    private final Consumer<Host> queuedFor;

    Requisites(
            FrontierOptions options,
            HostTable hosts,
            UrlQueue queue,
            SeenSet seen,
            HeldSkips heldSkips,
            Totals totals,
            Forwarder forwarder,
            Consumer<Host> queuedFor) {
        this.areWanted = options.hasRequisites();
        this.hosts = hosts;
        this.queue = queue;
        this.seen = seen;
        this.heldSkips = heldSkips;
        this.totals = totals;
        this.forwarder = forwarder;
        this.queuedFor = queuedFor;
    }

    boolean areWanted() {
        return areWanted;
    }

    /** Takes up one of some links if it is a requisite, or stands on one; returns false if it is a link to follow. */
    boolean takeUp(
            Links links, int i, @Nullable UrlEntry page, @Nullable String referrer, Consumer<? super Output> out) {
        RequisiteRole role = role(links, i, page);
        if (role != null && forwarder.isNeeded() && forwarder.isForeign(links.origin(i))) {
            forwarder.requisite(links, i, role, page, referrer, out);
        } else if (role != null) {
            take(links, i, role, page, referrer);
        }
        return role != null || (page != null && page.isRequisite()); // the links of a requisite are not followed
    }

    /** What a page needs a URL for; null if it is a link. A redirect hands on what led to it. */
    private static @Nullable RequisiteRole role(Links links, int i, @Nullable UrlEntry page) {
        return page != null && links.redirects(i) > 0 ? page.role() : links.requisite(i);
    }

    /** Takes a requisite, unless it is known, or its URL is a page: then it is requested as that. */
    private void take(Links links, int i, RequisiteRole role, @Nullable UrlEntry page, @Nullable String referrer) {
        int redirects = links.redirects(i);
        boolean isAgain = redirects > 0 && redirects <= Outcome.SentBack.SENT_BACK_MAX && links.isAgain(i);
        if (isWanted(links.fingerprintHigh(i), links.fingerprintLow(i), isAgain)) {
            take(LinkedEntry.ofRequisite(links, i, role, page, referrer), links.origin(i));
        }
    }

    /** Takes a requisite that another shard has found. */
    void takeForwarded(UrlEntry entry, String origin, boolean isAgain) {
        if (isWanted(entry.fingerprintHigh(), entry.fingerprintLow(), isAgain)) {
            take(entry, origin);
        }
    }

    private boolean isWanted(long high, long low, boolean isAgain) {
        SeenSet.State known = state(high, low);
        boolean isKnown = known == SeenSet.State.TAKEN || known == SeenSet.State.SKIPPED;
        return (!isKnown || isAgain) && !isPage(high, low);
    }

    private void take(UrlEntry entry, String origin) {
        long high = entry.fingerprintHigh() ^ AS_REQUISITE;
        long low = entry.fingerprintLow();
        if (entry.isTooFar()) {
            if (state(entry) == SeenSet.State.NEW) {
                seen.put(high, low, SeenSet.State.DEFERRED, 0);
                heldSkips.add(entry, SkipReason.TRAP);
            }
            return;
        }
        Host host = hosts.of(origin);
        seen.put(high, low, SeenSet.State.TAKEN, 0);
        queue.append(host, entry);
        totals.requisiteOpened();
        queuedFor.accept(host);
    }

    /**
     * What became of a URL as a requisite: taken; skipped, which includes that it was dropped because its URL is a page; or
     * deferred, as it was found only after too many steps.
     */
    SeenSet.State state(long fingerprintHigh, long fingerprintLow) {
        return areWanted ? SeenSet.state(seen.get(fingerprintHigh ^ AS_REQUISITE, fingerprintLow)) : SeenSet.State.NEW;
    }

    /** The same, of the URL of an entry. */
    SeenSet.State state(UrlEntry entry) {
        return state(entry.fingerprintHigh(), entry.fingerprintLow());
    }

    private boolean isPage(long fingerprintHigh, long fingerprintLow) {
        SeenSet.State state = SeenSet.state(seen.get(fingerprintHigh, fingerprintLow));
        return state == SeenSet.State.TAKEN || state == SeenSet.State.DONE;
    }

    /** Drops a requisite that was queued, if a link has led to its URL as a page meanwhile; returns whether it was dropped. */
    boolean dropIfPage(UrlEntry entry) {
        if (!entry.isRequisite() || !isPage(entry.fingerprintHigh(), entry.fingerprintLow())) {
            return false;
        }
        endSkipped(entry);
        return true;
    }

    /** A requisite's life has ended: its record is written. */
    void end() {
        totals.requisiteEnded();
    }

    /** A requisite's life has ended without a request. */
    void endSkipped(UrlEntry requisite) {
        seen.put(requisite.fingerprintHigh() ^ AS_REQUISITE, requisite.fingerprintLow(), SeenSet.State.SKIPPED, 0);
        totals.requisiteEnded();
    }

    // ---- skips of links

    /** Holds the skip of a link that is final, unless its URL is a requisite. */
    void holdSkip(UrlEntry entry, SkipReason reason) {
        if (state(entry) == SeenSet.State.NEW) {
            heldSkips.add(entry, reason);
        }
    }

    boolean hasSkips() {
        return !heldSkips.isEmpty();
    }

    /** How many skips are to be put on record; reads them all. */
    long heldSkips() {
        var count = new long[1];
        heldSkips.forEach(held -> count[0] += isStillSkipped(held) ? 1 : 0);
        return count[0];
    }

    /** Puts skips on record that were held. Returns the number of those that were looked at. */
    int settleSkips(int budget, Consumer<? super Output> out) {
        int given = 0;
        for (; given < budget && !heldSkips.isEmpty(); given++) {
            HeldSkips.Held held = heldSkips.poll();
            if (held != null && isStillSkipped(held)) {
                seen.put(held.fingerprintHigh() ^ AS_REQUISITE, held.fingerprintLow(), SeenSet.State.SKIPPED, 0);
                out.accept(held.skip());
            }
        }
        return given;
    }

    /** Whether the URL of a skip was not requested after all, and is not on record yet. */
    private boolean isStillSkipped(HeldSkips.Held held) {
        long high = held.fingerprintHigh();
        long low = held.fingerprintLow();
        SeenSet.State known = state(high, low);
        return (known == SeenSet.State.NEW || known == SeenSet.State.DEFERRED) && !isPage(high, low);
    }
}
