package ayatori.cluster.stream;

import ayatori.cluster.topic.ControlRecord;
import ayatori.cluster.topic.ControlRecord.Idle;
import ayatori.cluster.topic.ControlRecord.Shard;
import ayatori.cluster.topic.ControlRecord.Widened;
import ayatori.crawler.shard.CrawlShard;
import ayatori.crawler.shard.ShardCounts;
import ayatori.crawler.shard.ShardOutput;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Drives one shard as a task of Kafka Streams, on the thread of the task.
 *
 * <p>Streams commits whenever it likes between two callbacks, and says so to nobody. So the shard is saved after each callback.
 */
final class ShardProcessor implements Processor<byte[], byte[], @Nullable String, Placed> {
    /** How often a turn can be due. */
    static final Duration TICK = Duration.ofMillis(10);

    /** How long a shard with nothing to start goes without a turn: it may have timers. */
    private static final long QUIET_MILLIS = 250;

    /** How long a shard is idle before it says so. That it is busy, it says at once. */
    private static final long SETTLED_MILLIS = 300;

    private final NodeShards shards;
    private final Sinks sinks;
    private @Nullable ProcessorContext<@Nullable String, Placed> context;
    private @Nullable CrawlShard shard;
    private final ShardOutput out = new Forwarding();
    private int number;

    /** Set by any thread. */
    private volatile boolean haveResults = true;

    private long lastTurn;
    private long restUntil;
    private int widenedTaken;
    private long heard = -1;
    private @Nullable Shard said;
    private ShardCounts counts = new ShardCounts(0, 0, true, 0, 0, 0, 0, 0, 0);
    private long idleSince = Long.MAX_VALUE;

    /** The names of the topology's sinks. */
    record Sinks(
            String links,
            String pages,
            String pageLinks,
            String items,
            String skipped,
            String captures,
            String control) {}

    ShardProcessor(NodeShards shards, Sinks sinks) {
        this.shards = shards;
        this.sinks = sinks;
    }

    @Override
    public void init(ProcessorContext<@Nullable String, Placed> given) {
        context = given;
        number = given.taskId().partition();
        shard = shards.open(
                number,
                new StreamStore(given.getStateStore(ShardTopology.STORE)),
                nanos(given.currentSystemTimeMs()),
                () -> haveResults = true);
        given.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<byte[], byte[]> links) {
        long now = context().currentSystemTimeMs();
        shard().links(nanos(now), links.value(), out);
        taken(now);
    }

    private void tick(long now) {
        hear(now);
        turnIfDue(now);
        sayIfIdle(now);
    }

    /** Takes up what the control topic says. */
    private void hear(long now) {
        List<String> widened = shards.control().widened();
        while (widenedTaken < widened.size()) {
            shard().widen(nanos(now), widened.get(widenedTaken), out);
            widenedTaken++;
            taken(now);
        }
        Idle idle = shards.control().idle();
        if (idle.epoch() != heard) {
            heard = idle.epoch();
            shard().crawlIsIdle(idle.isIdle());
            haveResults = true;
        }
    }

    private void turnIfDue(long now) {
        // A turn is followed by as long a rest as it took: turns that are always due must not starve the links.
        if (now < restUntil) {
            return;
        }
        int budget = shards.budget();
        boolean isDue = haveResults
                || now - lastTurn >= QUIET_MILLIS
                || (budget > 0 && shard().nextTurn(nanos(now)) <= nanos(now));
        if (!isDue) {
            return;
        }
        haveResults = false;
        lastTurn = now;
        shard().turn(nanos(now), budget, shards.pages(), out);
        taken(now);
        long after = context().currentSystemTimeMs();
        restUntil = after + (after - now);
    }

    /** Ends a step: what it gave is with Streams, and goes into the next commit. */
    private void taken(long now) {
        shard().save();
        shard().dispatch();
        counts = shard().counts();
        shards.counted(number, counts);
        if (!counts.isIdle()) {
            idleSince = Long.MAX_VALUE;
            if (said == null || said.isIdle()) {
                say(false);
            }
        } else if (idleSince == Long.MAX_VALUE) {
            idleSince = now;
        }
    }

    private void sayIfIdle(long now) {
        if (idleSince == Long.MAX_VALUE || now - idleSince < SETTLED_MILLIS) {
            return;
        }
        if (said == null
                || !said.isIdle()
                || said.heard() != heard
                || said.counts().isUnsettled() != counts.isUnsettled()) {
            say(true);
        }
    }

    private void say(boolean isIdle) {
        said = new Shard(number, isIdle, heard, counts);
        give(said);
    }

    private void give(ControlRecord control) {
        forward(control.key(), 0, control.value(), sinks.control());
    }

    private void forward(@Nullable String key, int partition, byte[] value, String sink) {
        context()
                .forward(
                        new Record<>(
                                key, new Placed(partition, value), context().currentSystemTimeMs()),
                        sink);
    }

    @Override
    public void close() {
        CrawlShard closing = shard;
        shard = null;
        if (closing != null) {
            shards.closed(number);
            closing.close();
        }
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private ProcessorContext<@Nullable String, Placed> context() {
        return Objects.requireNonNull(context, "not initialized");
    }

    private CrawlShard shard() {
        return Objects.requireNonNull(shard, "not open");
    }

    /** Sends what a step gives to its topics. */
    private final class Forwarding implements ShardOutput {
        @Override
        public void page(String url, byte[] line) {
            forward(url, number, line, sinks.pages());
        }

        @Override
        public void pageLinks(String url, byte[] line) {
            forward(url, number, line, sinks.pageLinks());
        }

        @Override
        public void item(String url, byte[] line) {
            forward(url, number, line, sinks.items());
        }

        @Override
        public void skipped(String url, byte[] line) {
            forward(url, number, line, sinks.skipped());
        }

        @Override
        public void capture(String url, byte[] line) {
            forward(url, number, line, sinks.captures());
        }

        @Override
        public void forward(int to, byte[] batch) {
            ShardProcessor.this.forward(null, to, batch, sinks.links());
        }

        private void forward(String url, int partition, byte[] line, String sink) {
            ShardProcessor.this.forward(url, partition, line, sink);
        }

        @Override
        public void widened(String url) {
            give(new Widened(url));
        }

        @Override
        public void urgent() {
            context().commit();
        }
    }
}
