package ayatori.examples;

import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.examples")
                .uses("ayatori.async", "ayatori.web", "ayatori.crawler", "ayatori.demosite")
                .layers(""));
    }
}
