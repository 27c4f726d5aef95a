package ayatori.crawler;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.crawler")
                .uses("ayatori.async", "ayatori.text", "ayatori.web")
                .layers(
                        "extract sink",
                        "",
                        "archive scope store",
                        "shard",
                        "frontier",
                        "fetch",
                        "read",
                        "record",
                        "folder",
                        "recrawl",
                        "engine",
                        "testing")
                .seam(Access.CLOCK, "engine.CrawlEngine", "engine.Previews", "engine.ShardEngines")
                .seam(Access.RANDOMNESS, "engine.CrawlEngine", "engine.ShardEngines")
                .seam(
                        Access.FILE,
                        "UrlLines",
                        "archive.Spool",
                        "archive.SpooledBytes",
                        "engine.StartingCookies",
                        "folder.CrawlFolder",
                        "folder.CrawlReader",
                        "folder.FolderLock",
                        "folder.LinkIndex",
                        "folder.LinkRun",
                        "folder.Manifest",
                        "folder.RecordBlocks",
                        "folder.RecordLines",
                        "folder.RecordPlaces",
                        "folder.StatusScan",
                        "sink.FileSink",
                        "sink.Folders")
                .longFiles(
                        "CrawlReaderTest",
                        "FetchLoop",
                        "Frontier",
                        "Host",
                        "Intake",
                        "PageReader",
                        "PolitenessTest",
                        "Turns"));
    }
}
