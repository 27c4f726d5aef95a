package ayatori.cluster.stream;

import ayatori.cluster.topic.ControlRecord.Left;
import ayatori.cluster.topic.ControlRecord.Node;
import ayatori.cluster.topic.ControlRecord.Share;
import ayatori.cluster.topic.ControlView;
import ayatori.crawler.CrawlExtent;
import ayatori.crawler.shard.CrawlShard;
import ayatori.crawler.shard.ShardCounts;
import ayatori.crawler.shard.ShardNode;
import ayatori.crawler.store.KeyValueStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/** The shards that this node has at the moment, and how many requests they may start. Its methods may be called by any thread. */
public final class NodeShards {
    private final ShardNode node;
    private final ControlView control;
    private final BooleanSupplier lease;
    private final int concurrency;
    private final long maxPages;
    private final long maxBytes;

    /** Whether more than pages is requested. */
    private final boolean hasRequisites;

    private final Map<Integer, ShardCounts> counts = new ConcurrentSkipListMap<>();

    /**
     * No shards yet.
     *
     * @param lease whether requests may be made now
     * @param concurrency the most requests under way at a time, of all shards
     * @param extent the limits of the whole crawl
     */
    public NodeShards(ShardNode node, ControlView control, BooleanSupplier lease, int concurrency, CrawlExtent extent) {
        this.node = node;
        this.control = control;
        this.lease = lease;
        this.concurrency = concurrency;
        this.maxPages = extent.maxPages();
        this.maxBytes = extent.maxBytes();
        this.hasRequisites = extent.requisites() != null;
    }

    CrawlShard open(int number, KeyValueStore store, long now, Runnable onResult) {
        CrawlShard shard = node.open(number, store, now, onResult);
        counts.put(number, shard.counts());
        return shard;
    }

    void counted(int number, ShardCounts now) {
        counts.put(number, now);
    }

    void closed(int number) {
        counts.remove(number);
    }

    ControlView control() {
        return control;
    }

    /** The shards and their counts, as they are said to the others. */
    public List<Share> shares() {
        return counts.entrySet().stream()
                .map(entry -> new Share(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Requests under way. */
    public int inFlight() {
        return node.inFlight();
    }

    /**
     * How many requests one shard may start now: a fair share of what is free on this node, and no more than the limits of the
     * whole crawl leave.
     */
    int budget() {
        // A request that had to wait for the lease would be followed by the next too soon: the delay is counted from
        // its start.
        if (!control.isRunning() || !lease.getAsBoolean()) {
            return 0;
        }
        int free = concurrency - node.inFlight();
        if (free <= 0) {
            return 0;
        }
        // Shards with nothing to request leave their share to the others.
        long busy = counts.values().stream().filter(shard -> shard.queued() > 0).count();
        int share = (int) Math.ceilDiv(free, Math.max(1, busy));
        long left = hasRequisites && left(Long.MAX_VALUE) > 0 ? Long.MAX_VALUE : left(maxPages);
        return (int) Math.min(share, Math.max(0, left));
    }

    /** How many of them may be for pages: what pages need to be seen again is requested also when enough pages are answered. */
    long pages() {
        return hasRequisites ? Math.max(0, left(maxPages)) : Long.MAX_VALUE;
    }

    /**
     * How many pages the limits leave, as far as is known here. What other nodes have done since their last word is not known:
     * by that much a limit may be exceeded.
     */
    private long left(long pagesMax) {
        if (pagesMax == Long.MAX_VALUE && maxBytes == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        Extent done = Extent.of(control, counts);
        if (done.bytes() >= maxBytes) {
            return 0;
        }
        return pagesMax == Long.MAX_VALUE ? pagesMax : pagesMax - done.answered() - done.inFlight();
    }

    /**
     * What the whole crawl has done.
     *
     * @param answered URLs that count against the limit of pages
     * @param bytes bytes of decoded bodies
     * @param inFlight requests under way
     * @param openRequisites requisites that wait or are under way
     */
    public record Extent(long answered, long bytes, int inFlight, long openRequisites) {
        /**
         * By the last word of each shard.
         *
         * @param own the shards of this node, whose counts are newer
         */
        public static Extent of(ControlView control, Map<Integer, ShardCounts> own) {
            Map<Integer, ShardCounts> latest = new HashMap<>();
            control.shards().forEach((number, shard) -> latest.merge(number, shard.counts(), Extent::later));
            for (Left node : control.left()) {
                node.shards().forEach(share -> latest.merge(share.number(), share.counts(), Extent::later));
            }
            for (Node other : control.nodes()) {
                other.shards().forEach(share -> latest.merge(share.number(), share.counts(), Extent::later));
            }
            // Requests under way count by the node that spoke last of the shard. The record of a node that died stays,
            // and must not count.
            Map<Integer, ShardCounts> current = new HashMap<>(latest);
            control.nodes().stream()
                    .sorted(Comparator.comparing(Node::clock))
                    .forEach(node -> node.shards().forEach(share -> current.put(share.number(), share.counts())));
            current.putAll(own);
            latest.putAll(own);
            long answered = 0;
            long bytes = 0;
            int inFlight = 0;
            long openRequisites = 0;
            for (ShardCounts shard : latest.values()) {
                answered += shard.answered();
                bytes += shard.bytes();
            }
            for (ShardCounts shard : current.values()) {
                inFlight += shard.inFlight();
                openRequisites += shard.openRequisites();
            }
            return new Extent(answered, bytes, inFlight, openRequisites);
        }

        private static ShardCounts later(ShardCounts a, ShardCounts b) {
            return b.answered() >= a.answered() ? b : a;
        }
    }
}
