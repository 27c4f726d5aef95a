package ayatori.check.format;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.check.CheckReport;
import ayatori.check.find.Finding;
import ayatori.check.find.FindingKind;
import ayatori.check.find.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the network said stays text in each format. */
final class FormatsTest {
    private static final String HOSTILE = "\u001b[31m]0;x\u0007\n::error::%0A|<script>`*[x](y)\"&\u202e#1@me\u0000";

    private static final CheckReport REPORT = new CheckReport(
            List.of(
                    new Finding(
                            FindingKind.BROKEN_LINK,
                            "https://a.example/x",
                            "404 Not Found",
                            List.of("https://a.example/y"),
                            List.of(
                                    new Place("https://a.example/", 3, "a", HOSTILE, "x"),
                                    new Place("https://a.example/", 9, "a", null, "x")),
                            2),
                    new Finding(
                            FindingKind.MISSING_TITLE,
                            "https://a.example/t",
                            "it has no title",
                            List.of(),
                            List.of(),
                            0),
                    new Finding(FindingKind.REFUSED, HOSTILE, HOSTILE, List.of(), List.of(), 0)),
            List.of("https://a.example/"),
            Instant.parse("2026-01-02T03:04:05.678Z"),
            2,
            30,
            new TreeMap<>(Map.of("external", 4L)),
            false);

    private static String written(String format) throws IOException {
        var out = new StringBuilder();
        CheckFormat.of(format).write(REPORT, out);
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "junit", "sarif", "markdown", "github"})
    void nothingMovesATerminal(String format) throws IOException {
        assertThat(written(format).chars().filter(c -> c != '\n' && (Character.isISOControl(c) || c == 0x202e)))
                .isEmpty();
    }

    @Test
    void jsonHasAllPlaces() throws IOException {
        JsonNode json = JsonMapper.shared().readTree(written("json"));
        assertThat(json.path("findings")
                        .path(0)
                        .path("places")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo(HOSTILE);
        assertThat(json.path("findings").path(0).path("placeCount").asInt()).isEqualTo(2);
        assertThat(json.path("notChecked").path("external").asInt()).isEqualTo(4);
    }

    @Test
    void sarifHasAResultForEachPlace() throws IOException {
        JsonNode run =
                JsonMapper.shared().readTree(written("sarif")).path("runs").path(0);
        assertThat(run.path("results")).hasSize(4);
        JsonNode first = run.path("results").path(0);
        assertThat(first.path("ruleId").asString()).isEqualTo("broken-link");
        assertThat(first.path("level").asString()).isEqualTo("error");
        JsonNode place = first.path("locations").path(0).path("physicalLocation");
        assertThat(place.path("artifactLocation").path("uri").asString()).isEqualTo("https://a.example/");
        assertThat(place.path("region").path("startLine").asInt()).isEqualTo(3);
    }

    @Test
    void junitIsXmlAndNotesPass() throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        var document = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(written("junit").getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("testsuite").getLength()).isEqualTo(FindingKind.values().length);
        int tests = 0;
        for (int i = 0; i < FindingKind.values().length; i++) {
            var suite = (Element) document.getElementsByTagName("testsuite").item(i);
            tests += Integer.parseInt(suite.getAttribute("tests"));
            assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-01-02T03:04:05");
            assertThat(suite.getAttribute("hostname")).isEqualTo("a.example");
            assertThat(suite.getAttribute("errors")).isEqualTo("0");
        }
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(tests);
    }

    @Test
    void anAnnotationIsOneLine() throws IOException {
        assertThat(written("github").lines())
                .hasSize(3)
                .allMatch(line -> line.matches("::(error|warning|notice) title=[a-z0-9-]+::.*"))
                .anyMatch(line -> line.contains("on https://a.example/ line 3") && line.endsWith("and in 1 more place"))
                .anyMatch(line -> line.contains("%250A")) // %0A would be a line break
                .noneMatch(line -> line.contains("%0A"));
    }

    @Test
    void markdownHasNoMarkupOfOthers() throws IOException {
        assertThat(written("markdown"))
                .contains("| https://a.example/x | 404 Not Found<br>→ https://a.example/y |")
                .doesNotContain("<script>", "[x](y)", "@me");
    }
}
