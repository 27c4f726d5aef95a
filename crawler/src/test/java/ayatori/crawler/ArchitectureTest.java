package ayatori.crawler;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.crawler")
                .uses("ayatori.async", "ayatori.web")
                .layers("", "scope store", "frontier output", "engine")
                .exceptFor("Crawl", "Crawler")
                .seam(Access.CLOCK, "engine.CrawlEngine")
                .seam(Access.RANDOMNESS, "engine.CrawlEngine")
                .seam(Access.FILE, "engine.CrawlEngine", "output.OutputFolder", "output.RecordFile")
                .longFiles("CrawlOptions"));
    }
}
