package ayatori.web.robots;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Suites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verdicts that other parsers have given; each suite prints one line. */
class RobotsSuiteTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** Real files are full of lines the parser complains about; held here so that its silence outlives a collection. */
    private static final Logger PARSER_LOG = Logger.getLogger("crawlercommons.robots");

    @BeforeAll
    static void silenceTheParser() {
        PARSER_LOG.setLevel(Level.OFF);
    }

    /**
     * Where Google's parser does not do what RFC 9309 says, we follow the RFC: percent-encoded ASCII is decoded before
     * it is compared (section 2.2.2), and a group for an agent whose name holds digits is that agent's (section 2.2.1
     * knows no such names; to Google's parser they are nobody's, which would pass over what a host asked of somebody).
     */
    private static boolean leftToTheRfc(JsonNode test) {
        String url = test.get("url").stringValue();
        return (test.get("robots").toString().contains("%62%61%7A") && url.endsWith("/foo/bar/baz"))
                || test.get("ua").stringValue().equals("AB42bot");
    }

    @Test
    void agreesWithGooglesOwnTests() throws IOException {
        int left = 0;
        var tally = new Tally("robots/google-cases.jsonl");
        for (String line : Files.readAllLines(Suites.path("robots/google-cases.jsonl"))) {
            JsonNode test = JSON.readTree(line);
            if (leftToTheRfc(test)) {
                left++;
                continue;
            }
            String url = test.get("url").stringValue();
            String agent = test.get("ua").stringValue();
            boolean allowed = RobotsRules.parse(
                            content(test.get("robots")), "text/plain", "http://example.com/robots.txt", agent)
                    .allowed(url);
            tally.add(allowed == test.get("allowed").booleanValue(), line);
        }
        System.out.println("robots/google-cases.jsonl: " + left + " more are left to RFC 9309");
        tally.check();
    }

    @Test
    void agreesWithThreeParsersOnRealFiles() throws IOException {
        var tally = new Tally("robots/real-consensus.jsonl");
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
                tally.add(allowed == (verdict.get(2).intValue() == 1), robotsUrl + " " + verdict);
            }
        }
        tally.check();
    }

    private static byte[] content(JsonNode robots) {
        return robots.isString()
                ? robots.stringValue().getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(robots.get("b64").stringValue());
    }

    /** Counts verdicts, and keeps the first wrong ones to show. */
    private static final class Tally {
        private final String suite;
        private final List<String> wrong = new ArrayList<>();
        private int total;

        Tally(String suite) {
            this.suite = suite;
        }

        void add(boolean right, String what) {
            total++;
            if (!right) {
                wrong.add(what);
            }
        }

        void check() {
            System.out.println(suite + ": " + (total - wrong.size()) + "/" + total);
            assertThat(total).isPositive();
            assertThat(wrong).isEmpty();
        }
    }
}
