package ayatori.pdf;

import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.pdf").uses("ayatori.crawler").layers(""));
    }
}
