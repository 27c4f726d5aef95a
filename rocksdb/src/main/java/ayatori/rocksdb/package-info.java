/**
 * The crawler's durable store: {@link ayatori.crawler.store.DurableStore} on RocksDB.
 *
 * <p>What is put and deleted gathers in a {@link ayatori.rocksdb.Changes map in memory}, where the crawl reads it at once. A
 * commit freezes that map, and a thread in the background writes it as one synced batch while the crawl fills the next. So
 * the frontier's thread never waits for the disk, except to read what it wrote long ago.
 *
 * <p>RocksDB is opened by the first commit, not before: a crawl that ends sooner writes its state as a single {@link
 * ayatori.rocksdb.Snapshot file}, and never loads the library.
 */
@NullMarked
package ayatori.rocksdb;

import org.jspecify.annotations.NullMarked;
