package ayatori.sqlite;

import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.sqlite")
                .uses("ayatori.crawler", "ayatori.export")
                .layers(""));
    }
}
