package ayatori.crawler.shard;

/**
 * One shard of a crawl: what is requested next of some registered domains, and what comes of it.
 *
 * <p>{@link #links}, {@link #turn} and {@link #widen} are steps. A step changes the store and gives records and links to a
 * {@link ShardOutput}. The driver commits the store and what the steps gave together, after {@link #save}; a crash then takes
 * both back to the same step. Requests go out with {@link #dispatch}, which may be before the commit: a page that was under way
 * in a crash is requested again, and is on record once.
 *
 * <p>All methods are called by one thread. Times are wall-clock times in nanoseconds since the epoch; a time earlier than one
 * already given counts as that one.
 */
public interface CrawlShard extends AutoCloseable {
    /** Its number, from 0 to one less than the number of shards. */
    int number();

    /**
     * Takes up links that another shard has {@linkplain ShardOutput#forward forwarded}, or seeds. A batch that is taken up twice
     * changes nothing the second time.
     *
     * @param batch as it was forwarded
     * @throws java.io.UncheckedIOException if another version of Ayatori wrote the batch
     */
    void links(long now, byte[] batch, ShardOutput out);

    /**
     * Takes up what the fetch loops have brought back, and lets time pass.
     *
     * @param budget how many requests may be started; 0 if none may, because the crawl is paused or has reached a limit
     * @param pages how many of them may be for pages, and not only for what pages need to be seen again
     * @return how many requests were started
     */
    int turn(long now, int budget, long pages, ShardOutput out);

    /** A turn in which all requests may be for pages. */
    default int turn(long now, int budget, ShardOutput out) {
        return turn(now, budget, Long.MAX_VALUE, out);
    }

    /** Sends the requests of the last step to the fetch loops. Called after each step, when what it gave was taken over. */
    void dispatch();

    /**
     * When {@link #turn} is due: a time, not after {@code now} if results wait or if there is more to start; {@code
     * Long.MAX_VALUE} if only other shards can give it work. The receiver given to {@link ShardNode#open} is told when results
     * come.
     */
    long nextTurn(long now);

    /** Takes another URL for a seed in judging the scope: where a seed of another shard has led by a redirect. */
    void widen(long now, String url, ShardOutput out);

    /**
     * Says whether the whole crawl is idle: no shard has anything to request, and no links are on their way. Only then do skips
     * that a better link could revoke become final. It stays as said until it is said otherwise.
     */
    void crawlIsIdle(boolean isIdle);

    /** Puts into the store what the steps have only noted. Called before each commit. */
    void save();

    /** What there is to do, and what has been done. */
    ShardCounts counts();

    /** Gives the shard up: cancels its requests under way, and takes no more results. The store stays the caller's. */
    @Override
    void close();
}
