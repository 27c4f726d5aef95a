/**
 * The topics of a crawl over several machines: their names, what the control topic says, and how they are created and checked.
 *
 * <p>A crawl has a number of shards, fixed at its start. Links travel between shards by the topic {@code links}, whose partition
 * is the shard they belong to. What shards record goes to {@code pages}, {@code page-links}, {@code items} and {@code skipped}, in
 * the same transaction as the change of the shard's state. All else that more than one process must know is in {@code control}, a
 * compacted topic of one partition: {@link ayatori.cluster.topic.ControlRecord} lists its records, and {@link
 * ayatori.cluster.topic.ControlView} is what they say together.
 */
@NullMarked
package ayatori.cluster.topic;

import org.jspecify.annotations.NullMarked;
