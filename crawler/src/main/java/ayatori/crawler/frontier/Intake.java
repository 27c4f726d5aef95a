package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import ayatori.crawler.store.KeyValueStore;
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
    private final Forwarder forwarder;
    private final Totals totals;

    /** Whether nothing is left to do in other shards, so that what no better link was found to is final. */
    private boolean crawlIsIdle;

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
        forwarder = new Forwarder(options.shard(), seen, depths);
        crawlIsIdle = !options.shard().isPart();
        requisites = new Requisites(options, hosts, queue, seen, heldSkips, totals, forwarder, queuedFor);
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
            if (requisites.areWanted() && requisites.takeUp(links, i, page, referrer, out)) {
                continue;
            }
            if (forwarder.isNeeded() && forwarder.isForeign(links.origin(i))) {
                forward(links, i, page, referrer, kept, out);
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
            int step = step(links, i, page);
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
            SkipReason reason = links.skipReason(i);
            boolean isFollowed = reason == null;
            UrlEntry entry = LinkedEntry.of(links, i, page, referrer, depth, isFollowed);
            if (isFollowed) {
                reason = tooDeep(entry.kind(), entry.depth());
            }
            take(state, links.origin(i), entry, reason, isFollowed, out);
            if (isFollowed) {
                keep(kept, high, low, step);
            }
        }
        if (kept != null) {
            kept.store();
        }
    }

    /** How much deeper than its page a link leads: 1, or 0 for a redirect and for what stands on no page. */
    private static int step(Links links, int i, @Nullable UrlEntry page) {
        return page == null || page.isSitemap() ? 0 : links.depth(i) - page.depth();
    }

    /** Takes up a link to a URL of another shard. */
    private void forward(
            Links links,
            int i,
            @Nullable UrlEntry page,
            @Nullable String referrer,
            Depths.@Nullable KeptLinks kept,
            Consumer<? super Output> out) {
        int step = step(links, i, page);
        int depth = page == null || page.isSitemap() ? links.depth(i) : depths.of(page) + step;
        forwarder.link(links, i, page, referrer, depth, out);
        if (kept != null && kept.mustKeep(step, depth) && links.skipReason(i) == null) {
            kept.add(forwarder.shardOf(links.origin(i)), links.fingerprintHigh(i), links.fingerprintLow(i), step);
        }
    }

    /** Whether a host is not another shard's. */
    boolean owns(String origin) {
        return !forwarder.isNeeded() || !forwarder.isForeign(origin);
    }

    /** Takes up what another shard says of a URL. */
    void takeForwarded(ForwardedLink link, Consumer<? super Output> out) {
        switch (link) {
            case ForwardedLink.Nearer(long high, long low, int depth) -> foundNearer(high, low, depth, out);
            case ForwardedLink.Found found -> takeFound(found, out);
        }
    }

    private void takeFound(ForwardedLink.Found found, Consumer<? super Output> out) {
        UrlEntry entry = found.entry();
        String origin = found.origin();
        if (entry.isRequisite()) {
            requisites.takeForwarded(entry, origin, found.isAgain());
            return;
        }
        long high = entry.fingerprintHigh();
        long low = entry.fingerprintLow();
        int known = seen.get(high, low);
        SeenSet.State state = SeenSet.state(known);
        if (state == SeenSet.State.SKIPPED
                || (state == SeenSet.State.NEW && requisites.state(high, low) == SeenSet.State.SKIPPED)) {
            return;
        }
        // What was out of the other shard's scope may be in scope by now.
        SkipReason reason = found.reason() == SkipReason.SCOPE ? judge.judge(entry.url(), origin) : found.reason();
        boolean isFollowed = reason == null;
        boolean isTaken = state == SeenSet.State.TAKEN || state == SeenSet.State.DONE;
        boolean isOpen = depths.isTracked() && state == SeenSet.State.TAKEN;
        if (isTaken && (!found.isAgain() || isOpen)) {
            if (isFollowed) {
                depths.found(high, low, known, entry.depth());
            }
            return;
        }
        if (isFollowed) {
            reason = tooDeep(entry.kind(), entry.depth());
        }
        take(state, origin, entry, reason, isFollowed, out);
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
        boolean isOpen = state == SeenSet.State.NEW || state == SeenSet.State.DEFERRED;
        if (isOpen && requisites.state(entry) == SeenSet.State.SKIPPED) {
            return; // on record as a requisite
        }
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
            case SCOPE -> scopeMayGrow() && judge != UrlJudge.FIXED_SCOPE;
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
            depths.reopen(new Depths.Receiver() {
                @Override
                public void found(long high, long low, int depth) {
                    foundNearer(high, low, depth, out);
                }

                @Override
                public void foundIn(int shard, long high, long low, int depth) {
                    forwarder.nearer(shard, high, low, depth, out);
                }
            });
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
        for (int i = 0; i < budget && deferred.hasOfScope() && !scopeMayGrow(); i++) {
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

    /** Whether a seed may yet redirect, and widen the scope. */
    private boolean scopeMayGrow() {
        return totals.hasOpenSeeds() || !crawlIsIdle;
    }

    /** Says whether other shards have nothing left to do. */
    void crawlIsIdle(boolean isIdle) {
        crawlIsIdle = isIdle;
    }

    /** Once nothing is left to do, puts on record what no better link was found to. Returns the number of outputs. */
    int settleLinks(int budget, Consumer<? super Output> out) {
        return crawlIsIdle ? settleLinksNow(budget, out) : 0;
    }

    private int settleLinksNow(int budget, Consumer<? super Output> out) {
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
        return given + settleLinksNow(budget - given, out);
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
        return (deferred.hasOfScope() && !scopeMayGrow()) || (isIdle && crawlIsIdle && hasOfLink());
    }
}
