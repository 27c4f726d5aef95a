package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ayatori check} on the site with known faults. It is crawled once; most tests look at that crawl. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class CheckCommandTest {
    private static final List<String> QUICKLY =
            List.of("--delay=0", "--retries=0", "--timeout=3s", "--allow-private", "--progress=off");

    @TempDir
    private static Path temporary;

    private static FaultySite site;
    private static Path folder;
    private static String json;
    private static int exitCode;
    private static Set<String> askedFirst;

    private TestConsole output = TestConsole.piped();

    @BeforeAll
    static void start() throws Exception {
        site = new FaultySite();
        folder = temporary.resolve("crawl");
        List<String> arguments = new ArrayList<>(List.of("check", "--external", "--format=json", "--out=" + folder));
        arguments.addAll(QUICKLY);
        arguments.add(site.url("/index.html"));
        var first = TestConsole.piped();
        exitCode = run(first, arguments.toArray(String[]::new));
        json = first.out();
        askedFirst = Set.copyOf(site.askedElsewhere);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static int run(TestConsole console, String... arguments) {
        return new Program(console.console(), Crawls.runner(), _ -> {}).run(arguments);
    }

    private int run(String... arguments) {
        output = TestConsole.piped();
        return run(output, arguments);
    }

    private static Set<String> found(String report) {
        Set<String> found = new TreeSet<>();
        for (JsonNode finding : JsonMapper.shared().readTree(report).path("findings")) {
            String what = finding.path("kind").asString() + " "
                    + finding.path("target").asString();
            if (finding.path("places").isEmpty()) {
                found.add(what);
            }
            for (JsonNode place : finding.path("places")) {
                found.add(what + " " + place.path("page").asString() + ":"
                        + place.path("line").asInt());
            }
        }
        return found;
    }

    @Test
    void findsAllFaultsAndInventsNone() throws IOException {
        assertThat(exitCode).isEqualTo(ExitCode.FINDINGS);
        Set<String> faults = site.faults();
        assertThat(faults).hasSizeGreaterThan(110);
        assertThat(found(json)).containsExactlyElementsOf(faults);
        JsonNode report = JsonMapper.shared().readTree(json);
        assertThat(report.path("notChecked").path("robots").asInt())
                .as("denied, here and there")
                .isEqualTo(2);
    }

    @Test
    void findsWhatASiteOfHttpsLoadsByHttpAndAsksNoPrivateAddress() throws IOException {
        site.askedElsewhere.clear();
        List<String> arguments = new ArrayList<>(List.of("check", "--external", "--format=json", "--insecure"));
        arguments.addAll(QUICKLY);
        arguments.remove("--allow-private");
        arguments.add("--out=" + temporary.resolve("secure"));
        arguments.add(site.secureUrl("/index.html"));
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.FINDINGS);
        assertThat(found(output.out())).containsExactlyElementsOf(site.secureFaults());
        JsonNode notChecked = JsonMapper.shared().readTree(output.out()).path("notChecked");
        assertThat(notChecked.path("private-address").asInt()).isEqualTo(11);
        assertThat(site.askedElsewhere).isEmpty();
    }

    @Test
    void asksOtherSitesOncePolitely() {
        assertThat(askedFirst)
                .contains("HEAD /fine", "HEAD /no-head", "GET /no-head", "GET /robots.txt")
                .doesNotContain("GET /fine", "HEAD /private/denied", "GET /private/denied");
    }

    @Test
    void aFolderIsOnlyRead() {
        site.askedElsewhere.clear();
        assertThat(run("check", "--format=json", folder.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(found(output.out())).isEqualTo(found(json));
        assertThat(site.askedElsewhere).isEmpty();
    }

    @Test
    void whatWasFineIsNotAskedForAgain() {
        site.askedElsewhere.clear();
        assertThat(run("check", "--external", "--format=json", "--progress=off", folder.toString()))
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(found(output.out())).isEqualTo(found(json));
        assertThat(site.askedElsewhere).contains("HEAD /missing").doesNotContain("HEAD /fine", "HEAD /no-head");
        assertThat(folder.resolve("check.tmp")).doesNotExist();
    }

    @Test
    void failsOnlyOnWhatIsAskedFor() {
        assertThat(run("check", "--fail-on=none", folder.toString())).isZero();
        assertThat(run("check", "--fail-on=refused,redirect-chain", folder.toString()))
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(run("check", "--fail-on=mixed-content", folder.toString())).isZero();
        assertThat(run("check", "--fail-on=brocken", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(output.err())
                .contains("'brocken' is not one of all, broken, broken-external,")
                .hasLineCount(1);
    }

    @Test
    void ignoresWhatItIsTold() {
        assertThat(run("check", "--ignore=/missing/", "--ignore=elsewhere", "--format=json", folder.toString()))
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(found(output.out()))
                .noneMatch(finding -> finding.contains("/missing/") && !finding.contains("/moved/"))
                .noneMatch(finding -> finding.contains("elsewhere"));
    }

    @Test
    void onlyNewFindingsCountWithABaseline() throws IOException {
        Path baseline = temporary.resolve("baseline.json");
        assertThat(run("check", "--save-baseline=" + baseline, folder.toString()))
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(run("check", "--baseline=" + baseline, folder.toString())).isZero();
        assertThat(output.out()).contains("nothing found");
        Files.writeString(
                baseline,
                Files.readString(baseline).replaceFirst("(?s)\\{\\s+\"kind\" : \"broken-link\",.*?},\\s+", ""));
        assertThat(run("check", "--baseline=" + baseline, folder.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(output.out()).contains("1 finding.");
        Files.writeString(baseline, Files.readString(baseline).replace("127.0.0.1", "other.example"));
        assertThat(run("check", "--baseline=" + baseline, folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(output.err()).contains("The baseline is of another site").hasLineCount(1);
    }

    @Test
    void showsEachPlaceWithItsTextAndLine() {
        run("check", folder.toString());
        assertThat(output.out())
                .contains("broken-link (")
                .contains(site.url("/missing/one") + "  404 Not Found")
                .contains(site.url("/links.html") + "  line 6  \"Not found\"")
                .contains(site.url("/links.html") + "  line 7  \"The same again\"")
                .contains("→ " + site.url("/loop/b"));
    }

    @Test
    void writesAnnotationsAndTheSummaryOfAJob() throws IOException {
        Path summary = temporary.resolve("summary.md");
        Files.writeString(summary, "Before.\n");
        output = TestConsole.piped(Map.of("GITHUB_STEP_SUMMARY", summary.toString()));
        assertThat(run(output, "check", "--format=github", folder.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(output.out().lines())
                .allMatch(line -> line.matches("::(error|warning|notice) title=[a-z0-9-]+::.+"));
        assertThat(Files.readString(summary))
                .startsWith("Before.\n# Link check\n")
                .contains("## broken-link (");
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        Path plain = temporary.resolve("plain");
        Files.createDirectories(plain);
        Path text = Files.writeString(temporary.resolve("text"), "no baseline");
        for (List<String> arguments : List.of(
                List.of("check"),
                List.of("check", plain.toString()),
                List.of("check", temporary.resolve("nothing").toString()),
                List.of("check", folder.toString(), folder.toString()),
                List.of("check", "--baseline=" + text, folder.toString()),
                List.of("check", "--baseline=" + plain.resolve("none"), folder.toString()),
                List.of("check", "--external", "--cache=" + text, folder.toString()),
                List.of("check", "--format=xml", folder.toString()),
                List.of("check", "--ignore=(", folder.toString()),
                List.of("check", "--out=x", folder.toString()),
                List.of("check", "ftp://example.org/"))) {
            assertThat(run(arguments.toArray(String[]::new)))
                    .as("%s", arguments)
                    .isEqualTo(ExitCode.USAGE);
            assertThat(output.err()).as("%s", arguments).startsWith("ayatori: ").hasLineCount(1);
            assertThat(output.out()).isEmpty();
        }
    }
}
