package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import ayatori.crawler.store.KeyValueStore;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes up links: decides for each URL that is found whether it is taken, deferred, skipped or known, and puts skips on
 * record when they are final. It also ends the life of URLs, on which the finality of skips depends.
 */
final class Intake {
    /** How deeply sitemaps may be nested. The protocol has one level of indexes; some sites have two or three. */
    private static final int SITEMAP_NESTING_MAX = 5;

    private final UrlJudge judge;
    private final HostTable hosts;
    private final UrlQueue queue;
    private final SeenSet seen;
    private final Depths depths;
    private final Deferred deferred;
    private final Requisites requisites;
    private final Totals totals;

    /** Told of each host that a URL was queued for. */
    private final Consumer<Host> queuedFor;

    Intake(
            KeyValueStore store,
            Keys keys,
            FrontierOptions options,
            UrlJudge judge,
            HostTable hosts,
            UrlQueue queue,
            Consumer<Host> queuedFor) {
        this.judge = judge;
        this.hosts = hosts;
        this.queue = queue;
        this.queuedFor = queuedFor;
        seen = new SeenSet(store, keys, options);
        depths = new Depths(store, keys, seen, options);
        deferred = new Deferred(store, keys);
        var heldSkips = new HeldSkips(store, keys);
        totals = new Totals(store, options, depths, deferred, heldSkips);
        requisites = new Requisites(options, hosts, queue, seen, heldSkips, totals, queuedFor);
    }

    /** Reads which URLs are known. */
    void open(RandomGenerator random) {
        seen.open(random);
    }

    /** The requisites among them. */
    Requisites requisites() {
        return requisites;
    }

    /** The set of known URLs. */
    SeenSet seen() {
        return seen;
    }

    Totals totals() {
        return totals;
    }

    /** A URL that is about to be requested, at the least depth that is known. */
    UrlEntry atLeastDepth(UrlEntry entry) {
        return entry.withDepth(depths.of(entry));
    }

    /** Takes up the links of a page whose life has ended; of no page if {@code page} is null. */
    void takeUp(Links links, @Nullable UrlEntry page, @Nullable String referrer, Consumer<? super Output> out) {
        int pageDepth = page == null ? 0 : depths.of(page);
        Depths.KeptLinks kept = page == null ? null : depths.keepLinks(page, pageDepth, links.size());
        for (int i = 0; i < links.size(); i++) {
            if (requisites.areWanted() && requisites.takeUp(links, i, page, referrer)) {
                continue;
            }
            long high = links.fingerprintHigh(i);
            long low = links.fingerprintLow(i);
            int known = seen.get(high, low);
            SeenSet.State state = SeenSet.state(known);
            if (state == SeenSet.State.SKIPPED
                    || (state == SeenSet.State.NEW && requisites.state(high, low) == SeenSet.State.SKIPPED)) {
                continue;
            }
            boolean isTaken = state == SeenSet.State.TAKEN || state == SeenSet.State.DONE;
            boolean isAgain = isTaken && links.redirects(i) > 0 && mustTakeAgain(links, i, state);
            if (isTaken && !isAgain && !depths.isTracked()) {
                continue;
            }
            int step = page == null || page.isSitemap() ? 0 : links.depth(i) - page.depth();
            int depth = page == null || page.isSitemap() ? links.depth(i) : pageDepth + step;
            if (isTaken) {
                depth = Math.min(depth, depths.isTracked() ? SeenSet.depth(known) : depth);
            }
            if (isTaken && !isAgain) {
                boolean isNearer = depth < SeenSet.depth(known);
                if ((isNearer || (kept != null && kept.mustKeep(step, depth))) && links.skipReason(i) == null) {
                    depths.found(high, low, known, depth);
                    keep(kept, high, low, step);
                }
                continue;
            }
            UrlEntry.Kind kind = kind(links, i, page, referrer);
            int entryDepth = kind != UrlEntry.Kind.SITEMAP ? depth : page == null ? 0 : nesting(page, links, i);
            SkipReason reason = links.skipReason(i);
            boolean isFollowed = reason == null;
            if (isFollowed) {
                reason = tooDeep(kind, entryDepth);
            }
            var entry = new UrlEntry(
                    links.url(i),
                    referrer,
                    entryDepth,
                    links.redirects(i),
                    kind,
                    isFollowed ? priority(links, i, kind, page) : Priority.DEFAULT_TENTHS,
                    0,
                    List.of(),
                    0,
                    high,
                    low,
                    links.request(i));
            take(state, links.origin(i), entry, reason, isFollowed, out);
            if (isFollowed) {
                keep(kept, high, low, step);
            }
        }
        if (kept != null) {
            kept.store();
        }
    }

