package ayatori.crawler.shard;

import java.nio.file.Path;

/**
 * Where a process archives what its shards fetch.
 *
 * @param folder the folder of its archive files; other processes may write to it too
 * @param spool a folder that belongs to this process alone, where captures wait that are too large for memory
 * @param node the name of this process in the crawl, in the names of its files
 */
public record ShardArchive(Path folder, Path spool, String node) {}
