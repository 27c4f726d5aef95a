package ayatori.demosite;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.demosite")
                .layers("")
                .seam(Access.CLOCK, "Answer", "Host")
                .seam(Access.SOCKET, "DemoSite", "LargePage"));
    }
}
