package ayatori.parquet;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.parquet")
                .uses("ayatori.crawler", "ayatori.export")
                .layers("")
                .seam(Access.FILE, "ParquetFormat"));
    }
}
