package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SrcsetParserTest {
    @Test
    void findsTheFirstCandidateOfEveryCase() throws IOException {
        var tally = Conformance.of(getClass(), "links/srcset-cases.jsonl");
        JsonMapper json = new JsonMapper();
        for (String line : Files.readAllLines(Suites.path("links/srcset-cases.jsonl"))) {
            JsonNode test = json.readTree(line);
            List<String> candidates = candidates(test.path("srcset").asString());
            String first = candidates.isEmpty() ? "" : candidates.getFirst();
            tally.check(line, test.path("firstCandidate").asString(), first);
        }
        tally.report();
    }

    @Test
    void findsAllCandidates() {
        assertThat(candidates(" a.png 1x,b.png 2x , c,d.png, e.png 300w 200h ,f.png (a, b) 1x, g.png 1x 2x,h.png"))
                .containsExactly("a.png", "b.png", "c,d.png", "e.png", "h.png");
    }

    @Test
    void commasInUrlsStay() {
        assertThat(candidates("data:,a 1x, data:,b,, 2x")).containsExactly("data:,a", "data:,b", "2x");
    }

    private static List<String> candidates(String srcset) {
        byte[] bytes = ("x" + srcset + "x").getBytes(StandardCharsets.UTF_8);
        SrcsetParser parser = new SrcsetParser();
        parser.reset(bytes, 1, bytes.length - 1);
        List<String> candidates = new ArrayList<>();
        while (parser.next()) {
            candidates.add(
                    new String(bytes, parser.urlStart(), parser.urlEnd() - parser.urlStart(), StandardCharsets.UTF_8));
        }
        return candidates;
    }
}
