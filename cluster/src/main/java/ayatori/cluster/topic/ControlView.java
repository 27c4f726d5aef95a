package ayatori.cluster.topic;

import ayatori.cluster.topic.ControlRecord.Idle;
import ayatori.cluster.topic.ControlRecord.Left;
import ayatori.cluster.topic.ControlRecord.Node;
import ayatori.cluster.topic.ControlRecord.Shard;
import ayatori.cluster.topic.ControlRecord.Started;
import ayatori.cluster.topic.ControlRecord.State;
import ayatori.cluster.topic.ControlRecord.Widened;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the control topic says, up to where it has been read. One thread applies records; any thread may look. */
public final class ControlView {
    private volatile @Nullable Started started;
    private volatile @Nullable State state;
    private volatile Idle idle = new Idle(0, false);
    private final List<String> widened = new CopyOnWriteArrayList<>();
    private volatile Map<String, Node> nodes = Map.of();
    private volatile Map<Integer, Shard> shards = Map.of();
    private volatile Map<String, Left> left = Map.of();

    /** A view of a topic without records. */
    public ControlView() {}

    /** Takes up a record; a null value deletes what is under its key. */
    public void apply(String key, byte @Nullable [] value) {
        switch (ControlRecord.read(key, value)) {
            case Started crawl -> started = crawl;
            case State said -> state = said;
            case Idle said -> idle = said;
            case Widened(String url) -> {
                if (!widened.contains(url)) {
                    widened.add(url);
                }
            }
            case Shard shard -> {
                var changed = new TreeMap<>(shards);
                changed.put(shard.number(), shard);
                shards = changed;
            }
            case Node node -> {
                var changed = new TreeMap<>(nodes);
                changed.put(node.id(), node);
                nodes = changed;
            }
            case Left node -> {
                var changed = new TreeMap<>(left);
                changed.put(node.id(), node);
                left = changed;
            }
            case null -> {
                if (value == null && key.startsWith(Node.KEYS)) {
                    var changed = new TreeMap<>(nodes);
                    changed.remove(key.substring(Node.KEYS.length()));
                    nodes = changed;
                }
            }
        }
    }

    /** What the crawl is; null if it has not been started. */
    public @Nullable Started started() {
        return started;
    }

    /** Whether the crawl is to go on; null if it has not been started. */
    public @Nullable State state() {
        return state;
    }

    /** Whether nodes may request pages. */
    public boolean isRunning() {
        State said = state;
        return said != null && said.state() == RunState.RUNNING;
    }

    /** Whether the whole crawl is idle. */
    public Idle idle() {
        return idle;
    }

    /** URLs that have widened the scope, in the order in which they are known here. It only grows. */
    public List<String> widened() {
        return widened;
    }

    /** The last word of each node that has not left in order. */
    public Collection<Node> nodes() {
        return nodes.values();
    }

    /** What shards have said when they became idle or busy, by their numbers. */
    public Map<Integer, Shard> shards() {
        return shards;
    }

    /** The last word of each node that has left in order, though it may have come back. */
    public Collection<Left> left() {
        return left.values();
    }
}
