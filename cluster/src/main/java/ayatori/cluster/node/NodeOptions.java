package ayatori.cluster.node;

import ayatori.cluster.topic.Connection;
import ayatori.crawler.CrawlOptions;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What one node is told.
 *
 * @param connection how to reach the brokers
 * @param crawl the crawl's name
 * @param id the node's name, unique among the crawl's nodes: letters, digits, dots, hyphens and underscores
 * @param host the name of its machine, shown to users
 * @param secrets adds to the crawl's options what its topics do not hold: passwords, and the values of headers
 * @param state the folder for its copies of shards, which belongs to this node alone
 * @param archive the folder for its archive files, if the crawl is archived; other nodes may write to it too
 */
public record NodeOptions(
        Connection connection,
        String crawl,
        String id,
        String host,
        UnaryOperator<CrawlOptions.Builder> secrets,
        Path state,
        Path archive) {
    /** The options of a node of a crawl without secrets, which archives into its state's folder. */
    public NodeOptions(Connection connection, String crawl, String id, String host, Path state) {
        this(connection, crawl, id, host, UnaryOperator.identity(), state, state.resolve("archive"));
    }

    /** @throws IllegalArgumentException if the id cannot be one: its message is one sentence */
    public NodeOptions {
        if (!id.matches("[a-zA-Z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "'" + id
                            + "' cannot be the name of a node: it may have up to 100 letters, digits, dots, hyphens and underscores");
        }
    }
}
