package ayatori.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDB;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.cluster")
                .uses("ayatori.crawler", "ayatori.rocksdb", "ayatori.web")
                .layers("topic", "stream client", "collect", "node")
                .seam(
                        Access.CLOCK,
                        "client.ClusterClient",
                        "client.ControlReader",
                        "collect.Collect",
                        "node.ClusterNode",
                        "stream.Lease")
                .seam(Access.RANDOMNESS, "client.TopicWriter")
                .seam(
                        Access.FILE,
                        "topic.Connection",
                        "collect.ArchiveSources",
                        "collect.CollectFolder",
                        "node.ClusterNode"));
    }

    /** The launcher takes the library out of RocksDB's jar, which is where RocksDB itself looks for it. */
    @Test
    void leavesTheLoadingOfTheNativeLibraryToTheModuleThatKnowsWhereItIs() {
        noClasses()
                .should()
                .callMethod(RocksDB.class, "loadLibrary")
                .check(new ClassFileImporter().importPackages("ayatori.cluster"));
    }
}
