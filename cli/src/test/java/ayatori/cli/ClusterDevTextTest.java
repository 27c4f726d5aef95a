package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.cluster.client.ClusterStatus;
import ayatori.cluster.client.ClusterStatus.NodeShare;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ClusterDevTextTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final String SITE = "http://127.0.0.1/";

    private final ClusterDevText text = new ClusterDevText(new Style(false, true), List.of(SITE), (_, _) -> 3);

    private static ClusterStatus status(long pages, NodeShare... nodes) {
        return new ClusterStatus(
                "demo",
                "running",
                NOW,
                NOW,
                8,
                List.of(nodes),
                pages,
                0,
                2,
                5,
                1,
                2,
                0,
                0,
                new TreeMap<>(),
                new TreeMap<>());
    }

    private static NodeShare node(int number, boolean isLate, int from, int to) {
        return new NodeShare(
                "node-" + number,
                "box",
                "1",
                NOW,
                isLate,
                IntStream.range(from, to).boxed().toList(),
                0,
                0,
                0);
    }

    @Test
    void saysWhoHasJoinedWhoHasWhatAndWhereASiteLives() {
        assertThat(text.news(status(0, node(1, false, 0, 0))))
                .containsExactly("node 1 has joined", "0 pages · 5 to go · 1 in flight · 2 skipped");
        assertThat(text.news(status(7, node(1, false, 0, 4), node(2, false, 4, 8))))
                .containsExactly(
                        "node 2 has joined",
                        "of 8 shards, node 1 has 4, node 2 has 4",
                        SITE + " lives at node 1 (shard 3)",
                        "7 pages · 5 to go · 1 in flight · 2 skipped");
    }

    @Test
    void saysNothingTwice() {
        ClusterStatus status = status(7, node(1, false, 0, 8));
        text.news(status);
        assertThat(text.news(status)).isEmpty();
    }

    @Test
    void saysWhereASiteGoesWhenItsNodeHasEnded() {
        text.news(status(7, node(1, false, 0, 4), node(2, false, 4, 8)));
        assertThat(text.died("node-1", true)).isEqualTo("node 1 has ended: the others take over its shards");
        // It is still in the topic, as it was.
        assertThat(text.news(status(7, node(1, false, 0, 4), node(2, false, 4, 8))))
                .containsExactly(SITE + " (shard 3) is at no node now");
        assertThat(text.news(status(7, node(1, true, 0, 0), node(2, false, 0, 8))))
                .containsExactly("of 8 shards, node 2 has 8", SITE + " lives at node 2 (shard 3)");
    }

    @Test
    void promisesNothingWhenTheLastNodeHasEnded() {
        assertThat(text.died("node-1", false)).isEqualTo("node 1 has ended");
    }
}