    /** Keeps a link that may be followed, if its page may yet turn out to be nearer and the link can change anything. */
    private void keep(Depths.@Nullable KeptLinks kept, long high, long low, int step) {
        if (kept == null) {
            return;
        }
        int known = seen.get(high, low);
        boolean mustKeep = switch (SeenSet.state(known)) {
            case TAKEN, DONE -> kept.mustKeep(step, SeenSet.depth(known));
            case DEFERRED -> true;
            case NEW, SKIPPED -> false;
        };
        if (mustKeep) {
            kept.add(high, low, step);
        }
    }

    /**
     * Takes a URL, defers it, or skips it for good.
     *
     * @param state what is known of it: new, deferred, or to be requested again
     * @param reason why it is skipped as things stand; null if it is not
     * @param isFollowed whether the link itself may be followed
     */
    private void take(
            SeenSet.State state,
            String origin,
            UrlEntry entry,
            @Nullable SkipReason reason,
            boolean isFollowed,
            Consumer<? super Output> out) {
        Host host = reason == null ? hosts.of(origin) : null;
        SkipReason why =
                host != null && host.pagesAnswered() >= host.name().pagesMax() ? SkipReason.HOST_LIMIT : reason;
        if (why == null && host != null) {
            if (state == SeenSet.State.DEFERRED) {
                deferred.remove(entry);
            }
            enqueue(host, entry);
        } else if (why != null && isDeferrable(why, entry, isFollowed)) {
            if (state == SeenSet.State.DEFERRED) {
                deferAgain(entry, why, origin);
            } else if (state == SeenSet.State.NEW) {
                seen.put(entry.fingerprintHigh(), entry.fingerprintLow(), SeenSet.State.DEFERRED, entry.depth());
                deferred.add(new Deferred.Item(why, origin, entry));
            }
        } else if (why != null && (state == SeenSet.State.NEW || isFullFor(state, why))) {
            if (state == SeenSet.State.DEFERRED) {
                deferred.remove(entry);
            }
            seen.put(entry.fingerprintHigh(), entry.fingerprintLow(), SeenSet.State.SKIPPED, 0);
            if (requisites.areWanted()) {
                requisites.holdSkip(entry, why);
            } else {
                out.accept(new Output.Skip(entry.url(), why, entry.referrer()));
            }
        }
    }

    /** Whether a better link leads to a deferred URL when its host has given all it may. */
    private static boolean isFullFor(SeenSet.State state, SkipReason reason) {
        return state == SeenSet.State.DEFERRED && reason == SkipReason.HOST_LIMIT;
    }

    /** A deferred URL is found again by a link that does not help it: remembers the lesser depth. */
    private void deferAgain(UrlEntry entry, SkipReason reason, String origin) {
        Deferred.Item item = deferred.get(entry.fingerprintHigh(), entry.fingerprintLow());
        if (item != null
                && item.reason() == reason
                && entry.depth() < item.entry().depth()) {
            deferred.update(new Deferred.Item(reason, origin, item.entry().withDepth(entry.depth())));
        }
    }

