package ayatori.cli;

import ayatori.cluster.client.ClusterStatus;
import ayatori.cluster.client.ClusterStatus.NodeShare;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;

/** What {@code ayatori cluster dev} says while the crawl runs: each change of the cluster, once. Nodes are named {@code node-1}, … */
final class ClusterDevText {

    private final Style style;
    private final ToIntBiFunction<ClusterStatus, String> shardOf;
    private final Map<String, String> homes = new LinkedHashMap<>();
    private final Set<String> joined = new HashSet<>();
    private final Set<String> dead = new HashSet<>();
    private String shares = "";
    private String progress = "";

    /**
     * Nothing is said yet.
     *
     * @param sites URLs whose homes are shown
     * @param shardOf the shard of a URL
     */
    ClusterDevText(Style style, List<String> sites, ToIntBiFunction<ClusterStatus, String> shardOf) {
        this.style = style;
        this.shardOf = shardOf;
        sites.forEach(site -> homes.put(site, ""));
    }

    /** The name of a node in a sentence. */
    static String name(String id) {
        return id.replace('-', ' ');
    }

    /** Nothing has changed for a while. */
    String waiting(int seconds) {
        return joined.isEmpty() ? "the nodes are still starting" : "nothing has changed for " + seconds + " seconds";
    }

    /** A node's process has ended before the crawl did. */
    String died(String id, boolean isAnyLeft) {
        dead.add(id);
        boolean hadJoined = joined.contains(id);
        return style.bold(name(id) + " has ended")
                + (hadJoined && isAnyLeft ? ": the others take over its shards" : "");
    }

    /** What is new since the last call. */
    List<String> news(ClusterStatus status) {
        List<String> news = new ArrayList<>();
        List<NodeShare> alive = status.nodes().stream()
                .filter(node -> !node.isLate() && !dead.contains(node.id()))
                .toList();
        for (NodeShare node : alive) {
            if (joined.add(node.id())) {
                news.add(name(node.id()) + " has joined");
            }
        }
        addShares(alive, status.shards(), news);
        addHomes(alive, status, news);
        String line = Figures.count(status.pages(), "page", "pages")
                + style.dot()
                + Figures.count(status.queued()) + " to go"
                + style.dot()
                + Figures.count(status.inFlight()) + " in flight"
                + style.dot()
                + Figures.count(status.skipped()) + " skipped";
        if (!line.equals(progress) && status.pages() + status.queued() > 0) {
            progress = line;
            news.add(line);
        }
        return news;
    }

    private void addShares(List<NodeShare> alive, int shards, List<String> news) {
        String now = alive.stream()
                .map(node -> name(node.id()) + " has " + node.shards().size())
                .collect(Collectors.joining(", "));
        int placed = alive.stream().mapToInt(node -> node.shards().size()).sum();
        if (placed == shards && !now.equals(shares)) { // else they are on their way
            shares = now;
            news.add("of " + shards + " shards, " + now);
        }
    }

    private void addHomes(List<NodeShare> alive, ClusterStatus status, List<String> news) {
        homes.replaceAll((site, before) -> {
            int shard = shardOf.applyAsInt(status, site);
            String home = alive.stream()
                    .filter(node -> node.shards().contains(shard))
                    .findFirst()
                    .map(NodeShare::id)
                    .orElse("");
            if (home.equals(before)) {
                return before;
            }
            if (home.isEmpty()) {
                news.add(site + " (shard " + shard + ") is at no node now");
            } else {
                news.add(style.bold(site + " lives at " + name(home)) + " (shard " + shard + ")");
            }
            return home;
        });
    }
}
