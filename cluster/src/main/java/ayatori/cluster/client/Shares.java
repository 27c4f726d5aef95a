package ayatori.cluster.client;

import ayatori.cluster.client.ClusterStatus.NodeShare;
import ayatori.cluster.topic.ControlRecord;
import ayatori.cluster.topic.ControlRecord.Node;
import ayatori.cluster.topic.ControlRecord.Share;
import ayatori.cluster.topic.ControlRecord.Started;
import ayatori.cluster.topic.ControlRecord.State;
import ayatori.cluster.topic.ControlView;
import ayatori.crawler.shard.ShardCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Adds up what nodes and shards have said: each shard counts once, as the node says that spoke last. */
final class Shares {
    /** Nodes speak every two seconds. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private Shares() {}

    static ClusterStatus status(String name, Started started, State state, ControlView view, Instant now) {
        Map<Integer, ShardCounts> counts = new HashMap<>();
        view.shards().forEach((number, shard) -> counts.put(number, shard.counts()));
        List<Node> byTime = view.nodes().stream()
                .sorted(Comparator.comparing(ControlRecord.Node::clock))
                .toList();
        Map<Integer, String> owners = new HashMap<>();
        for (Node node : byTime) {
            for (Share share : node.shards()) {
                counts.put(share.number(), share.counts());
                owners.put(share.number(), node.id());
            }
        }
        List<NodeShare> nodes = new ArrayList<>();
        for (Node node : byTime) {
            nodes.add(share(node, owners, now));
        }
        nodes.sort(Comparator.comparing(NodeShare::id));
        return new ClusterStatus(
                name,
                state.state().name().toLowerCase(Locale.ROOT),
                state.since(),
                started.created(),
                started.shards(),
                nodes,
                sum(counts, ShardCounts::pages),
                sum(counts, ShardCounts::failed),
                sum(counts, ShardCounts::skipped),
                sum(counts, ShardCounts::queued),
                nodes.stream().filter(node -> !node.isLate()).mapToLong(NodeShare::inFlight).sum(),
                sum(counts, ShardCounts::hosts),
                sum(counts, ShardCounts::bytes));
    }

    private static NodeShare share(Node node, Map<Integer, String> owners, Instant now) {
        List<Share> own = node.shards().stream()
                .filter(share -> node.id().equals(owners.get(share.number())))
                .toList();
        return new NodeShare(
                node.id(),
                node.host(),
                node.version(),
                node.clock(),
                Duration.between(node.clock(), now).compareTo(LATE) > 0,
                own.stream().map(Share::number).sorted().toList(),
                own.stream().mapToLong(share -> share.counts().pages()).sum(),
                own.stream().mapToLong(share -> share.counts().queued()).sum(),
                node.inFlight());
    }

    private static long sum(Map<Integer, ShardCounts> counts, ToLongFunction<ShardCounts> what) {
        return counts.values().stream().mapToLong(what).sum();
    }
}
