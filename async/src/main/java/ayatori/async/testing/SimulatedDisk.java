package ayatori.async.testing;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.async.file.Disk;
import ayatori.async.file.DiskEntry;
import ayatori.async.file.DiskFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory with delays, errors, a capacity and crashes, driven by a seed. Under a virtual clock, the same seed gives the
 * same run.
 *
 * {@snippet :
 * SimulatedDisk disk = new SimulatedDisk(42).delay(Duration.ofMillis(1), Duration.ofMillis(20));
 * Disk.install(disk);
 * try (AsyncFile file = AsyncFile.open(Path.of("log.txt"), FileMode.APPEND)) {
 *     file.append("kept\n");
 *     file.sync();
 *     file.append("perhaps lost, perhaps torn\n");
 *     disk.crash();
 * } catch (IOException e) {
 *     disk.restart();
 * }
 * assert AsyncFiles.readString(Path.of("log.txt")).startsWith("kept\n");
 * }
 *
 * <p>The calls of one {@link #work} are made together, after a delay. A crash keeps what was synced. Of the changes after the last
 * sync it keeps some, in order, and the next change may be torn. The disk stays down until a {@link #restart}. Files that were
 * opened before it cannot be used afterwards. One loop at a time may use the disk.
 */
public final class SimulatedDisk implements Disk {
    private static final Path TEMPORARY = Path.of("/simulated-temporary").toAbsolutePath();

    private final RandomGenerator random;

    private final SimulatedTree tree = new SimulatedTree();
    private long delayMinNanos;
    private long delayMaxNanos;
    private double errorRate;
    private double shortWriteRate;
    private long capacity = Long.MAX_VALUE;
    private long callsUntilCrash = Long.MAX_VALUE;
    private int temporaries;
    private int openFiles;

    /** Counts restarts, so that files and calls from before the last one are recognised. */
    private int life;

    private boolean down;

    /**
     * Creates an empty disk without delays and errors. The current directory exists on it.
     *
     * @param seed determines every delay, error and loss
     */
    public SimulatedDisk(long seed) {
        random = new Random(seed);
        tree.root(Path.of(""));
        tree.root(TEMPORARY);
    }

    // ---- how it behaves

    /**
     * Sets how long each {@link #work} takes.
     *
     * @param min the shortest delay
     * @param max the longest delay
     * @return this disk
     * @throws IllegalArgumentException unless {@code 0 <= min <= max}
     */
    public SimulatedDisk delay(Duration min, Duration max) {
        Objects.requireNonNull(min, "min");
        Objects.requireNonNull(max, "max");
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("delays are 0 <= min <= max, not min " + min + ", max " + max);
        }
        delayMinNanos = min.toNanos();
        delayMaxNanos = max.toNanos();
        return this;
    }

    /**
     * Makes some calls fail. A write that fails may have written a part.
     *
     * @param rate the share of calls that fail, from 0 to 1
     * @return this disk
     */
    public SimulatedDisk errorRate(double rate) {
        errorRate = checkRate(rate);
        return this;
    }

    /**
     * Makes some writes take only a part of their bytes, as an operating system may.
     *
     * @param rate the share of writes that do, from 0 to 1
     * @return this disk
     */
    public SimulatedDisk shortWriteRate(double rate) {
        shortWriteRate = checkRate(rate);
        return this;
    }

    /**
     * Sets the capacity. A write beyond it fails, after the part that fits.
     *
     * @param bytes how many bytes all files together may hold
     * @return this disk
     * @throws IllegalArgumentException if negative
     */
    public SimulatedDisk capacity(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a disk holds zero bytes or more, not " + bytes);
        }
        capacity = bytes;
        return this;
    }

    /**
     * Crashes after a number of calls.
     *
     * @param calls how many calls still succeed
     * @return this disk
     * @throws IllegalArgumentException if negative
     */
    public SimulatedDisk crashAfter(long calls) {
        if (calls < 0) {
            throw new IllegalArgumentException("a disk crashes after zero calls or more, not " + calls);
        }
        callsUntilCrash = calls;
        return this;
    }

    /** Crashes now. Every call fails until a {@link #restart}. */
    public void crash() {
        down = true;
    }

    /** {@return whether the disk has crashed and was not restarted} */
    public boolean isDown() {
        return down;
    }

    /** Restarts after a crash with what survived it. Files that were open cannot be used any more. */
    public void restart() {
        if (!down) {
            throw new IllegalStateException("the disk has not crashed, so it cannot be restarted");
        }
        down = false;
        life++;
        openFiles = 0;
        callsUntilCrash = Long.MAX_VALUE;
        tree.crash(random);
    }

    /** {@return how many files are open} */
    public int openFiles() {
        return openFiles;
    }

    /**
     * Returns the current content of a file, without delay or error.
     *
     * @param path where it is
     * @return its bytes, or null if there is no such file
     */
    public byte @Nullable [] content(Path path) {
        SimulatedTree.Node node = tree.find(Objects.requireNonNull(path, "path"));
        return node == null || node.content() == null ? null : node.content().bytes();
    }

    // ---- the disk

    @Override
    public <T extends @Nullable Object> T work(Calls<T> calls) throws IOException {
        int begunIn = life;
        long until = EventLoop.current().nanoTime() + delayNanos();
        CancelledError cancelled = null;
        for (boolean slept = false; !slept; ) {
            try {
                Async.sleep(Duration.ofNanos(until - EventLoop.current().nanoTime()));
                slept = true;
            } catch (CancelledError e) {
                cancelled = e; // the calls run to their end
            }
        }
        try {
            checkAlive(begunIn);
            T result = calls.run();
            if (cancelled == null) {
                return result;
            }
        } catch (IOException | RuntimeException e) {
            if (cancelled == null) {
                throw e;
            }
            cancelled.addSuppressed(e);
        }
        throw cancelled;
    }

    @Override
    public DiskFile open(Path path, Set<? extends OpenOption> options) throws IOException {
        step(life);
        SimulatedTree.Node node = tree.find(path);
        if (node != null && node.isDirectory()) {
            throw new IOException(path + ": is a directory");
        }
        if (node == null
                && !options.contains(StandardOpenOption.CREATE)
                && !options.contains(StandardOpenOption.CREATE_NEW)) {
            throw new NoSuchFileException(path.toString());
        }
        if (node == null || options.contains(StandardOpenOption.CREATE_NEW)) {
            node = tree.create(path, new SimulatedContent(), now());
        }
        SimulatedContent content = Objects.requireNonNull(node.content());
        if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            content.truncate(0);
        }
        openFiles++;
        return new SimulatedFile(this, content, options.contains(StandardOpenOption.APPEND), life);
    }

    @Override
    public @Nullable DiskEntry entry(Path path) throws IOException {
        step(life);
        return tree.entry(path);
    }

    @Override
    public List<DiskEntry> list(Path directory, int entriesMax) throws IOException {
        step(life);
        List<DiskEntry> entries = tree.list(directory);
        if (entries.size() > entriesMax) {
            throw new IOException("more than " + entriesMax + " entries in " + directory);
        }
        return entries;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        step(life);
        tree.create(directory, null, now());
    }

    @Override
    public Path createTempFile(String prefix, String suffix) throws IOException {
        step(life);
        Path path = TEMPORARY.resolve(prefix + ++temporaries + suffix);
        tree.create(path, new SimulatedContent(), now());
        return path;
    }

    @Override
    public Path createTempDirectory(String prefix) throws IOException {
        step(life);
        Path path = TEMPORARY.resolve(prefix + ++temporaries);
        tree.create(path, null, now());
        return path;
    }

    @Override
    public boolean delete(Path path) throws IOException {
        step(life);
        return tree.delete(path);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step(life);
        tree.move(from, to);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        step(life);
        tree.sync();
    }

    @Override
    public String toString() {
        return "a simulated disk" + (down ? " (down)" : "");
    }

    // ---- for its files

    /** Counts one call towards the crash, and perhaps fails. */
    void step(int begunIn) throws IOException {
        checkAlive(begunIn);
        if (callsUntilCrash-- == 0) {
            crash();
            checkAlive(begunIn);
        }
        if (random.nextDouble() < errorRate) {
            throw new IOException("simulated disk error");
        }
    }

    /** Counts a write as {@link #step} does. Returns how many bytes to write; if negative, that many and then an error. */
    int stepOfWrite(int begunIn, int bytes) throws IOException {
        checkAlive(begunIn);
        if (callsUntilCrash-- == 0) {
            crash();
            return -random.nextInt(bytes + 1);
        }
        long free = Math.max(0, capacity - tree.size());
        if (free == 0) {
            throw new IOException("No space left on device");
        }
        int fits = (int) Math.min(bytes, free);
        if (random.nextDouble() < errorRate) {
            return -random.nextInt(fits + 1);
        }
        return random.nextDouble() < shortWriteRate ? 1 + random.nextInt(fits) : fits;
    }

    void closed(int openedIn) {
        if (openedIn == life) {
            openFiles--;
        }
    }

    private void checkAlive(int begunIn) throws IOException {
        if (down || begunIn != life) {
            throw new IOException("the simulated machine has crashed");
        }
    }

    private long delayNanos() {
        return delayMinNanos == delayMaxNanos ? delayMinNanos : random.nextLong(delayMinNanos, delayMaxNanos + 1);
    }

    private static Instant now() {
        return Instant.EPOCH.plusNanos(EventLoop.current().nanoTime());
    }

    private static double checkRate(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a rate is from 0 to 1, not " + rate);
        }
        return rate;
    }
}
