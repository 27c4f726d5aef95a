package ayatori.crawler.testing;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.RunOptions;
import ayatori.async.VirtualClock;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.engine.CrawlClock;
import ayatori.crawler.engine.Environment;
import ayatori.crawler.engine.ShardEngines;
import ayatori.crawler.shard.ShardCounts;
import ayatori.crawler.shard.ShardNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A crawl of a {@link SimulatedWeb} in shards on several nodes, until it is done.
 *
 * {@snippet :
 * SimulatedCluster cluster = SimulatedCluster.run(42);
 * cluster.problems().forEach(System.out::println);    // nothing
 * }
 *
 * <p>Links go from shard to shard through logs. A commit of a shard takes its store, how far it has read, its records and the links
 * it has forwarded together, as a Kafka transaction does. The seed decides when a node dies, between any two effects; its shards
 * go on from their last commits on other nodes. All loops are one loop here, on one virtual clock. The same seed gives the same
 * crawl.
 */
public final class SimulatedCluster {
    /** The file of records of captures. */
    static final String CAPTURES = "captures.jsonl";

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** A crawl that takes longer than this in virtual time does not end. */
    private static final Duration PATIENCE = Duration.ofHours(12);

    /** How long it takes until the shards of a dead node are taken over, and until its requests have ended. */
    private static final Duration TAKE_OVER_MAX = Duration.ofSeconds(6);

    private static final Duration COMMIT_EVERY = Duration.ofMillis(500);
    private static final Duration COORDINATE_EVERY = Duration.ofMillis(700);

    private final long seed;
    private final SplittableRandom random;
    private final SimulatedChoices choices;
    private final SimulatedWeb web;
    private final VirtualClock clock = new VirtualClock();
    private final CrawlClock time = new CrawlClock(START, clock::nanoTime);
    private final CrawlOptions options;
    private final ShardEngines engines = new ShardEngines();
    private final List<SimulatedShard> shards = new ArrayList<>();
    private final List<ShardNode> nodes = new ArrayList<>();

    /** The archives of all nodes that have lived; empty if the crawl is not archived. */
    private final SimulatedNodeArchives archives;

    private final List<String> problems = new ArrayList<>();
    private int crashesLeft;
    private int crashes;

    /** Whether a node has died in the middle of a shard's step. */
    private boolean hasDied;

    private boolean isIdle;

    /** What was counted when the crawl was last looked at; empty if it was not idle then. */
    private List<ShardCounts> idleCounts = List.of();

    private long nextCommit;
    private long nextLook;
    private @Nullable Promise<Boolean> wake;

    private SimulatedCluster(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        choices = SimulatedChoices.of(random).inShards();
        web = new SimulatedWeb(
                random.nextLong(),
                new SimulatedWeb.Manners(choices.delay(), choices.perHost(), Integer.MAX_VALUE, true),
                choices.hasRequisites());
        options = choices.options(web.seeds(), SimulatedChoices.NO_LIMIT);
        crashesLeft = random.nextInt(6);
        archives = new SimulatedNodeArchives(random.nextBoolean(), random.split());
        web.answersWaitNanos(archives.writeNanosMax());
        int count = random.nextInt(2, 8);
        for (int i = 0; i < count; i++) {
            shards.add(new SimulatedShard(i, this));
        }
    }

    /**
     * Crawls the web of a seed to the end.
     *
     * @throws Exception if the crawler throws what it should not
     */
    public static SimulatedCluster run(long seed) throws Exception {
        var cluster = new SimulatedCluster(seed);
        RunOptions runOptions = RunOptions.defaults().withClock(cluster.clock).withSeed(cluster.random.nextLong());
        Async.run(runOptions, () -> {
            cluster.crawl();
            return true;
        });
        cluster.audit();
        return cluster;
    }

    /** {@return what went wrong, one sentence each; empty if the crawler kept its promises} */
    public List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    /** {@return how often a node died} */
    public int crashes() {
        return crashes;
    }

    void forward(int shard, byte[] batch) {
        shards.get(shard).receive(batch);
    }

    private void crawl() throws Exception {
        EventLoop loop = EventLoop.current();
        int nodeCount = random.nextInt(1, 4);
        for (int i = 0; i < nodeCount; i++) {
            nodes.add(node(i, loop));
        }
        engines.seeds(options, shards.size()).forEach(this::forward);
        while (!isDone()) {
            if (clock.nanoTime() > PATIENCE.toNanos()) {
                throw new AssertionError("the crawl of seed " + seed + " does not end");
            }
            long due = Math.min(nextCommit, nextLook);
            for (SimulatedShard shard : shuffled()) {
                if (!shard.isOpen() && shard.opensAt() <= now()) {
                    shard.open(nodes.get(random.nextInt(nodes.size())), now(), this::wake);
                }
                due = Math.min(due, shard.isOpen() ? advance(shard) : shard.opensAt());
            }
            if (hasDied) {
                takeOver(loop);
            } else {
                commitAndLook();
                sleepUntil(due, loop);
            }
        }
        nodes.forEach(ShardNode::close);
    }

    /** Lets a shard do a step; says when it is due again. */
    private long advance(SimulatedShard shard) {
        long now = now();
        boolean hasLinks = shard.hasLinks();
        boolean hasTurn = shard.nextTurn(now) <= now;
        if (hasLinks && (!hasTurn || random.nextBoolean())) {
            shard.takeLinks(now);
        } else if (hasTurn) {
            shard.turn(now, random.nextInt(1, choices.concurrency() + 1));
        } else {
            return shard.nextTurn(now);
        }
        if (survives() && saved(shard) && survives()) {
            shard.dispatch();
            survives();
            if (!hasDied && shard.isUrgent()) {
                shard.commit();
                survives();
            }
        }
        return now;
    }

