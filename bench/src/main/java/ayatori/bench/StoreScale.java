package ayatori.bench;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.store.DurableStore;
import ayatori.crawler.store.StoreProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * How the frontier does on disk, from 10^5 to 10^8 known URLs. A program, since it takes up to an hour:
 *
 * <pre>
 * StoreScale FOLDER KNOWN HOSTS [QUEUED]
 * </pre>
 *
 * <p>Makes so many URLs known, of which every tenth waits in its host's queue, or every {@code 1/QUEUED}th; crawls pages of 100
 * links, five of them new and the others by Zipf's law; and opens the folder again. A commit is written every 1,000 pages, or
 * 10,000 new URLs, while the next one gathers, as in a crawl. The last line is a row for {@code bench/scale/plot.py}: known URLs,
 * hosts, new URLs a second, links a second, resident megabytes, bytes on disk for each URL, seconds to open.
 */
final class StoreScale {
    private static final int LINKS = 100;
    private static final int NEW_LINKS = 5;
    private static final int PAGES = 100_000;
    private static final int PAGES_PER_COMMIT = 1_000;
    private static final int FILLED_PER_COMMIT = 10_000;
    private static final String REFERRER = "http://www.example.org/referrer.html";

    private final PrintStream out;
    private final Path folder;
    private final long known;
    private final int hosts;
    private final int oneQueuedOf;
    private final SplittableRandom random = new SplittableRandom(1);
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private Future<?> writing = writer.submit(() -> {});
    private long longestCommit;
    private double newPerSecond;
    private double pagesPerSecond;
    private long residentMegabytes;

    private StoreScale(PrintStream out, Path folder, long known, int hosts, int oneQueuedOf) {
        this.out = out;
        this.folder = folder;
        this.known = known;
        this.hosts = hosts;
        this.oneQueuedOf = oneQueuedOf;
    }

    /** Runs with the arguments that are described above. */
    public static void main(String[] args) throws Exception {
        int oneQueuedOf = args.length > 3 ? (int) Math.round(1 / Double.parseDouble(args[3])) : 10;
        var scale = new StoreScale(
                System.out,
                Path.of(args[0]),
                (long) Double.parseDouble(args[1]),
                (int) Double.parseDouble(args[2]),
                oneQueuedOf);
        try {
            scale.run();
        } finally {
            scale.writer.shutdown();
        }
    }

    private void run() throws Exception {
        StoreProvider stores = StoreProvider.find().orElseThrow();
        try (DurableStore store = stores.open(folder);
                Frontier frontier = SyntheticLinks.frontier(store, true)) {
            fill(frontier, store);
            crawl(frontier, store);
            commit(frontier, store);
            writing.get();
            out.printf(Locale.ROOT, "the frontier's thread waited %.0f ms at most for a commit%n", longestCommit / 1e6);
            reportMemory();
        }
        out.printf(Locale.ROOT, "on disk: %.1f bytes a known URL%n", (double) diskBytes() / known);
        long start = System.nanoTime();
        try (DurableStore store = stores.open(folder)) {
            long opened = System.nanoTime();
            SyntheticLinks.frontier(store, true).close();
            long end = System.nanoTime();
            out.printf(
                    Locale.ROOT,
                    "opening: %.2f s for the store, %.2f s for the frontier%n",
                    (opened - start) / 1e9,
                    (end - opened) / 1e9);
            out.printf(
                    Locale.ROOT,
                    "row\t%d\t%d\t%.0f\t%.0f\t%d\t%.1f\t%.2f%n",
                    known,
                    hosts,
                    newPerSecond,
                    LINKS * pagesPerSecond,
                    residentMegabytes,
                    (double) diskBytes() / known,
                    (end - start) / 1e9);
        }
    }

    private void fill(Frontier frontier, DurableStore store) throws Exception {
        long start = System.nanoTime();
        var page = new SyntheticLinks(LINKS, hosts);
        for (long i = 0; i < known; i += LINKS) {
            for (int link = 0; link < LINKS; link++) {
                page.number[link] = i + link;
            }
            page.skip = i / LINKS % oneQueuedOf == 0 ? null : SkipReason.SCOPE;
            frontier.onLinks(1, page, REFERRER, _ -> {});
            if (i % FILLED_PER_COMMIT == 0) {
                commit(frontier, store);
            }
        }
        newPerSecond = report("new URLs", known, start);
    }

    private void crawl(Frontier frontier, DurableStore store) throws Exception {
        long start = System.nanoTime();
        var page = new SyntheticLinks(LINKS, hosts);
        var fetches = new ArrayDeque<Output.Fetch>();
        long nextNew = known;
        for (int i = 0; i < PAGES; i++) {
            for (int link = 0; link < LINKS; link++) {
                page.number[link] = link < NEW_LINKS ? nextNew++ : zipf();
            }
            frontier.tick(1, 16, output -> fetches.add((Output.Fetch) output));
            Output.Fetch fetch = fetches.remove();
            frontier.onFetched(
                    1,
                    fetch.id(),
                    fetch.incarnation(),
                    new Outcome.Answered(200, 28_000, 1_000_000, null),
                    page,
                    _ -> {});
            if (i % PAGES_PER_COMMIT == 0) {
                commit(frontier, store);
            }
        }
        pagesPerSecond = report("pages of 100 links", PAGES, start);
    }

    private void commit(Frontier frontier, DurableStore store) throws Exception {
        long start = System.nanoTime();
        writing.get();
        frontier.save();
        DurableStore.Commit commit = store.freeze();
        writing = writer.submit(() -> {
            commit.write();
            return true;
        });
        longestCommit = Math.max(longestCommit, System.nanoTime() - start);
    }

    /** Zipf's law with exponent 0.9, by the inverse of its distribution function. */
    private long zipf() {
        return (long) (known * Math.pow(random.nextDouble(), 10));
    }

    private long diskBytes() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    private double report(String what, long count, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "%,d known: %,d %s: %.1f s, %,.0f a second%n",
                known,
                count,
                what,
                seconds,
                count / seconds);
        return count / seconds;
    }

    private void reportMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmRSS")) {
                    out.println(line);
                    residentMegabytes = Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_000;
                }
            }
        }
    }
}
