package ayatori.crawler.testing;

import ayatori.async.EventLoop;
import ayatori.crawler.archive.ArchiveFormat;
import ayatori.crawler.archive.CapturePlace;
import ayatori.crawler.archive.CaptureRecord;
import ayatori.crawler.engine.NodePlace;
import ayatori.crawler.engine.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The archives of the nodes of a {@link SimulatedCluster}. Each node has a disk, which outlives it and forgets what was not synced. */
final class SimulatedNodeArchives {
    private static final int WRITE_MILLIS_MAX = 300;

    private final boolean areKept;
    private final SplittableRandom random;
    private final List<SimulatedDisk> disks = new ArrayList<>();

    /** Whether the nodes that have the disks now are alive. */
    private final Map<Integer, AtomicBoolean> alive = new HashMap<>();

    /** @param areKept whether the crawl is archived */
    SimulatedNodeArchives(boolean areKept, SplittableRandom random) {
        this.areKept = areKept;
        this.random = random;
    }

    @Nullable ArchiveFormat format() {
        return areKept ? new SimulatedArchive() : null;
    }

    Storage storage(int node) {
        if (!areKept) {
            return Storage.NONE;
        }
        while (disks.size() <= node) {
            disks.add(SimulatedDisk.atOnce(random.split()));
        }
        return disks.get(node);
    }

    /** Where a new node archives. It writes some time after it was told to, unless it is dead by then. */
    @Nullable NodePlace place(int node, EventLoop loop) {
        if (!areKept) {
            return null;
        }
        var lives = new AtomicBoolean(true);
        alive.put(node, lives);
        return new NodePlace(
                String.valueOf(node),
                "node-" + node,
                writing -> loop.callLater(Duration.ofMillis(random.nextInt(WRITE_MILLIS_MAX)), () -> {
                    if (lives.get()) {
                        writing.run();
                    }
                }));
    }

    /** How long results may wait until they are archived. */
    long writeNanosMax() {
        return areKept ? Duration.ofMillis(WRITE_MILLIS_MAX).toNanos() : 0;
    }

    /** A node is dead, and the power of its machine was gone. */
    void die(int node) {
        if (areKept) {
            alive.getOrDefault(node, new AtomicBoolean()).set(false);
            disks.get(node).crash();
        }
    }

    /**
     * What is wrong with the archives: each answer on record must have its captures on record, and each of them be where its record
     * says.
     *
     * @param captures the records of captures
     * @param answered how many answers of each URL are on record
     */
    List<String> problems(byte[] captures, Map<String, Integer> answered) {
        List<String> problems = new ArrayList<>();
        if (!areKept) {
            return problems;
        }
        Map<String, Integer> archived = new HashMap<>();
        new String(captures, StandardCharsets.UTF_8).lines().forEach(line -> {
            CaptureRecord record = CaptureRecord.of(line.getBytes(StandardCharsets.UTF_8));
            String found = read(record.place());
            if (!found.equals("page " + record.url() + "\n")) {
                problems.add("Where " + record + " should be is " + found);
            }
            if (!record.url().endsWith("/robots.txt")) {
                archived.merge(record.url(), 1, Integer::sum);
            }
        });
        Set<String> urls = new HashSet<>(answered.keySet());
        urls.addAll(archived.keySet());
        for (String url : urls) {
            if (!answered.getOrDefault(url, 0).equals(archived.getOrDefault(url, 0))) {
                problems.add(url + " is answered " + answered.get(url) + " times and archived " + archived.get(url)
                        + " times");
            }
        }
        return problems;
    }

    private String read(CapturePlace place) {
        byte[] file = disks.get(Integer.parseInt(place.folder())).contents(place.file());
        int from = (int) place.offset();
        int length = (int) place.length();
        if (from + length > file.length) {
            return "the end of the file";
        }
        var checksum = new CRC32C();
        checksum.update(file, from, length);
        return checksum.getValue() == place.checksum()
                ? new String(Arrays.copyOfRange(file, from, from + length), StandardCharsets.UTF_8)
                : "something else";
    }
}
