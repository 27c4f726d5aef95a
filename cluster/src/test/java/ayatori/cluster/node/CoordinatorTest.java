package ayatori.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.cluster.topic.ControlRecord;
import ayatori.cluster.topic.ControlRecord.Idle;
import ayatori.cluster.topic.ControlRecord.Node;
import ayatori.cluster.topic.ControlRecord.Shard;
import ayatori.cluster.topic.ControlRecord.Share;
import ayatori.cluster.topic.ControlRecord.State;
import ayatori.cluster.topic.ControlView;
import ayatori.cluster.topic.RunState;
import ayatori.crawler.CrawlExtent;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.shard.ShardCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CoordinatorTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final ControlView view = new ControlView();
    private boolean areTakenUp = true;
    private Coordinator coordinator =
            coordinator(CrawlOptions.from("https://a.example/").build().extent());

    private Coordinator coordinator(CrawlExtent extent) {
        return new Coordinator(view, extent, NOON, 2, () -> areTakenUp);
    }

    @BeforeEach
    void run() {
        apply(new State(RunState.RUNNING, NOON, "started"));
    }

    @Test
    void aCrawlIsIdleWhenAllShardsAreAndNothingChangesMeanwhile() throws Exception {
        say(0, true, -1, true);
        assertThat(decide()).isNull();
        say(1, true, -1, true);
        assertThat(decide()).isNull();
        assertThat(decide()).isEqualTo(new Idle(1, true));
    }

    @Test
    void linksThatAreOnTheirWayKeepItBusy() throws Exception {
        say(0, true, -1, false);
        say(1, true, -1, false);
        areTakenUp = false;
        assertThat(decide()).isNull();
        assertThat(decide()).isNull();
        areTakenUp = true;
        assertThat(decide()).isNull();
        assertThat(decide()).isEqualTo(new Idle(1, true));
    }

    @Test
    void aShardThatWasBusyMeanwhileKeepsItBusy() throws Exception {
        say(0, true, -1, false);
        say(1, true, -1, false);
        assertThat(decide()).isNull();
        say(1, false, -1, true);
        say(1, true, -1, true);
        assertThat(decide()).isNull();
    }

    @Test
    void itIsDoneWhenAllHaveHeardThatItIsIdleAndHaveNothingLeft() throws Exception {
        apply(new Idle(1, true));
        say(0, true, 1, false);
        say(1, true, 1, true);
        assertThat(decide()).isNull();
        assertThat(decide()).isNull();
        say(1, true, 1, false);
        assertThat(decide()).isNull();
        assertThat(decide()).isEqualTo(new State(RunState.DONE, NOON, "everything in scope is on record"));
    }

    @Test
    void aShardThatHasNotHeardOfTheIdlenessKeepsItFromBeingDone() throws Exception {
        apply(new Idle(1, true));
        say(0, true, 1, false);
        say(1, true, 0, false);
        assertThat(decide()).isNull();
        assertThat(decide()).isNull();
    }

    @Test
    void newLinksEndTheIdleness() throws Exception {
        apply(new Idle(1, true));
        say(0, true, 1, true);
        say(1, false, 1, true);
        assertThat(decide()).isEqualTo(new Idle(2, false));
    }

    @Test
    void aPausedCrawlIsLeftAlone() throws Exception {
        say(0, true, -1, false);
        say(1, true, -1, false);
        apply(new State(RunState.PAUSED, NOON, "paused"));
        assertThat(decide()).isNull();
        assertThat(decide()).isNull();
    }

    @Test
    void itEndsAtTheLimitOfPagesWhenNothingIsUnderWay() throws Exception {
        coordinator = coordinator(CrawlOptions.from("https://a.example/")
                .extent(extent -> extent.maxPages(10))
                .build()
                .extent());
        node("a", new Share(0, counts(6, 1)));
        node("b", new Share(1, counts(4, 0)));
        assertThat(decide()).isNull();
        node("a", new Share(0, counts(6, 0)));
        assertThat(decide()).isEqualTo(new State(RunState.DONE, NOON, "the limit of pages is reached"));
    }

    @Test
    void atTheLimitOfPagesItWaitsForTheirRequisites() throws Exception {
        coordinator = coordinator(CrawlOptions.from("https://a.example/")
                .extent(extent -> extent.maxPages(10).requisites(true))
                .build()
                .extent());
        node("a", new Share(0, new ShardCounts(3, 0, true, 1, 10, 10, 0, 0, 9, 0, 1, Map.of(), Map.of())));
        assertThat(coordinator.decide(NOON)).isNull();
        assertThat(coordinator.decide(NOON.plusSeconds(60))).isNull();
        node("a", new Share(0, counts(10, 0)));
        areTakenUp = false;
        assertThat(coordinator.decide(NOON.plusSeconds(61))).isNull();
        areTakenUp = true;
        assertThat(coordinator.decide(NOON.plusSeconds(70))).isNull();
        assertThat(coordinator.decide(NOON.plusSeconds(75))).isInstanceOf(State.class);
    }

    @Test
    void itEndsWhenItsTimeIsUp() throws Exception {
        coordinator = coordinator(CrawlOptions.from("https://a.example/")
                .extent(extent -> extent.maxTime(Duration.ofMinutes(1)))
                .build()
                .extent());
        assertThat(decide()).isNull();
        assertThat(coordinator.decide(NOON.plusSeconds(61))).isInstanceOf(State.class);
    }

    private @Nullable ControlRecord decide() throws InterruptedException {
        return coordinator.decide(NOON);
    }

    private void say(int shard, boolean isIdle, long heard, boolean isUnsettled) {
        apply(new Shard(
                shard, isIdle, heard, new ShardCounts(isIdle ? 0 : 1, 0, isUnsettled, 1, isIdle ? 1 : 2, 1, 0, 0, 9)));
    }

    private static ShardCounts counts(long answered, int inFlight) {
        return new ShardCounts(3, inFlight, true, 1, answered, answered, 0, 0, 9);
    }

    private void node(String id, Share share) {
        apply(new Node(id, "box", "1", NOON, NOON, true, 0, List.of(share)));
    }

    private void apply(ControlRecord control) {
        view.apply(control.key(), control.value());
    }
}
