package ayatori.crawler.shard;

/** Takes what the steps of a shard give, in order. It must not call the shard back. */
public interface ShardOutput {
    /**
     * A page is on record.
     *
     * @param url its canonical URL
     * @param line its line of {@code pages.jsonl}, with the line feed
     */
    void page(String url, byte[] line);

    /**
     * The links of a page are on record, where they are wanted.
     *
     * @param line its line of {@code links.jsonl}, with the line feed
     */
    void pageLinks(String url, byte[] line);

    /** An item of a page; a line of {@code items.jsonl}, with the line feed. */
    void item(String url, byte[] line);

    /** A URL is on record as skipped; a line of {@code skipped.jsonl}, with the line feed. */
    void skipped(String url, byte[] line);

    /**
     * A capture is in a file of the process's archive, and on record.
     *
     * @param url the URL that was requested
     * @param line a JSON object that says where it is, with a line feed: {@code url}, {@code folder}, {@code file}, {@code
     *     offset}, {@code length} and {@code crc32c}
     */
    void capture(String url, byte[] line);

    /**
     * Links belong to another shard, whose {@link CrawlShard#links} is to take them. A shard forwards a link once, unless a
     * better one leads to the same URL later.
     */
    void forward(int shard, byte[] batch);

    /** A seed has led to a URL by a redirect, and widened the scope: {@link CrawlShard#widen} of all other shards is to know. */
    void widened(String url);

    /** The step is to be committed at once: a host has asked to be left alone. */
    void urgent();
}
