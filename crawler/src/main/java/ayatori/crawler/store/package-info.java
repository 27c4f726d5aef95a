/**
 * The ordered key-value store that the frontier keeps all its state in, as a seam.
 *
 * <p>{@link ayatori.crawler.store.KeyValueStore} is no more than what an embedded RocksDB and a Kafka Streams state
 * store both offer, so that the frontier above it need not know which of them it runs on.
 * {@link ayatori.crawler.store.MemoryStore} is the one that lives and dies with the process.
 */
@NullMarked
package ayatori.crawler.store;

import org.jspecify.annotations.NullMarked;
