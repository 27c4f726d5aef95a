package ayatori.check;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.check")
                .uses("ayatori.crawler", "ayatori.web")
                .layers("find", "ask", "", "format")
                .seam(Access.FILE, "Baseline", "ask.AskFolder", "ask.AskedUrls"));
    }
}
