package ayatori.crawler.engine;

import ayatori.crawler.store.MemoryStore;

/**
 * How much of the heap the known URLs may take. A crawl that finds URLs without end comes to its own end here, with all that
 * it has in its files, and not by {@link OutOfMemoryError}, which would strike anywhere.
 */
final class MemoryLimit {
    /** What a host takes beside its URLs. */
    private static final long BYTES_PER_HOST = 1_000;

    /** To look takes some milliseconds at a million entries, and so many more are no great matter. */
    private static final int ENTRIES_BETWEEN_LOOKS = 10_000;

    private final MemoryStore store;
    private final long bytesMax;
    private int entriesSeen;

    MemoryLimit(MemoryStore store, long bytesMax) {
        this.store = store;
        this.bytesMax = bytesMax;
    }

    /** Somewhat less than half of the heap: what pages take while they are read is bounded by half of it. */
    static MemoryLimit of(MemoryStore store) {
        return new MemoryLimit(store, Runtime.getRuntime().maxMemory() / 100 * 45);
    }

    boolean isReached(long hosts) {
        if (Math.abs(store.size() - entriesSeen) < ENTRIES_BETWEEN_LOOKS) {
            return false;
        }
        entriesSeen = store.size();
        return store.heapBytes() + hosts * BYTES_PER_HOST > bytesMax;
    }

    /** What to tell the user. */
    String sentence() {
        return String.format(
                "The URLs found take up the memory they may have (%,d MB), so the crawl was ended; what was fetched is"
                        + " written. Give it more, for example with AYATORI_JAVA_OPTS=-Xmx4g, or narrow it with"
                        + " --scope, --exclude or --max-pages.",
                bytesMax / 1_000_000);
    }
}
