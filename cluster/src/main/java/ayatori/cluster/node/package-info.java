/**
 * One process of a crawl in a cluster.
 *
 * <p>A {@link ayatori.cluster.node.ClusterNode} checks that it fits the crawl before it writes anything. Then it follows the control
 * topic, says every two seconds what it has, keeps its lease, and lets Kafka Streams run its share of the shards. The node that has
 * shard 0 also decides for the whole crawl whether it is idle, done or at a limit.
 */
@NullMarked
package ayatori.cluster.node;

import org.jspecify.annotations.NullMarked;
