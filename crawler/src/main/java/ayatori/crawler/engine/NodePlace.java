package ayatori.crawler.engine;

import java.util.concurrent.Executor;

/**
 * Where a node of a crawl in shards archives.
 *
 * @param folder the folder of its files, as records name it
 * @param node the node's name, unique among all that write to the folder: part of the names of files
 * @param writing runs what writes files, one after another
 */
public record NodePlace(String folder, String node, Executor writing) {}
