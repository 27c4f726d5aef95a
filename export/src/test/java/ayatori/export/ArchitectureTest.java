package ayatori.export;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.export")
                .uses("ayatori.crawler", "ayatori.text")
                .layers("table", "where folder format", "content", "")
                .seam(
                        Access.FILE,
                        "Export",
                        "Target",
                        "content.FilesFormat",
                        "content.LlmsTxtFormat",
                        "folder.StreamedFormat",
                        "format.SitemapFormat",
                        "format.StreamFormat"));
    }
}
