package ayatori.cluster.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.cluster.stream.NodeShards.Extent;
import ayatori.cluster.topic.ControlRecord;
import ayatori.cluster.topic.ControlRecord.Left;
import ayatori.cluster.topic.ControlRecord.Node;
import ayatori.cluster.topic.ControlRecord.Shard;
import ayatori.cluster.topic.ControlRecord.Share;
import ayatori.cluster.topic.ControlView;
import ayatori.crawler.shard.ShardCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the limits of the whole crawl are compared with. */
final class ExtentTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final ControlView view = new ControlView();

    @Test
    void eachShardCountsOnceByItsLatestWord() {
        say(new Shard(0, false, 1, counts(1)));
        say(new Shard(1, false, 1, counts(2)));
        say(node("a", new Share(0, counts(10)), new Share(1, counts(20))));
        say(node("b", new Share(1, counts(21))));
        assertThat(Extent.of(view, Map.of()).answered()).isEqualTo(31);
        assertThat(Extent.of(view, Map.of(0, counts(12))).answered()).isEqualTo(33);
    }

    @Test
    void whatANodeDidThatHasLeftStillCounts() {
        say(node("a", new Share(0, counts(10)), new Share(1, counts(20))));
        say(new Left("a", List.of(new Share(0, counts(10)), new Share(1, counts(22)))));
        view.apply(Node.keyOf("a"), null);
        assertThat(Extent.of(view, Map.of()).answered()).isEqualTo(32);
        assertThat(Extent.of(view, Map.of(0, counts(12))).answered()).isEqualTo(34);
    }

    @Test
    void whatANodeHadUnderWayWhenItDiedIsNotUnderWayForEver() {
        ShardCounts atItsDeath = new ShardCounts(0, 3, false, 1, 10, 10, 0, 0, 1_000);
        say(new Node("z", "box", "1", NOW, NOW, true, 3, List.of(new Share(0, atItsDeath))));
        assertThat(Extent.of(view, Map.of()).inFlight()).isEqualTo(3);
        Instant later = NOW.plusSeconds(10);
        say(new Node("a", "box", "1", later, NOW, true, 0, List.of(new Share(0, counts(9)))));
        assertThat(Extent.of(view, Map.of()).inFlight()).isZero();
    }

    private void say(ControlRecord said) {
        view.apply(said.key(), said.value());
    }

    private static Node node(String id, Share... shares) {
        return new Node(id, "box", "1", NOW, NOW, true, 0, List.of(shares));
    }

    private static ShardCounts counts(long answered) {
        return new ShardCounts(0, 0, false, 1, answered, answered, 0, 0, answered * 100);
    }
}
