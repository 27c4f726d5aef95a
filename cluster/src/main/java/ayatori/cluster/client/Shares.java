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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Adds up what nodes and shards have said. Each shard counts once: of all that was said of it, what has most records is the newest, since
 * records only become more.
 */
final class Shares {
    /** Nodes speak every two seconds. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private Shares() {}

    static ClusterStatus status(String name, Started started, State state, ControlView view, Instant now) {
        Map<Integer, ShardCounts> counts = new HashMap<>();
        List<Node> byTime = view.nodes().stream()
                .sorted(Comparator.comparing(ControlRecord.Node::clock))
                .toList();
        view.left().forEach(node -> take(node.shards(), counts));
        byTime.stream().filter(node -> isLate(node, now)).forEach(node -> take(node.shards(), counts));
        view.shards().forEach((number, shard) -> counts.merge(number, shard.counts(), Shares::newer));
        byTime.stream().filter(node -> !isLate(node, now)).forEach(node -> take(node.shards(), counts));
        Map<Integer, String> owners = new HashMap<>();
        byTime.forEach(node -> node.shards().forEach(share -> owners.put(share.number(), node.id())));
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
                nodes.stream()
                        .filter(node -> !node.isLate())
                        .mapToLong(NodeShare::inFlight)
                        .sum(),
                sum(counts, ShardCounts::hosts),
                sum(counts, ShardCounts::bytes),
                sum(counts, ShardCounts::requisites),
                byName(counts, ShardCounts::lacking),
                byName(counts, ShardCounts::misfits));
    }

    private static boolean isLate(Node node, Instant now) {
        return Duration.between(node.clock(), now).compareTo(LATE) > 0;
    }

    private static void take(List<Share> shares, Map<Integer, ShardCounts> counts) {
        shares.forEach(share -> counts.merge(share.number(), share.counts(), Shares::newer));
    }

    /** What was said later; the second if that cannot be told. */
    private static ShardCounts newer(ShardCounts first, ShardCounts second) {
        return second.pages() + second.skipped() >= first.pages() + first.skipped() ? second : first;
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
                isLate(node, now),
                own.stream().map(Share::number).sorted().toList(),
                own.stream().mapToLong(share -> share.counts().pages()).sum(),
                own.stream().mapToLong(share -> share.counts().queued()).sum(),
                node.inFlight());
    }

    private static SortedMap<String, Long> byName(
            Map<Integer, ShardCounts> counts, Function<ShardCounts, Map<String, Long>> what) {
        SortedMap<String, Long> sums = new TreeMap<>();
        counts.values()
                .forEach(shard -> what.apply(shard).forEach((name, count) -> sums.merge(name, count, Long::sum)));
        return sums;
    }

    private static long sum(Map<Integer, ShardCounts> counts, ToLongFunction<ShardCounts> what) {
        return counts.values().stream().mapToLong(what).sum();
    }
}
