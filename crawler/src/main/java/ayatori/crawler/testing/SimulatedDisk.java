package ayatori.crawler.testing;

import ayatori.async.Async;
import ayatori.crawler.engine.Storage;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.store.DurableStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk that holds one crawl's store and sinks, and forgets what was not synced when {@link #crash} is called.
 *
 * <p>Syncs and commits take virtual time, so a crash can come in the middle of one. {@linkplain #failing If told so}, writes
 * fail now and then.
 */
public final class SimulatedDisk implements Storage {
    private final RandomGenerator random;

    /** Whether operations take time. */
    private final boolean isSlow;

    private final Map<String, SimulatedSink> sinks = new TreeMap<>();
    private SimulatedStore store;
    private double failures;
    private int summaries;
    private byte[] lastSummary = {};
    private boolean isUsed;

    /** What is called before and after each write, sync and commit. */
    private Runnable observer = () -> {};

    /**
     * An empty disk. Its syncs and commits must be called by tasks, which wait in virtual time.
     *
     * @param random decides about delays, failures and what a crash leaves of unsynced bytes
     */
    public SimulatedDisk(RandomGenerator random) {
        this(random, true);
    }

    private SimulatedDisk(RandomGenerator random, boolean isSlow) {
        this.random = random;
        this.isSlow = isSlow;
        this.store = new SimulatedStore(this);
    }

    /** An empty disk whose operations take no time, and may be called without a loop. */
    public static SimulatedDisk atOnce(RandomGenerator random) {
        return new SimulatedDisk(random, false);
    }

    /**
     * From now on writes fail.
     *
     * @param probability of each write, 0 to 1
     */
    public void failing(double probability) {
        failures = probability;
    }

    @Override
    public boolean isUsed() {
        return isUsed;
    }

    @Override
    public void summary(byte[] json) {
        summaries++;
        lastSummary = json.clone();
    }

    /** {@return how many summaries were written} */
    public int summaries() {
        return summaries;
    }

    /** {@return the summary that was written last; empty if none was} */
    public byte[] lastSummary() {
        return lastSummary.clone();
    }

    @Override
    public void close() {
        // The store and the sinks stay for the next process.
    }

    /** {@return the store, with what survived the last crash} */
    @Override
    public DurableStore store() {
        return store;
    }

    /** {@return the sink of a name, with what survived the last crash; a new one is empty} */
    @Override
    public Sink sink(String name) {
        return simulatedSink(name);
    }

    @Override
    public List<String> sinkNames(String folder) {
        return sinks.keySet().stream().filter(name -> name.startsWith(folder)).toList();
    }

    @Override
    public void deleteSink(String name) {
        sinks.remove(name);
    }

    @Override
    public boolean hasSink(String name) {
        return sinks.containsKey(name);
    }

    /** {@return the bytes of a sink, as a reader sees them} */
    public byte[] contents(String name) {
        return simulatedSink(name).contents();
    }

    /**
     * The power goes. The store falls back to its last commit, or to the one that was being written. Each sink keeps what was
     * synced and an unpredictable part of the rest, which may be garbled. Objects handed out before fail from now on.
     */
    public void crash() {
        isUsed = true;
        store = store.crashed();
        sinks.replaceAll((_, sink) -> sink.crashed());
    }

    /**
     * The process ends or is killed. The store falls back as in a crash; the sinks keep what was appended, since the system
     * has it. Objects handed out before fail from now on.
     */
    public void kill() {
        isUsed = true;
        store = store.crashed();
        sinks.replaceAll((_, sink) -> sink.killed());
    }

    RandomGenerator random() {
        return random;
    }

    /** How many entries the store has besides those of known URLs. */
    int entries() {
        return store.entries() - store.knownUrlEntries() - store.archivedBodies();
    }

    /** How many entries of known URLs the store has: records of their log, and images of their table. */
    int knownUrlEntries() {
        return store.knownUrlEntries();
    }

    /** Sets what is called before and after each write, sync and commit. */
    void observer(Runnable action) {
        observer = action;
    }

    /** Takes the time of a disk operation, and sometimes fails. */
    void work(String what) throws IOException {
        if (isSlow && random.nextInt(4) > 0) {
            Async.sleep(Duration.ofMillis(random.nextInt(1, 40)));
        }
        write(what);
    }

    /** Fails sometimes. */
    void write(String what) throws IOException {
        observer.run();
        if (failures > 0 && random.nextDouble() < failures) {
            throw new IOException("No space left on device (" + what + ")");
        }
    }

    /** An operation has succeeded. */
    void done() {
        observer.run();
    }

    private SimulatedSink simulatedSink(String name) {
        return sinks.computeIfAbsent(name, _ -> new SimulatedSink(this, name, new byte[0]));
    }
}
