/**
 * The crawler's durable store: {@link ayatori.crawler.store.DurableStore} on RocksDB.
 *
 * <p>What is put and deleted gathers in a {@link ayatori.rocksdb.Changes map in memory}, where the crawl reads it at once. A
 * commit freezes that map, and a thread in the background writes it as one synced batch while the crawl fills the next. So
 * the frontier's thread never waits for the disk, except to read what it wrote long ago.
 *
 * <p>A small state is kept in a {@link ayatori.rocksdb.Journal}: a crawl of some thousand pages ends before it has cost what
 * it takes to load and open RocksDB, half a second of CPU time.
 */
@NullMarked
package ayatori.rocksdb;

import org.jspecify.annotations.NullMarked;
