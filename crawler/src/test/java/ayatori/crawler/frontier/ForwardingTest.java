package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ayatori.crawler.SkipReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What two shards of a crawl tell each other. */
class ForwardingTest {
    private static final int SHARDS = 2;

    private final String mine = siteOf(0);
    private final String other = siteOf(1);

    /** Of the links that were forwarded before, those are not forwarded again. */
    private int taken;

    private static String siteOf(int shard) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "host" + i + ".test")
                .filter(host -> Shard.of(host, SHARDS) == shard)
                .findFirst()
                .map(host -> "http://" + host)
                .orElseThrow();
    }

    private static FrontierDriver shard(int number, FrontierOptions options) {
        UrlJudge judge = (url, _) -> url.contains("out") ? SkipReason.SCOPE : null;
        return new FrontierDriver(options.withShard(new Shard(number, SHARDS)), judge);
    }

    /** Hands on what a shard has forwarded since the last call; gives how many links that were. */
    private int deliver(FrontierDriver from, FrontierDriver to) {
        List<Output.Forward> forwards = new ArrayList<>();
        from.outputs.stream()
                .filter(Output.Forward.class::isInstance)
                .map(Output.Forward.class::cast)
                .skip(taken)
                .forEach(forwards::add);
        taken += forwards.size();
        var batch = new ForwardedLinks();
        forwards.forEach(batch::add);
        to.frontier.onForwarded(to.now, batch.toBytes(), to.outputs::add);
        to.frontier.onForwarded(to.now, batch.toBytes(), to.outputs::add); // a second time, which must change nothing
        return forwards.size();
    }

    @Test
    void aLinkToAHostOfAnotherShardIsForwardedOnceAndRequestedThere() {
        FrontierDriver a = shard(0, FREE);
        FrontierDriver b = shard(1, FREE);
        a.seed(mine + "/");
        a.ok(a.fetch(), other + "/x", mine + "/y", other + "/x");
        a.ok(a.fetch(), other + "/x");

        assertThat(deliver(a, b)).isEqualTo(1);
        assertThat(b.fetches())
                .extracting(Output.Fetch::url, Output.Fetch::referrer, Output.Fetch::depth, Output.Fetch::isSeed)
                .containsExactly(tuple(other + "/x", mine + "/", 1, false));
        assertThat(a.frontier.isDone()).isTrue();
    }

    @Test
    void aSeedOfAnotherShardIsASeedThere() {
        FrontierDriver b = shard(1, FREE);
        Map<Integer, byte[]> batches = ForwardedLinks.ofSeeds(FrontierDriver.links(0, mine + "/", other + "/"), SHARDS);
        byte[] batch = Objects.requireNonNull(batches.get(1));
        b.frontier.onForwarded(b.now, batch, b.outputs::add);

        Output.Fetch seed = b.fetch();
        assertThat(seed.url()).isEqualTo(other + "/");
        assertThat(seed.isSeed()).isTrue();
    }

    @Test
    void aLinkThatMayNotBeFollowedIsForwardedAndABetterOneToo() {
        FrontierDriver a = shard(0, FREE);
        FrontierDriver b = shard(1, FREE);
        a.addLinks(mine + "/", FrontierDriver.link(other + "/x", 1, SkipReason.NOFOLLOW));
        a.addLinks(mine + "/2", FrontierDriver.link(other + "/x", 1, SkipReason.NOFOLLOW));
        assertThat(deliver(a, b)).isEqualTo(1);
        assertThat(b.tick()).isEmpty();

        a.addLinks(mine + "/3", FrontierDriver.link(other + "/x", 1, null));
        assertThat(deliver(a, b)).isEqualTo(1);
        assertThat(b.fetched()).containsExactly(other + "/x");
    }

    @Test
    void skipsBecomeFinalWhenTheWholeCrawlIsIdle() {
        FrontierDriver b = shard(1, FREE);
        b.addLinks(other + "/", FrontierDriver.link(other + "/x", 1, SkipReason.NOFOLLOW));
        assertThat(b.tick()).isEmpty();
        assertThat(b.frontier.isDone()).isFalse();
        assertThat(b.frontier.nextWakeup(b.now)).isEqualTo(Long.MAX_VALUE);

        b.frontier.crawlIsIdle(true);
        assertThat(b.tick()).hasSize(1);
        assertThat(b.skips()).extracting(Output.Skip::reason).containsExactly(SkipReason.NOFOLLOW);
        assertThat(b.frontier.isDone()).isTrue();
    }

    @Test
    void scopeIsJudgedWhereTheUrlBelongs() {
        FrontierDriver a = shard(0, FREE);
        FrontierDriver b = shard(1, FREE);
        a.addLinks(
                mine + "/",
                FrontierDriver.link(other + "/in", 1, SkipReason.SCOPE), // out of the scope of a, and not of b
                FrontierDriver.link(other + "/out", 1, SkipReason.SCOPE));
        deliver(a, b);

        assertThat(b.fetched()).containsExactly(other + "/in");
        b.frontier.crawlIsIdle(true);
        b.tick();
        assertThat(b.skips()).extracting(Output.Skip::url).containsExactly(other + "/out");
    }

    @Test
    void aShorterWayIsForwarded() {
        FrontierDriver a = shard(0, FREE.withDepthMax(3));
        FrontierDriver b = shard(1, FREE.withDepthMax(3));
        a.addLinks(mine + "/", FrontierDriver.link(mine + "/p", 3, null));
        a.ok(a.fetch(), other + "/deep"); // depth 4
        deliver(a, b);
        assertThat(b.tick()).isEmpty();

        a.addLinks(mine + "/", FrontierDriver.link(mine + "/p", 1, null)); // reopens the page
        a.tick();
        assertThat(deliver(a, b)).isEqualTo(1);
        assertThat(b.fetches()).extracting(Output.Fetch::depth).containsExactly(2);
    }

    @Test
    void whatWasForwardedIsKnownAfterARestart() {
        FrontierDriver a = shard(0, FREE);
        a.addLinks(mine + "/", FrontierDriver.link(other + "/x", 1, null));
        FrontierDriver again = a.reopened(a.now + FrontierDriver.SECOND);
        again.addLinks(mine + "/2", FrontierDriver.link(other + "/x", 1, null));

        assertThat(again.outputs).isEmpty();
    }

    @Test
    void refusesABatchOfAnotherVersion() {
        FrontierDriver b = shard(1, FREE);
        assertThatThrownBy(() -> b.frontier.onForwarded(b.now, new byte[] {9}, b.outputs::add))
                .isInstanceOf(OtherVersionException.class)
                .hasMessageContaining("all nodes must run the same version");
    }
}
