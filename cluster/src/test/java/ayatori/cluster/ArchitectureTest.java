package ayatori.cluster;

import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.cluster")
                .uses("ayatori.crawler", "ayatori.web")
                .layers("topic", "stream collect client", "node"));
    }
}
