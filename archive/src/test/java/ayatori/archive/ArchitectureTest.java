package ayatori.archive;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.archive")
                .uses("ayatori.web", "ayatori.crawler", "ayatori.export", "ayatori.warc")
                .layers("index rewrite", "", "replay site")
                .seam(Access.CLOCK, "WaczFormat")
                .seam(
                        Access.FILE,
                        "ArchivedBodies",
                        "EarlierArchives",
                        "IndexMaking",
                        "Opening",
                        "Recompression",
                        "Signer",
                        "StoredIndex",
                        "Wacz",
                        "WaczWriter",
                        "WarcFiles",
                        "ZipNum",
                        "index.CaptureIndex",
                        "index.LineSorter",
                        "site.SiteFormat",
                        "site.SiteWriter")
                .seam(Access.SOCKET, "replay.ReplayServer")
                .seam(Access.RANDOMNESS, "replay.ReplayServer"));
    }
}
