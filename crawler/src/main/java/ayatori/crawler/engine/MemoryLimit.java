package ayatori.crawler.engine;

import ayatori.crawler.store.MemoryStore;

/**
 * The limit on the heap that the known URLs take. A crawl that finds URLs without end is ended by it, with complete files,
 * before an {@link OutOfMemoryError} can strike anywhere.
 */
final class MemoryLimit {
    /** The memory of a host beside its URLs. */
    private static final long BYTES_PER_HOST = 1_000;

    /** The store is measured after so many new entries: measuring takes some milliseconds at a million entries. */
    private static final int ENTRIES_BETWEEN_LOOKS = 10_000;

    private final MemoryStore store;
    private final long bytesMax;
    private int entriesSeen;

    MemoryLimit(MemoryStore store, long bytesMax) {
        this.store = store;
        this.bytesMax = bytesMax;
    }

    /** 45 % of the heap; up to half of it is for pages while they are read. */
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

    /** {@return the sentence for the user} */
    String sentence() {
        return String.format(
                "The URLs found take up the memory they may have (%,d MB), so the crawl was ended; what was fetched is"
                        + " written. Give it more, for example with AYATORI_JAVA_OPTS=-Xmx4g, or narrow it with"
                        + " --scope, --exclude or --max-pages.",
                bytesMax / 1_000_000);
    }
}
