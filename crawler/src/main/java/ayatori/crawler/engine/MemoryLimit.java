package ayatori.crawler.engine;

import ayatori.crawler.store.MemoryStore;

/**
 * The limit on the heap that the known URLs take. A crawl that finds URLs without end is ended by it, with complete files,
 * before an {@link OutOfMemoryError} can strike anywhere.
 */
final class MemoryLimit {
    private final MemoryStore store;
    private final long bytesMax;

    MemoryLimit(MemoryStore store, long bytesMax) {
        this.store = store;
        this.bytesMax = bytesMax;
    }

    /** 45 % of the heap; up to half of it is for pages while they are read. */
    static MemoryLimit of(MemoryStore store) {
        return new MemoryLimit(store, Runtime.getRuntime().maxMemory() / 100 * 45);
    }

    /**
     * Whether the limit is reached.
     *
     * @param frontierBytes what the frontier holds besides the store
     */
    boolean isReached(long frontierBytes) {
        return store.heapBytes() + frontierBytes > bytesMax;
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