    private static boolean saved(SimulatedShard shard) {
        shard.save();
        return true;
    }

    private boolean survives() {
        if (!hasDied && crashesLeft > 0 && random.nextInt(150) == 0) {
            crashesLeft--;
            crashes++;
            hasDied = true;
        }
        return !hasDied;
    }

    /** A node is dead. */
    private void takeOver(EventLoop loop) throws Exception {
        int dead = random.nextInt(nodes.size());
        // A step that was begun cannot go on, so the nodes of shards in the middle of one die.
        List<SimulatedShard> lost = shards.stream()
                .filter(shard -> shard.isOpen() && (shard.isOn(nodes.get(dead)) || shard.isDirty()))
                .toList();
        Async.sleep(Duration.ofMillis(1)); // so that requests which were sent have started
        long died = now();
        long opensAt = died + random.nextLong(2_000_000, TAKE_OVER_MAX.toNanos());
        lost.forEach(shard -> shard.die(opensAt));
        archives.die(dead);
        nodes.set(dead, node(dead, loop));
        Async.sleep(Duration.ofMillis(1)); // so that its requests have ended
        Set<Integer> numbers = lost.stream().map(shards::indexOf).collect(Collectors.toSet());
        // An answer that waits for its archive is not known yet.
        web.crawlerDied(
                died - archives.writeNanosMax(), origin -> numbers.contains(engines.shardOf(origin, shards.size())));
        hasDied = false;
        idleCounts = List.of();
        becomeIdle(false);
    }

    private void commitAndLook() {
        long now = now();
        if (now >= nextCommit) {
            shards.stream().filter(SimulatedShard::isOpen).forEach(SimulatedShard::commit);
            nextCommit = now + COMMIT_EVERY.toNanos();
        }
        if (now >= nextLook) {
            look();
            nextLook = now + COORDINATE_EVERY.toNanos();
        }
    }

    /** Does what a coordinator does: the crawl is idle if it was so twice in a row. */
    private void look() {
        boolean seemsIdle = shards.stream()
                .allMatch(shard -> shard.isOpen()
                        && !shard.hasLinks()
                        && !shard.isDirty()
                        && shard.counts().isIdle());
        List<ShardCounts> counts =
                seemsIdle ? shards.stream().map(SimulatedShard::counts).toList() : List.of();
        becomeIdle(seemsIdle && counts.equals(idleCounts));
        idleCounts = counts;
    }

    private void becomeIdle(boolean nowIdle) {
        isIdle = nowIdle;
        shards.stream().filter(SimulatedShard::isOpen).forEach(shard -> shard.crawlIsIdle(nowIdle));
    }

    private boolean isDone() {
        return isIdle
                && shards.stream()
                        .allMatch(shard -> shard.isOpen()
                                && !shard.isDirty()
                                && !shard.hasLinks()
                                && !shard.counts().isUnsettled());
    }

    private List<SimulatedShard> shuffled() {
        List<SimulatedShard> shuffled = new ArrayList<>(shards);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        return shuffled;
    }

    private void sleepUntil(long due, EventLoop loop) throws Exception {
        Promise<Boolean> waking = loop.createPromise();
        wake = waking;
        loop.callLater(Duration.ofNanos(Math.max(0, due - now())), this::wake);
        waking.await();
        wake = null;
    }

    private void wake() {
        Promise<Boolean> waking = wake;
        if (waking != null && !waking.done()) {
            waking.setResult(true);
        }
    }

    private long now() {
        return time.epochNanos();
    }

    private ShardNode node(int number, EventLoop loop) throws CrawlException {
        var environment = new Environment(
                loop,
                List.of(loop, loop),
                null,
                time,
                new Random(random.nextLong()),
                (_, instants, cookies) -> new SimulatedFetcher(web, instants, cookies),
                archives.storage(number),
                work -> work.run(),
                choices.hostsInMemory() * shards.size(),
                archives.format());
        return ShardEngines.node(
                options, shards.size(), () -> true, environment, archives.place(number, loop), () -> {});
    }

    /** Writes what is on record to a disk, where the audit of a crawl reads it. */
    private void audit() throws IOException {
        var disk = SimulatedDisk.atOnce(new SplittableRandom(seed));
        TreeMap<String, Long> skipped = new TreeMap<>();
        long pages = 0;
        long requisites = 0;
        for (SimulatedShard shard : shards) {
            for (Map.Entry<String, List<byte[]>> file : shard.records().entrySet()) {
                for (byte[] line : file.getValue()) {
                    disk.sink(file.getKey()).append(line, 0, line.length);
                }
            }
            pages += shard.counts().pages();
            requisites += shard.counts().requisites();
            skipped.merge("all", shard.counts().skipped(), Long::sum);
        }
        var report = new CrawlReport(
                CrawlReport.End.DONE,
                null,
                pages,
                new TreeMap<>(),
                new TreeMap<>(),
                skipped,
                0,
                time.elapsed(),
                0,
                Map.of(),
                0,
                true,
                0,
                new TreeMap<>(),
                0,
                new TreeMap<>(),
                new TreeMap<>(),
                requisites);
        var audit = new SimulatedAudit(web, disk, choices, Set.of());
        problems.addAll(audit.atTheEnd(report));
        archives.problems(disk.contents(CAPTURES), audit.answered()).forEach(problems::add);
    }
}
