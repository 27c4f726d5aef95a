package ayatori.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.cluster.topic.ControlRecord;
import ayatori.cluster.topic.ControlRecord.Left;
import ayatori.cluster.topic.ControlRecord.Node;
import ayatori.cluster.topic.ControlRecord.Shard;
import ayatori.cluster.topic.ControlRecord.Share;
import ayatori.cluster.topic.ControlRecord.Started;
import ayatori.cluster.topic.ControlRecord.State;
import ayatori.cluster.topic.ControlView;
import ayatori.cluster.topic.RunState;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.shard.ShardCounts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SharesTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final ControlView view = new ControlView();

    @Test
    void countsAShardOnceAfterItHasMoved() {
        say(node("a", NOW.minusSeconds(60), new Share(0, counts(10, 5)), new Share(1, counts(7, 0))));
        say(node("b", NOW, new Share(0, counts(12, 3))));
        ClusterStatus status = status();
        assertThat(status.pages()).isEqualTo(19);
        assertThat(status.queued()).isEqualTo(3);
        assertThat(status.nodes()).extracting(ClusterStatus.NodeShare::isLate).containsExactly(true, false);
        assertThat(status.nodes().getFirst().shards()).containsExactly(1);
        assertThat(status.nodes().getLast().shards()).containsExactly(0);
    }

    @Test
    void believesAShardMoreThanADeadNode() {
        say(node("a", NOW.minusSeconds(60), new Share(0, counts(10, 5))));
        say(new Shard(0, true, 1, counts(20, 0)));
        assertThat(status().pages()).isEqualTo(20);
        assertThat(status().queued()).isZero();
    }

    @Test
    void knowsWhatWasDoneWhenAllNodesHaveLeft() {
        say(node("a", NOW, new Share(0, counts(10, 5))));
        say(new Shard(0, true, 1, counts(4, 0)));
        say(new Left("a", List.of(new Share(0, counts(20, 5)))));
        view.apply(Node.keyOf("a"), null);
        assertThat(status().pages()).isEqualTo(20);
        assertThat(status().queued()).isEqualTo(5);
        assertThat(status().nodes()).isEmpty();
    }

    private ClusterStatus status() {
        Started started = Started.of(CrawlOptions.from("http://example.org/").build(), 2, NOW);
        return Shares.status("news", started, new State(RunState.RUNNING, NOW, "started"), view, NOW);
    }

    private void say(ControlRecord record) {
        view.apply(record.key(), record.value());
    }

    private static Node node(String id, Instant clock, Share... shares) {
        return new Node(id, "host", "1", clock, clock, true, 0, List.of(shares));
    }

    private static ShardCounts counts(long pages, long queued) {
        return new ShardCounts(queued, 0, queued > 0, 1, pages, pages, 0, 0, pages * 100);
    }
}
