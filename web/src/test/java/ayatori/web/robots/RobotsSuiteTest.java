package ayatori.web.robots;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verdicts of other parsers. */
class RobotsSuiteTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** The parser logs many lines of real files. The reference keeps the logger and its level from being collected. */
    private static final Logger PARSER_LOG = Logger.getLogger("crawlercommons.robots");

    @BeforeAll
    static void silenceTheParser() {
        PARSER_LOG.setLevel(Level.OFF);
    }

    /** Why a verdict differs from that of Google's parser; {@code null} if it must not. */
    private static @Nullable String leftToTheRfc(JsonNode test) {
        String url = test.get("url").stringValue();
        if (test.get("robots").toString().contains("%62%61%7A") && url.endsWith("/foo/bar/baz")) {
            return "RFC 9309 section 2.2.2 has this very path for an example, and decodes it before comparing";
        }
        // Real crawlers have digits in their names, such as MJ12bot.
        return test.get("ua").stringValue().equals("AB42bot")
                ? "to Google's parser a group for an agent with digits in its name is nobody's; we heed what a host asks"
                        + " of us by name (RFC 9309 section 2.2.1)"
                : null;
    }

    @Test
    void agreesWithGooglesOwnTests() throws IOException {
        var tally = Conformance.of(getClass(), "robots/google-cases.jsonl");
        for (String line : Files.readAllLines(Suites.path("robots/google-cases.jsonl"))) {
            JsonNode test = JSON.readTree(line);
            String reason = leftToTheRfc(test);
            if (reason != null) {
                tally.except(reason);
                continue;
            }
            String url = test.get("url").stringValue();
            String agent = test.get("ua").stringValue();
            boolean allowed = RobotsRules.parse(
                            content(test.get("robots")), "text/plain", "http://example.com/robots.txt", agent)
                    .allowed(url);
            tally.check(allowed == test.get("allowed").booleanValue(), () -> line);
        }
        tally.report();
    }

    @Test
    void agreesWithThreeParsersOnRealFiles() throws IOException {
        var tally = Conformance.of(getClass(), "robots/real-consensus.jsonl");
        Path folder = Suites.path("robots/real");
        for (String line : Files.readAllLines(Suites.path("robots/real-consensus.jsonl"))) {
            JsonNode host = JSON.readTree(line);
            byte[] content = Files.readAllBytes(folder.resolve(host.get("file").stringValue()));
            String robotsUrl = "https://" + host.get("host").stringValue() + "/robots.txt";
            Map<String, RobotsRules> byAgent = new HashMap<>();
            for (JsonNode verdict : host.get("cases")) {
                RobotsRules rules = byAgent.computeIfAbsent(
                        verdict.get(0).stringValue(),
                        agent -> RobotsRules.parse(content, "text/plain", robotsUrl, agent));
                boolean allowed = rules.allowed(verdict.get(1).stringValue());
                tally.check(allowed == (verdict.get(2).intValue() == 1), () -> robotsUrl + " " + verdict);
            }
        }
        tally.report();
    }

    /** Protego is Scrapy's parser. */
    @Test
    void agreesWithProtego() throws IOException {
        var tally = Conformance.of(getClass(), "robots/protego-cases.jsonl");
        for (String line : Files.readAllLines(Suites.path("robots/protego-cases.jsonl"))) {
            JsonNode test = JSON.readTree(line);
            String operation = test.get("op").stringValue();
            JsonNode args = test.get("args");
            String agent = args.isEmpty() ? "*" : args.get(args.size() - 1).stringValue();
            RobotsRules rules = RobotsRules.parse(
                    content(test.get("robots")), "text/plain", "https://www.site.local/robots.txt", agent);
            JsonNode expected = test.get("result");
            if (line.contains("test_grouping_unknown_keys") && rules.allowed("/") != expected.booleanValue()) {
                tally.except("a line that nobody knows ends no group of agents (RFC 9309 section 2.2.4)");
                continue;
            }
            if (agent.startsWith("Mozilla/")) {
                tally.except("asks with a whole User-Agent header, where RFC 9309 has a product token");
                continue;
            }
            switch (operation) {
                case "can_fetch" ->
                    tally.check(rules.allowed(args.get(0).stringValue()) == expected.booleanValue(), () -> line);
                case "crawl_delay" -> {
                    Duration delay = rules.crawlDelay();
                    boolean same = expected.isNull()
                            ? delay == null
                            : delay != null && delay.toMillis() == Math.round(expected.doubleValue() * 1000);
                    tally.check(same, () -> line + " was " + delay);
                }
                case "sitemaps" -> {
                    List<String> sitemaps = new ArrayList<>();
                    expected.forEach(sitemap -> sitemaps.add(sitemap.stringValue()));
                    tally.check(line, sitemaps, rules.sitemaps());
                }
                default -> tally.except(operation + " is in no standard, and nobody heeds it");
            }
        }
        tally.report();
    }

    private static byte[] content(JsonNode robots) {
        return robots.isString()
                ? robots.stringValue().getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(robots.get("b64").stringValue());
    }
}
