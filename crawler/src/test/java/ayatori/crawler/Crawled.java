package ayatori.crawler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a crawl left in its output folder, read back. */
public record Crawled(List<JsonNode> pages, List<JsonNode> skipped, JsonNode summary) {
    public static Crawled read(Path folder) throws IOException {
        return new Crawled(
                lines(folder.resolve("pages.jsonl")),
                lines(folder.resolve("skipped.jsonl")),
                new JsonMapper().readTree(Files.readString(folder.resolve("summary.json"))));
    }

    public Map<String, JsonNode> pagesByUrl() {
        Map<String, JsonNode> byUrl = new LinkedHashMap<>();
        pages.forEach(page -> byUrl.put(page.get("url").asString(), page));
        return byUrl;
    }

    public Map<String, String> skipReasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        skipped.forEach(skip ->
                reasons.put(skip.get("url").asString(), skip.get("reason").asString()));
        return reasons;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        var mapper = new JsonMapper();
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            nodes.add(mapper.readTree(line));
        }
        return nodes;
    }
}