    private void enqueue(Host host, UrlEntry entry) {
        seen.put(
                entry.fingerprintHigh(),
                entry.fingerprintLow(),
                SeenSet.State.TAKEN,
                entry.isSitemap() ? 0 : entry.depth());
        queue.append(host, entry);
        depths.opened(entry);
        if (entry.isSeed()) {
            totals.seedOpened();
        }
        queuedFor.accept(host);
    }

    /** Whether a skip may be revoked later. */
    private boolean isDeferrable(SkipReason reason, UrlEntry entry, boolean isFollowed) {
        return switch (reason) {
            case NOFOLLOW, DEPTH, NOT_DUE -> true;
            case SCOPE -> totals.hasOpenSeeds() && judge != UrlJudge.FIXED_SCOPE;
            case TRAP -> isFollowed && !entry.isSitemap();
            default -> false;
        };
    }

    private @Nullable SkipReason tooDeep(UrlEntry.Kind kind, int depth) {
        if (kind == UrlEntry.Kind.SITEMAP) {
            return depth > SITEMAP_NESTING_MAX ? SkipReason.TRAP : null;
        }
        return !depths.isTooDeep(depth) ? null : depths.isTracked() ? SkipReason.DEPTH : SkipReason.TRAP;
    }

    /** Whether a redirect's target that is known is to be requested again all the same. */
    private boolean mustTakeAgain(Links links, int i, SeenSet.State state) {
        boolean isOpen = depths.isTracked() && state == SeenSet.State.TAKEN;
        return !isOpen && links.isAgain(i) && links.redirects(i) <= Outcome.SentBack.SENT_BACK_MAX;
    }

    /** What a link's URL is requested as. A redirect hands on what led to it. */
    private static UrlEntry.Kind kind(Links links, int i, @Nullable UrlEntry page, @Nullable String referrer) {
        if (page != null && links.redirects(i) > 0) {
            return page.kind();
        }
        if (links.isSitemap(i)) {
            return UrlEntry.Kind.SITEMAP;
        }
        return page == null && referrer == null ? UrlEntry.Kind.SEED : UrlEntry.Kind.PAGE;
    }

    private static int priority(Links links, int i, UrlEntry.Kind kind, @Nullable UrlEntry page) {
        if (page != null && links.redirects(i) > 0) {
            return page.priority();
        }
        return kind == UrlEntry.Kind.SITEMAP ? Priority.DEFAULT_TENTHS : Priority.tenths(links.priority(i));
    }

    private static int nesting(UrlEntry page, Links links, int i) {
        return !page.isSitemap() ? 0 : links.redirects(i) > 0 ? page.depth() : page.depth() + 1;
    }

    /** A URL's life has ended: its record is written. */
    void end(UrlEntry entry) {
        if (entry.isRequisite()) {
            requisites.end();
            return;
        }
        depths.ended(entry);
        if (entry.isSeed()) {
            totals.seedEnded();
        }
    }

    void skip(UrlEntry entry, SkipReason reason, @Nullable String rule, Consumer<? super Output> out) {
        boolean isOnRecord = false;
        if (entry.isRequisite()) {
            requisites.endSkipped(entry);
        } else {
            end(entry);
            isOnRecord = requisites.state(entry) == SeenSet.State.TAKEN;
        }
        if (isOnRecord) {
            seen.put(entry.fingerprintHigh(), entry.fingerprintLow(), SeenSet.State.SKIPPED, 0);
        } else {
            out.accept(new Output.Skip(entry.url(), reason, entry.referrer(), rule));
        }
    }

    // ---- deferred URLs, and pages reopened

    /** Reopens pages that were found to be nearer than they were when their links were taken up. */
    void reopen(int pages, Consumer<? super Output> out) {
        for (int i = 0; i < pages && depths.mustReopen(); i++) {
            depths.reopen((high, low, depth) -> foundNearer(high, low, depth, out));
        }
    }

