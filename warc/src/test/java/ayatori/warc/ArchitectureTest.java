package ayatori.warc;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.warc")
                .uses("ayatori.crawler", "ayatori.web")
                .layers("")
                .seam(
                        Access.FILE,
                        "FileRange",
                        "GzipMember",
                        "KnownBodies",
                        "Parts",
                        "WarcFile",
                        "WarcFormat",
                        "ZstdFrames",
                        "ZstdWarc")
                .seam(Access.RANDOMNESS, "RecordIds")
                .seam(Access.SOCKET, "WarcFormat"));
    }
}
