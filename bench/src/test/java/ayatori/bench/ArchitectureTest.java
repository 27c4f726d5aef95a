package ayatori.bench;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.bench")
                .uses(
                        "ayatori.async",
                        "ayatori.web",
                        "ayatori.broker",
                        "ayatori.cluster",
                        "ayatori.crawler",
                        "ayatori.export",
                        "ayatori.text")
                .layers("", "async cluster")
                .seam(
                        Access.CLOCK,
                        "ExportSpeed",
                        "FrontierScale",
                        "StoreScale",
                        "async.Rounds",
                        "async.VirtualThreadsPeer",
                        "cluster.Chaos",
                        "cluster.ChaosSite")
                .seam(Access.SOCKET, "async.VirtualThreadsPeer", "cluster.ChaosSite")
                .seam(Access.PROCESS, "cluster.Chaos")
                .seam(
                        Access.FILE,
                        "ExportSpeed",
                        "FrontierScale",
                        "StoreScale",
                        "RobotsVerdictBenchmark",
                        "TokenizerBenchmark",
                        "cluster.Chaos",
                        "cluster.ResultTopicCost"));
    }
}
