/**
 * Shards of a crawl as tasks of Kafka Streams.
 *
 * <p>The partition of the topic of links is the shard, so Streams decides which node has which shard. A {@link
 * ayatori.cluster.stream.ShardProcessor} drives one {@link ayatori.crawler.shard.CrawlShard}: links come as records, results of
 * fetches come in memory, and a turn is a punctuation. What a step changes in the store (the changelog), what it records and which
 * links it has taken up become valid in one transaction. A node that dies loses what it had under way, and no more.
 *
 * <p>Transactions keep the state right, but they cannot call back a request. So each node has a {@link
 * ayatori.cluster.stream.Lease}, which its fetching threads ask before each request.
 */
@NullMarked
package ayatori.cluster.stream;

import org.jspecify.annotations.NullMarked;
