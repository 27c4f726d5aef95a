package ayatori.crawler.frontier;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SkipReason;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Forwards links to URLs of other shards.
 *
 * <p>The seen set holds what was forwarded: {@link SeenSet.State#TAKEN} for a link that may be followed, with its depth where
 * depth is limited, and {@link SeenSet.State#DEFERRED} for one that may not or leads too deep. So a link is forwarded only if it
 * says more than those before it.
 */
final class Forwarder {
    /** Hosts whose shards are remembered: finding a registered domain takes about a microsecond. */
    private static final int REMEMBERED_MAX = 10_000;

    private final Shard shard;
    private final SeenSet seen;
    private final Depths depths;
    private final Map<String, Integer> shards = new HashMap<>();

    Forwarder(Shard shard, SeenSet seen, Depths depths) {
        this.shard = shard;
        this.seen = seen;
        this.depths = depths;
    }

    /** Whether links are to be looked at one by one, because there are other shards. */
    boolean isNeeded() {
        return shard.isPart();
    }

    /** Whether a host belongs to another shard. */
    boolean isForeign(String origin) {
        return shardOf(origin) != shard.number();
    }

    int shardOf(String origin) {
        Integer known = shards.get(origin);
        if (known == null) {
            if (shards.size() >= REMEMBERED_MAX) {
                shards.clear();
            }
            known = Shard.of(HostName.of(origin), shard.count());
            shards.put(origin, known);
        }
        return known;
    }

    /** Forwards a link to follow, unless it says nothing new. */
    void link(
            Links links,
            int i,
            @Nullable UrlEntry page,
            @Nullable String referrer,
            int depth,
            Consumer<? super Output> out) {
        int known = seen.get(links.fingerprintHigh(i), links.fingerprintLow(i));
        boolean isAgain = isAgain(links, i);
        boolean isTaken = SeenSet.state(known) == SeenSet.State.TAKEN;
        boolean isNearer = isTaken && depths.isTracked() && depth < SeenSet.depth(known);
        if (isTaken && !isAgain && !isNearer) {
            return;
        }
        SkipReason reason = links.skipReason(i);
        boolean isOpen = reason == null && !isTooDeep(depth);
        if (!isOpen && SeenSet.state(known) != SeenSet.State.NEW) {
            return;
        }
        UrlEntry entry = LinkedEntry.of(links, i, page, referrer, depth, reason == null);
        int least = isTaken ? Math.min(depth, SeenSet.depth(known)) : depth;
        seen.put(
                entry.fingerprintHigh(),
                entry.fingerprintLow(),
                isOpen ? SeenSet.State.TAKEN : SeenSet.State.DEFERRED,
                entry.isSitemap() ? 0 : least);
        forward(new ForwardedLink.Found(links.origin(i), entry, reason, isAgain), out);
    }

    /** Forwards a requisite, unless it was forwarded before. */
    void requisite(
            Links links,
            int i,
            RequisiteRole role,
            @Nullable UrlEntry page,
            @Nullable String referrer,
            Consumer<? super Output> out) {
        long high = links.fingerprintHigh(i) ^ Requisites.AS_REQUISITE;
        boolean isAgain = isAgain(links, i);
        if (seen.get(high, links.fingerprintLow(i)) != SeenSet.NEW && !isAgain) {
            return;
        }
        seen.put(high, links.fingerprintLow(i), SeenSet.State.TAKEN, 0);
        UrlEntry entry = LinkedEntry.ofRequisite(links, i, role, page, referrer);
        forward(new ForwardedLink.Found(links.origin(i), entry, null, isAgain), out);
    }

    /** Forwards that a URL is nearer to a seed, unless that was forwarded before. */
    void nearer(int owner, long high, long low, int depth, Consumer<? super Output> out) {
        int known = seen.get(high, low);
        boolean isTaken = SeenSet.state(known) == SeenSet.State.TAKEN;
        if (isTaken ? depth < SeenSet.depth(known) : !isTooDeep(depth)) {
            seen.put(high, low, SeenSet.State.TAKEN, depth);
            out.accept(Output.Forward.of(owner, new ForwardedLink.Nearer(high, low, depth)));
        }
    }

    private boolean isTooDeep(int depth) {
        return depths.isTracked() && depths.isTooDeep(depth);
    }

    private void forward(ForwardedLink.Found link, Consumer<? super Output> out) {
        out.accept(Output.Forward.of(shardOf(link.origin()), link));
    }

    private static boolean isAgain(Links links, int i) {
        int redirects = links.redirects(i);
        return redirects > 0 && redirects <= Outcome.SentBack.SENT_BACK_MAX && links.isAgain(i);
    }
}
