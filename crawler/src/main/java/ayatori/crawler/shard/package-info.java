/**
 * The crawl in shards, for drivers that spread one crawl over several processes.
 *
 * <p>Each {@link ayatori.crawler.shard.CrawlShard} has the frontier of some registered domains, over a store that its driver
 * provides. It is a machine: its driver hands it links of other shards and turns, commits its store together with what a step
 * gave, and carries links to the shards they belong to. A {@link ayatori.crawler.shard.ShardNode} fetches for all shards of one
 * process.
 */
@NullMarked
package ayatori.crawler.shard;

import org.jspecify.annotations.NullMarked;
