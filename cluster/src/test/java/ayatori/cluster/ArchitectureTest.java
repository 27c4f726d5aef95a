package ayatori.cluster;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.cluster")
                .uses("ayatori.crawler", "ayatori.rocksdb", "ayatori.web")
                .layers("topic", "stream client", "collect", "node")
                .seam(Access.CLOCK, "client.ClusterClient", "collect.Collect", "node.ClusterNode", "stream.Lease")
                .seam(Access.RANDOMNESS, "client.TopicWriter")
                .seam(
                        Access.FILE,
                        "topic.Connection",
                        "collect.ArchiveSources",
                        "collect.CollectFolder",
                        "node.ClusterNode"));
    }
}
