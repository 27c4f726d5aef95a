package ayatori.crawler.testing;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.folder.CrawlFolder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what a simulated crawl has written with the web that it crawled. */
final class SimulatedAudit {
    private final SimulatedWeb web;
    private final SimulatedDisk disk;
    private final CrawlOptions options;
    private final List<String> problems = new ArrayList<>();

    SimulatedAudit(SimulatedWeb web, SimulatedDisk disk, CrawlOptions options) {
        this.web = web;
        this.disk = disk;
        this.options = options;
    }

    List<String> problems(CrawlReport report) {
        problems.addAll(web.violations());
        Map<String, JsonNode> pages = records(CrawlFolder.PAGES);
        Map<String, JsonNode> skipped = records(CrawlFolder.SKIPPED);
        Set<String> both = new HashSet<>(pages.keySet());
        both.retainAll(skipped.keySet());
        both.forEach(url -> problems.add(url + " is on record as requested and as skipped"));
        if (report.end() != CrawlReport.End.DONE) {
            problems.add("The crawl ended as " + report.end() + ": " + report.problem());
        }
        expect("pages", report.pages(), pages.size());
        expect(
                "skipped URLs",
                report.skipped().values().stream().mapToLong(count -> count).sum(),
                skipped.size());
        if (report.queued() > 0) {
            problems.add(report.queued() + " URLs are still queued");
        }
        for (String seed : options.seeds()) {
            mustBeOnRecord(seed, "a seed", pages, skipped);
        }
        pages.forEach((url, record) -> {
            SimulatedPage page = web.page(url);
            int status = record.path("status").asInt();
            if (page != null && page.status() == status) {
                page.links().forEach(link -> mustBeOnRecord(link, "linked from " + url, pages, skipped));
            }
        });
        return problems;
    }

    private void mustBeOnRecord(String url, String why, Map<String, JsonNode> pages, Map<String, JsonNode> skipped) {
        if (!pages.containsKey(url) && !skipped.containsKey(url)) {
            problems.add(url + " is not on record; it is " + why);
        }
    }

    private void expect(String what, long reported, long written) {
        if (reported != written) {
            problems.add("The report counts " + reported + " " + what + ", and " + written + " are written");
        }
    }

    private Map<String, JsonNode> records(String sink) {
        Map<String, JsonNode> records = new LinkedHashMap<>();
        String text = new String(disk.contents(sink), StandardCharsets.UTF_8);
        text.lines().forEach(line -> {
            try {
                JsonNode record = JsonMapper.shared().readTree(line);
                String url = record.path("url").asString();
                if (records.put(url, record) != null) {
                    problems.add(url + " is twice in " + sink);
                }
            } catch (JacksonException e) {
                problems.add("A line of " + sink + " is not a record: " + line);
            }
        });
        return records;
    }
}
