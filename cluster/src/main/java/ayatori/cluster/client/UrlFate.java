package ayatori.cluster.client;

import ayatori.crawler.folder.UrlStory;
import org.jspecify.annotations.Nullable;

/**
 * What became of a URL in a cluster.
 *
 * @param story what its record says
 * @param shard the shard that it belongs to
 * @param node the node that has the shard; null if none has it now
 */
public record UrlFate(UrlStory story, int shard, @Nullable String node) {}
