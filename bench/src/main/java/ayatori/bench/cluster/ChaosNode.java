package ayatori.bench.cluster;

import ayatori.cluster.node.ClusterNode;
import ayatori.cluster.node.NodeOptions;
import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.Connection;
import java.nio.file.Path;

/** One node of a trial, in a process of its own. */
final class ChaosNode {
    /** A header of requests, by which the web knows the node. Values of headers are not in the topics, so each node has its own. */
    static final String HEADER = "X-Node";

    private ChaosNode() {}

    /** Arguments: bootstrap, crawl, id, state folder, properties of Kafka's clients. */
    public static void main(String[] arguments) throws Exception {
        var connection = new Connection(arguments[0], ChaosNodes.read(arguments[4]), "");
        String id = arguments[2];
        Path state = Path.of(arguments[3]);
        var options = new NodeOptions(
                connection,
                arguments[1],
                id,
                "box",
                crawl -> crawl.access(access -> access.header(HEADER, id)),
                state,
                state.resolve("archive"));
        int code = 0;
        try (ClusterNode node = ClusterNode.start(options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(node::close));
            System.out.println("ready");
            System.out.println(node.await());
        } catch (ClusterException e) {
            System.out.println(e.getMessage());
            code = 1;
        }
        Runtime.getRuntime().halt(code);
    }
}