    private void foundNearer(long high, long low, int depth, Consumer<? super Output> out) {
        int known = seen.get(high, low);
        switch (SeenSet.state(known)) {
            case TAKEN, DONE -> depths.found(high, low, known, depth);
            case DEFERRED -> {
                Deferred.Item item = deferred.get(high, low);
                if (item != null) {
                    UrlEntry entry = item.entry().withDepth(depth);
                    boolean isOfLink = item.reason() != SkipReason.SCOPE && item.reason() != SkipReason.NOT_DUE;
                    SkipReason reason = isOfLink ? tooDeep(entry.kind(), depth) : item.reason();
                    take(SeenSet.State.DEFERRED, item.origin(), entry, reason, true, out);
                }
            }
            case NEW, SKIPPED -> {}
        }
    }

    /** Once all seeds are answered, judges again what was out of scope before. Returns the number of outputs. */
    int settleScope(int budget, Consumer<? super Output> out) {
        int given = 0;
        for (int i = 0; i < budget && deferred.hasOfScope() && !totals.hasOpenSeeds(); i++) {
            Deferred.Item item = deferred.pollOfScope();
            if (item != null) {
                given += settleScope(item, out);
            }
        }
        return given;
    }

    private int settleScope(Deferred.Item item, Consumer<? super Output> out) {
        UrlEntry entry = item.entry();
        SkipReason reason = judge.judge(entry.url(), item.origin());
        if (reason == null) {
            reason = tooDeep(entry.kind(), entry.depth());
        }
        int[] given = {0};
        take(SeenSet.State.NEW, item.origin(), entry, reason, true, output -> {
            given[0]++;
            out.accept(output);
        });
        return given[0];
    }

    /** Once nothing is left to do, puts on record what no better link was found to. Returns the number of outputs. */
    int settleLinks(int budget, Consumer<? super Output> out) {
        int given = 0;
        while (given < budget && deferred.hasOfLink()) {
            Deferred.Item item = deferred.pollOfLink();
            if (item != null) {
                skipDeferred(item.entry(), item.reason(), out);
                given++;
            }
        }
        return given + requisites.settleSkips(budget - given, out);
    }

    /** Puts everything on record that is deferred. Returns the number of outputs. */
    int settleDeferred(int budget, Consumer<? super Output> out) {
        int given = 0;
        while (given < budget && deferred.hasOfScope()) {
            Deferred.Item item = deferred.pollOfScope();
            if (item != null) {
                SkipReason reason = judge.judge(item.entry().url(), item.origin());
                skipDeferred(item.entry(), reason == null ? SkipReason.BUDGET : reason, out);
                given++;
            }
        }
        return given + settleLinks(budget - given, out);
    }

    private void skipDeferred(UrlEntry entry, SkipReason reason, Consumer<? super Output> out) {
        seen.put(entry.fingerprintHigh(), entry.fingerprintLow(), SeenSet.State.SKIPPED, 0);
        if (requisites.state(entry) == SeenSet.State.NEW) {
            out.accept(new Output.Skip(entry.url(), reason, entry.referrer()));
        }
    }

    /** Whether a page waits to be reopened. */
    boolean mustReopen() {
        return depths.mustReopen();
    }

    void giveUpReopening() {
        depths.giveUpReopening();
    }

    /** How many URLs are deferred; reads them all. */
    long deferred() {
        if (!hasDeferred()) {
            return 0;
        }
        return requisites.heldSkips() + deferred.count((high, low) -> requisites.state(high, low) == SeenSet.State.NEW);
    }

    boolean hasDeferred() {
        return deferred.hasOfScope() || hasOfLink();
    }

    private boolean hasOfLink() {
        return deferred.hasOfLink() || requisites.hasSkips();
    }

    /**
     * Whether there is something to settle.
     *
     * @param isIdle whether nothing is queued, under way, or to be reopened
     */
    boolean mustSettle(boolean isIdle) {
        return (deferred.hasOfScope() && !totals.hasOpenSeeds()) || (isIdle && hasOfLink());
    }
}
