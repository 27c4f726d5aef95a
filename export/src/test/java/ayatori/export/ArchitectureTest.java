package ayatori.export;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.export")
                .uses("ayatori.crawler", "ayatori.text")
                .layers("table", "where folder format", "")
                .seam(Access.FILE, "Export", "Target", "format.SitemapFormat", "format.StreamFormat"));
    }
}
