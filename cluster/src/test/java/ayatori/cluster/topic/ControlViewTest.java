package ayatori.cluster.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.cluster.topic.ControlRecord.Idle;
import ayatori.cluster.topic.ControlRecord.Node;
import ayatori.cluster.topic.ControlRecord.Shard;
import ayatori.cluster.topic.ControlRecord.Share;
import ayatori.cluster.topic.ControlRecord.Started;
import ayatori.cluster.topic.ControlRecord.State;
import ayatori.cluster.topic.ControlRecord.Widened;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.shard.ShardCounts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlViewTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final ShardCounts COUNTS = new ShardCounts(1, 2, true, 4, 5, 6, 7, 8, 9);

    private final ControlView view = new ControlView();

    @Test
    void everyRecordReadsBackAsItWasWritten() {
        for (ControlRecord control : List.of(
                new State(RunState.PAUSED, NOON, "a user"),
                new Idle(3, true),
                new Widened("https://b.example/"),
                new Shard(5, true, 3, COUNTS),
                new Node("n1", "box", "0.1.0", NOON, NOON, true, 4, List.of(new Share(5, COUNTS))))) {
            assertThat(ControlRecord.read(control.key(), control.value())).isEqualTo(control);
        }
    }

    @Test
    void theCrawlIsReadWithItsOptions() throws Exception {
        Started started = Started.of(
                CrawlOptions.from("https://a.example/")
                        .extent(extent -> extent.maxPages(7))
                        .build(),
                32,
                NOON);

        view.apply(started.key(), started.value());

        Started read = Objects.requireNonNull(view.started());
        assertThat(read).isEqualTo(started);
        assertThat(read.crawlOptions().build().extent().maxPages()).isEqualTo(7);
    }

    @Test
    void theNewestOfAKeyCountsAndADeletedNodeIsGone() {
        apply(new State(RunState.RUNNING, NOON, "start"));
        assertThat(view.isRunning()).isTrue();
        apply(new State(RunState.PAUSED, NOON, "user"));
        assertThat(view.isRunning()).isFalse();

        apply(new Node("a", "box", "1", NOON, NOON, true, 0, List.of()));
        apply(new Node("b", "box", "1", NOON, NOON, true, 0, List.of()));
        view.apply(Node.keyOf("a"), null);
        assertThat(view.nodes()).extracting(Node::id).containsExactly("b");
    }

    @Test
    void aWidenedUrlIsThereOnce() {
        apply(new Widened("https://b.example/"));
        apply(new Widened("https://c.example/"));
        apply(new Widened("https://b.example/"));
        assertThat(view.widened()).containsExactly("https://b.example/", "https://c.example/");
    }

    @Test
    void whatANewerVersionAddsIsIgnored() {
        view.apply("idle", "{\"epoch\":4,\"isIdle\":true,\"more\":[1]}".getBytes(StandardCharsets.UTF_8));
        view.apply("unheard-of", "{}".getBytes(StandardCharsets.UTF_8));
        view.apply("state", "rubbish".getBytes(StandardCharsets.UTF_8));
        assertThat(view.idle()).isEqualTo(new Idle(4, true));
        assertThat(view.state()).isNull();
    }

    @Test
    void topicsAreNamedAfterTheCrawlAndItsPrefix() {
        var topics = new CrawlTopics("team.", "news");
        assertThat(topics.links()).isEqualTo("team.news-links");
        assertThat(topics.changelog()).isEqualTo(topics.applicationId() + "-frontier-changelog");
        assertThat(topics.all()).hasSize(8).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ü", "-a", "a/b"})
    void aNameThatKafkaWouldNotAllowIsRefused(String name) {
        assertThatThrownBy(() -> new CrawlTopics("", name)).isInstanceOf(IllegalArgumentException.class);
    }

    private void apply(ControlRecord control) {
        view.apply(control.key(), control.value());
    }
}
