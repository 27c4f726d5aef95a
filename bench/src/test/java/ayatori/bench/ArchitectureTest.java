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
                        "cluster.ChaosSite",
                        "cluster.ClusterScale",
                        "cluster.LinkSite",
                        "cluster.Stalls",
                        "cluster.TransactionCost")
                .seam(Access.SOCKET, "async.VirtualThreadsPeer", "cluster.ChaosSite", "cluster.LinkSite")
                .seam(Access.PROCESS, "cluster.ChaosNodes", "cluster.Commands", "cluster.CutNetwork")
                .seam(
                        Access.FILE,
                        "ExportSpeed",
                        "FrontierScale",
                        "StoreScale",
                        "RobotsVerdictBenchmark",
                        "TokenizerBenchmark",
                        "cluster.Chaos",
                        "cluster.ChaosNodes",
                        "cluster.ClusterScale",
                        "cluster.ProcessCpu",
                        "cluster.SmallDisk"));
    }
}
