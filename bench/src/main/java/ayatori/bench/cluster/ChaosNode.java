package ayatori.bench.cluster;

import ayatori.cluster.node.ClusterNode;
import ayatori.cluster.node.NodeOptions;
import ayatori.cluster.topic.Connection;
import java.nio.file.Path;

/** One node of a trial, in a process of its own. */
final class ChaosNode {
    private ChaosNode() {}

    /** Arguments: bootstrap, crawl, id, state folder. */
    public static void main(String[] arguments) throws Exception {
        var options = new NodeOptions(
                Connection.of(arguments[0], null, ""), arguments[1], arguments[2], "box", Path.of(arguments[3]));
        try (ClusterNode node = ClusterNode.start(options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(node::close));
            System.out.println("ready");
            System.out.println(node.await());
        }
        Runtime.getRuntime().halt(0);
    }
}
