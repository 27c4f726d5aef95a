package ayatori.crawler.testing;

import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.shard.CrawlShard;
import ayatori.crawler.shard.ShardCounts;
import ayatori.crawler.shard.ShardNode;
import ayatori.crawler.shard.ShardOutput;
import ayatori.crawler.store.MemoryStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One shard of a {@link SimulatedCluster}: its log of links, what it has committed, and what it has not. */
final class SimulatedShard implements ShardOutput {
    /** What is on record over all commits, by the names of the files. */
    private final Map<String, List<byte[]>> records = new LinkedHashMap<>();

    private final int number;

    /** Links that other shards have committed. */
    private final List<byte[]> log = new ArrayList<>();

    private MemoryStore committed = new MemoryStore();
    private int committedOffset;

    // Since the last commit.
    private MemoryStore store = new MemoryStore();
    private int offset;
    private final List<Runnable> writes = new ArrayList<>();
    private final SimulatedCluster cluster;
    private boolean isUrgent;
    private boolean isDirty;

    /** Null while no node has it. */
    private @Nullable CrawlShard shard;

    private @Nullable ShardNode node;

    /** When a node takes it, if none has it. */
    private long opensAt;

    SimulatedShard(int number, SimulatedCluster cluster) {
        this.number = number;
        this.cluster = cluster;
    }

    boolean isOpen() {
        return shard != null;
    }

    long opensAt() {
        return opensAt;
    }

    boolean isOn(ShardNode other) {
        return node == other;
    }

    void open(ShardNode on, long now, Runnable onResult) {
        node = on;
        store = committed.copy();
        offset = committedOffset;
        shard = on.open(number, store, now, onResult);
    }

    /** The node is dead: what was not committed is gone. Another one takes the shard over at a time. */
    void die(long at) {
        opensAt = at;
        machine().close();
        shard = null;
        node = null;
        writes.clear();
        isUrgent = false;
        isDirty = false;
    }

    boolean hasLinks() {
        return offset < log.size();
    }

    long nextTurn(long now) {
        return machine().nextTurn(now);
    }

    void takeLinks(long now) {
        machine().links(now, log.get(offset++), this);
        isDirty = true;
    }

    void turn(long now, int budget) {
        machine().turn(now, budget, this);
        isDirty = true;
    }

    void save() {
        machine().save();
    }

    void dispatch() {
        machine().dispatch();
    }

    void crawlIsIdle(boolean isIdle) {
        machine().crawlIsIdle(isIdle);
    }

    ShardCounts counts() {
        return machine().counts();
    }

    /** Whether something is to be committed. */
    boolean isDirty() {
        return isDirty;
    }

    boolean isUrgent() {
        return isUrgent;
    }

    /** Store, offset, records and links for other shards: all or nothing. */
    void commit() {
        committed = store.copy();
        committedOffset = offset;
        writes.forEach(Runnable::run);
        writes.clear();
        isUrgent = false;
        isDirty = false;
    }

    void receive(byte[] batch) {
        log.add(batch);
    }

    Map<String, List<byte[]>> records() {
        return records;
    }

    private CrawlShard machine() {
        return Objects.requireNonNull(shard);
    }

    private void record(String file, byte[] line) {
        writes.add(() -> records.computeIfAbsent(file, _ -> new ArrayList<>()).add(line));
    }

    @Override
    public void page(String url, byte[] line) {
        record(CrawlFolder.PAGES, line);
    }

    @Override
    public void pageLinks(String url, byte[] line) {
        record(CrawlFolder.LINKS, line);
    }

    @Override
    public void item(String url, byte[] line) {
        record(CrawlFolder.ITEMS, line);
    }

    @Override
    public void skipped(String url, byte[] line) {
        record(CrawlFolder.SKIPPED, line);
    }

    @Override
    public void capture(String url, byte[] line) {
        record(SimulatedCluster.CAPTURES, line);
    }

    @Override
    public void forward(int to, byte[] batch) {
        writes.add(() -> cluster.forward(to, batch));
    }

    @Override
    public void widened(String url) {
        // The scope is everything.
    }

    @Override
    public void urgent() {
        isUrgent = true;
    }
}
