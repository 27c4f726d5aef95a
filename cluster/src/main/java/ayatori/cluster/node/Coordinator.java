package ayatori.cluster.node;

import ayatori.cluster.stream.NodeShards.Extent;
import ayatori.cluster.topic.ControlRecord;
import ayatori.cluster.topic.ControlRecord.Idle;
import ayatori.cluster.topic.ControlRecord.Shard;
import ayatori.cluster.topic.ControlRecord.State;
import ayatori.cluster.topic.ControlView;
import ayatori.cluster.topic.RunState;
import ayatori.crawler.CrawlExtent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides for the whole crawl whether it is idle, done or at a limit. Every node may do so; the owner of shard 0 does.
 *
 * <p>That the crawl is idle is certain: a shard says that it has become busy in the transaction by which it has. So when all have
 * said that they are idle, then all links that are committed are taken up by committed steps, and then nobody has said anything
 * new, there was nothing to do in between, and so nothing from which more could come.
 */
final class Coordinator {
    /** Says whether all committed links are taken up by committed steps. */
    interface Links {
        boolean areTakenUp() throws InterruptedException;
    }

    /** Nodes speak every two seconds: after this time all have. */
    private static final Duration SPOKEN = Duration.ofSeconds(5);

    private final ControlView view;
    private final CrawlExtent extent;
    private final Instant created;
    private final int shards;
    private final Links links;

    /** What shards had said when all links were taken up; null if they were not. */
    private @Nullable Map<Integer, Shard> quiet;

    /** Since when no requisites are known to be left, at the limit of pages; null if some are. */
    private @Nullable Instant completeSince;

    Coordinator(ControlView view, CrawlExtent extent, Instant created, int shards, Links links) {
        this.view = view;
        this.extent = extent;
        this.created = created;
        this.shards = shards;
        this.links = links;
    }

    /**
     * What is to be said now; null if nothing. Called when the view has been read up to the end of its topic.
     *
     * @param now the time
     */
    @Nullable ControlRecord decide(Instant now) throws InterruptedException {
        if (!view.isRunning()) {
            quiet = null;
            return null;
        }
        String limit = limit(now);
        if (limit != null) {
            return new State(RunState.DONE, now, limit);
        }
        Map<Integer, Shard> said = view.shards();
        boolean areIdle = said.size() == shards && said.values().stream().allMatch(Shard::isIdle);
        // The same map: a shard that was busy meanwhile would have made another.
        boolean wereQuiet = areIdle && said == quiet;
        quiet = areIdle && links.areTakenUp() ? said : null;
        Idle idle = view.idle();
        if (quiet == null) {
            return idle.isIdle() ? new Idle(idle.epoch() + 1, false) : null;
        }
        if (!wereQuiet) {
            return null;
        }
        if (!idle.isIdle()) {
            return new Idle(idle.epoch() + 1, true);
        }
        boolean isDone = said.values().stream()
                .allMatch(shard ->
                        shard.heard() == idle.epoch() && !shard.counts().isUnsettled());
        return isDone ? new State(RunState.DONE, now, "everything in scope is on record") : null;
    }

    private @Nullable String limit(Instant now) throws InterruptedException {
        Duration maxTime = extent.maxTime();
        if (maxTime != null && now.isAfter(created.plus(maxTime))) {
            return "the limit of time is reached";
        }
        if (extent.maxPages() == Long.MAX_VALUE && extent.maxBytes() == Long.MAX_VALUE) {
            return null;
        }
        Extent done = Extent.of(view, Map.of());
        if (done.inFlight() > 0) {
            completeSince = null;
            return null;
        }
        if (done.answered() >= extent.maxPages() && areRequisitesComplete(done, now)) {
            return "the limit of pages is reached";
        }
        return done.bytes() >= extent.maxBytes() ? "the limit of bytes is reached" : null;
    }

    /** Whether all that the pages need is on record, after which more may be on its way to another shard for a while. */
    private boolean areRequisitesComplete(Extent done, Instant now) throws InterruptedException {
        if (extent.requisites() == null) {
            return true;
        }
        if (done.openRequisites() > 0 || !links.areTakenUp()) {
            completeSince = null;
            return false;
        }
        Instant since = completeSince == null ? now : completeSince;
        completeSince = since;
        return !now.isBefore(since.plus(SPOKEN));
    }
}
