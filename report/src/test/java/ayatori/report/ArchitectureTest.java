package ayatori.report;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.report")
                .uses("ayatori.crawler", "ayatori.text", "ayatori.web")
                .layers("site", "html", "diff", "")
                .seam(Access.FILE, "NewFile", "site.LinkFile"));
    }
}
