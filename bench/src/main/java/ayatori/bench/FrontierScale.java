package ayatori.bench;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.SeenTable;
import ayatori.crawler.store.MemoryStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The frontier with many known URLs. A program, since filling it takes minutes:
 *
 * <pre>
 * FrontierScale table 1e8       the table of known URLs alone
 * FrontierScale memory 1e8      the frontier of a crawl that is not saved
 * FrontierScale saved 1e7       one that is saved every 1,000 pages into a store in memory, and opened again
 * </pre>
 *
 * <p>Pages have 100 links, five of them new; the others are known ones, the popular ones most often (Zipf 0.9). The links of a
 * batch of pages are drawn before its time is taken.
 */
final class FrontierScale {
    private static final int LINKS = 100;
    private static final int NEW_LINKS = 5;
    private static final int HOSTS = 1_000;
    private static final int PAGES_PER_BATCH = 1_000;
    private static final int BATCHES = 60;
    private static final int WARM_UP = 20;
    private static final String REFERRER = "http://www.example.org/referrer.html";

    private final PrintStream out;
    private final long known;
    private final SplittableRandom random = new SplittableRandom(1);
    private final long[] links = new long[PAGES_PER_BATCH * LINKS];
    private long nextNew;

    private FrontierScale(PrintStream out, long known) {
        this.out = out;
        this.known = known;
        nextNew = known;
    }

    /** Runs one mode with each of the numbers of known URLs. */
    public static void main(String[] args) throws IOException {
        for (int i = 1; i < args.length; i++) {
            var scale = new FrontierScale(System.out, (long) Double.parseDouble(args[i]));
            switch (args[0]) {
                case "table" -> scale.table();
                case "memory" -> scale.frontier(false);
                case "saved" -> scale.frontier(true);
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
    }

    private void table() throws IOException {
        try (var table = new SeenTable(2)) {
            long start = System.nanoTime();
            for (long i = 0; i < known; i++) {
                table.put(fingerprint(i), 1);
            }
            report("table, puts", known, System.nanoTime() - start);
            for (boolean isZipf : new boolean[] {true, false}) {
                long nanos = 0;
                long found = 0;
                for (int batch = -WARM_UP; batch < BATCHES; batch++) {
                    drawLinks(isZipf);
                    for (int i = 0; i < links.length; i++) {
                        links[i] = fingerprint(links[i]);
                    }
                    start = System.nanoTime();
                    for (long link : links) {
                        found += table.get(link);
                    }
                    nanos += batch < 0 ? 0 : System.nanoTime() - start;
                }
                report(
                        "table, gets, " + (isZipf ? "Zipf" : "uniform") + ", "
                                + 100 * found / ((long) (WARM_UP + BATCHES) * links.length) + " % known",
                        (long) BATCHES * links.length,
                        nanos);
            }
            out.printf(
                    Locale.ROOT, "%.2f bytes an entry%n", (table.nativeBytes() + table.heapBytes()) / (double) known);
            reportMemory();
        }
    }

    private static long fingerprint(long number) {
        return SyntheticLinks.hash(SyntheticLinks.hash(number)) >>> (Long.SIZE - SeenTable.FINGERPRINT_BITS);
    }

    private void frontier(boolean isSaved) throws IOException {
        var store = new MemoryStore();
        long longestSave = 0;
        try (Frontier frontier = SyntheticLinks.frontier(store, isSaved)) {
            long start = System.nanoTime();
            longestSave = fill(frontier, isSaved);
            report("frontier, filling", known, System.nanoTime() - start);
            long nanos = 0;
            var page = new SyntheticLinks(LINKS, HOSTS);
            var fetches = new ArrayDeque<Output.Fetch>();
            for (int batch = -WARM_UP; batch < BATCHES; batch++) {
                drawLinks(true);
                start = System.nanoTime();
                for (int i = 0; i < PAGES_PER_BATCH; i++) {
                    System.arraycopy(links, i * LINKS, page.number, 0, LINKS);
                    turn(frontier, page, fetches);
                }
                if (isSaved) {
                    longestSave = Math.max(longestSave, save(frontier));
                }
                nanos += batch < 0 ? 0 : System.nanoTime() - start;
            }
            report("frontier, links", (long) BATCHES * links.length, nanos);
            report("frontier, pages", (long) BATCHES * PAGES_PER_BATCH, nanos);
            reportMemory();
        }
        if (isSaved) {
            out.printf(Locale.ROOT, "longest save: %.1f ms%n", longestSave / 1e6);
            long start = System.nanoTime();
            SyntheticLinks.frontier(store, true).close();
            report("opening", known, System.nanoTime() - start);
        }
    }

    /** Makes URLs known: a few of them queued, all others skipped. Returns the longest save in nanoseconds. */
    private long fill(Frontier frontier, boolean isSaved) {
        var page = new SyntheticLinks(LINKS, HOSTS);
        long longest = 0;
        for (long i = 0; i < known; i += LINKS) {
            for (int link = 0; link < LINKS; link++) {
                page.number[link] = i + link;
            }
            page.skip = i + LINKS < known - 5_000 ? SkipReason.SCOPE : null;
            frontier.onLinks(1, page, REFERRER, _ -> {});
            if (isSaved && i / LINKS % 100 == 99) {
                longest = Math.max(longest, save(frontier));
            }
        }
        return longest;
    }

    private static long save(Frontier frontier) {
        long start = System.nanoTime();
        frontier.save();
        return System.nanoTime() - start;
    }

    /** One page out of the queue and its result back. */
    private static void turn(Frontier frontier, SyntheticLinks page, ArrayDeque<Output.Fetch> fetches) {
        frontier.tick(1, 16, output -> fetches.add((Output.Fetch) output));
        Output.Fetch fetch = fetches.remove();
        frontier.onFetched(
                1, fetch.id(), fetch.incarnation(), new Outcome.Answered(200, 28_000, 1_000_000, null), page, _ -> {});
    }

    private void drawLinks(boolean isZipf) {
        for (int i = 0; i < links.length; i++) {
            boolean isNew = i % LINKS < NEW_LINKS;
            links[i] = isNew ? nextNew++ : isZipf ? zipf() : random.nextLong(known);
        }
    }

    /** Zipf's law with exponent 0.9, by the inverse of its distribution function. */
    private long zipf() {
        return (long) (known * Math.pow(random.nextDouble(), 10));
    }

    private void report(String what, long count, long nanos) {
        out.printf(
                Locale.ROOT,
                "%,d known: %s: %.2f s, %,.0f a second%n",
                known,
                what,
                nanos / 1e9,
                count / (nanos / 1e9));
    }

    private void reportMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .forEach(out::println);
        }
    }
}
