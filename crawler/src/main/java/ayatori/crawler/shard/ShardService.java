package ayatori.crawler.shard;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The seam between those who drive shards and the engine they consist of; found as a {@link java.util.ServiceLoader service}.
 *
 * <p>A crawl in shards ignores where its options say records go, and the limits of pages, bytes and time: its driver holds them.
 */
public interface ShardService {
    /**
     * The links a crawl begins with.
     *
     * @param shards the number of shards
     * @return batches for {@link CrawlShard#links}, by the shards they belong to
     * @throws CrawlException if the options do not say what to crawl
     */
    Map<Integer, byte[]> seeds(CrawlOptions options, int shards) throws CrawlException;

    /**
     * The shard that a URL belongs to.
     *
     * @throws IllegalArgumentException if it is not an absolute HTTP URL
     */
    int shardOf(String url, int shards);

    /**
     * Starts fetching.
     *
     * @param shards the number of shards
     * @param mayRequest asked before each request, by the threads that fetch: whether this process may still speak for its
     *     shards. If not, the request waits until it may, or until its shard is closed
     * @param archive where a crawl whose output is archived does that; null for one that is not. The options must name its folder as
     *     that of their output
     * @throws CrawlException if it cannot start, with one sentence that says why
     */
    ShardNode start(CrawlOptions options, int shards, BooleanSupplier mayRequest, @Nullable ShardArchive archive)
            throws CrawlException;

    /** Starts fetching for a crawl that is not archived. */
    default ShardNode start(CrawlOptions options, int shards, BooleanSupplier mayRequest) throws CrawlException {
        return start(options, shards, mayRequest, null);
    }
}
