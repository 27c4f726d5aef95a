package ayatori.crawler.shard;

import ayatori.crawler.store.KeyValueStore;

/** Fetches and reads pages for all shards of one process, on threads of its own. Its methods may be called by any thread. */
public interface ShardNode extends AutoCloseable {
    /**
     * Opens a shard over its store: a new one, or one that a shard of this number has left at a commit, on any node. What was
     * under way then is queued again, and no host is asked before one delay has passed.
     *
     * @param number from 0 to one less than the number of shards
     * @param store stays the caller's; used only by the thread that calls the shard
     * @param now nanoseconds since the epoch
     * @param onResult called by any thread when results wait for the shard's {@link CrawlShard#turn}
     */
    CrawlShard open(int number, KeyValueStore store, long now, Runnable onResult);

    /** Requests under way, of all shards. */
    int inFlight();

    /** Cancels what is under way, and ends the threads. */
    @Override
    void close();
}
