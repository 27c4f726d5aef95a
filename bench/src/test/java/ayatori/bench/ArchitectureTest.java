package ayatori.bench;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.bench")
                .uses("ayatori.async", "ayatori.web", "ayatori.crawler", "ayatori.export", "ayatori.text")
                .layers("", "async")
                .seam(
                        Access.CLOCK,
                        "ExportSpeed",
                        "FrontierScale",
                        "StoreScale",
                        "async.Rounds",
                        "async.VirtualThreadsPeer")
                .seam(Access.SOCKET, "async.VirtualThreadsPeer")
                .seam(
                        Access.FILE,
                        "ExportSpeed",
                        "FrontierScale",
                        "StoreScale",
                        "RobotsVerdictBenchmark",
                        "TokenizerBenchmark"));
    }
}
