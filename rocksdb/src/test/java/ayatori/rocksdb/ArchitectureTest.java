package ayatori.rocksdb;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.rocksdb")
                .uses("ayatori.crawler")
                .layers("")
                .seam(Access.FILE, "Database", "Journal", "Library", "NativeLibraries"));
    }
}
