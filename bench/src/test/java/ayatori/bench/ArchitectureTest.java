package ayatori.bench;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.bench")
                .uses("ayatori.async", "ayatori.web", "ayatori.crawler")
                .layers("", "async")
                .seam(Access.CLOCK, "FrontierScale", "StoreScale", "async.Rounds", "async.VirtualThreadsPeer")
                .seam(Access.SOCKET, "async.VirtualThreadsPeer")
                .seam(Access.FILE, "FrontierScale", "StoreScale", "RobotsVerdictBenchmark", "TokenizerBenchmark"));
    }
}
