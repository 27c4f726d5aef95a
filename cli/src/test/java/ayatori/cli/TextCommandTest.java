package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.demosite.DemoSite;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextCommandTest {
    private static final String SENTENCE =
            "The lake lies between two hills, and its water is so clear that one sees the stones on its ground.";

    @TempDir
    private Path folder;

    private String page = "";

    private TestConsole console = TestConsole.piped();

    @BeforeEach
    void write() throws Exception {
        Path file = folder.resolve("page.html");
        Files.writeString(
                file,
                "<!doctype html><html lang=en><title>Lake</title><meta name=author content=Ada><nav><a href=/>Home</a></nav>"
                        + "<main><h1 id=lake>The lake</h1><p>" + SENTENCE + "<p>" + SENTENCE + " &#27;[31m&#8238;<p>"
                        + SENTENCE + " <a href=map>Map</a></main><footer>Imprint</footer>");
        page = file.toString();
    }

    private int run(String... arguments) {
        console = TestConsole.piped();
        return new Program(console.console(), new ScriptedCrawl(), exitCode -> {
                    throw new AssertionError("nothing halts the process");
                })
                .run(arguments);
    }

    @Test
    void printsMarkdownOfAFile() {
        assertThat(run("text", page, "--url", "https://lake.example/a/")).isZero();
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).isEqualTo("""
                # The lake

                %1$s

                %1$s \\[31m\uFFFD

                %1$s [Map](https://lake.example/a/map)
                """.formatted(SENTENCE));
    }

    @Test
    void printsTextAndJson() {
        assertThat(run("text", page, "--format", "text")).isZero();
        assertThat(console.out()).startsWith("The lake\n\n" + SENTENCE + "\n").doesNotContain("Imprint");
        assertThat(run("text", page, "--format", "json")).isZero();
        assertThat(console.out())
                .startsWith("{\"url\":\"https://example.org/\",\"title\":\"")
                .contains(
                        "\"author\":\"Ada\"",
                        "\"lang\":\"en\"",
                        "\"markdown\":\"# The lake\\n",
                        "\"anchors\":[\"lake\"]")
                .containsOnlyOnce("\n");
        assertThat(run("text", page, "--whole-page", "--format", "text")).isZero();
        assertThat(console.out()).contains("Home", "Imprint");
    }

    @Test
    void aUrlIsFetchedOnceAndRobotsTxtIsObeyed() throws Exception {
        try (var site = DemoSite.start()) {
            assertThat(run("text", "--allow-private", site.url().toString())).isZero();
            assertThat(console.out()).contains("# ");
            assertThat(run("text", "--allow-private", site.url() + "vault/")).isEqualTo(1);
            assertThat(console.err()).contains("robots.txt");
        }
    }

    /** A document of one page with one line. Readers find its parts without a table of their places. */
    private static final String PDF = """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R/Lang(en)>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
            4 0 obj<</Length 39>>stream
            BT /F1 24 Tf 10 100 Td (The lake) Tj ET
            endstream endobj
            5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
            trailer<</Root 1 0 R>>
            %%EOF
            """;

    @Test
    void printsTheTextOfAPdf() throws Exception {
        Path pdf = folder.resolve("paper");
        Files.writeString(pdf, PDF);
        assertThat(run("text", pdf.toString())).isZero();
        assertThat(console.out()).isEqualTo("The lake\n");
        assertThat(run("text", pdf.toString(), "--format", "json")).isZero();
        assertThat(console.out())
                .contains("\"text\":\"The lake\"", "\"lang\":\"en\"")
                .doesNotContain("markdown");
        Files.writeString(pdf, "%PDF-1.4\nbroken");
        assertThat(run("text", pdf.toString())).isEqualTo(1);
        assertThat(console.err()).contains("The PDF was not read");
    }

    @Test
    void whatIsWrongIsOneSentence() {
        assertThat(run("text")).isEqualTo(2);
        assertThat(console.err()).contains("no page given; write for example ayatori text https://example.org/");
        assertThat(run("text", folder.resolve("none.html").toString())).isEqualTo(2);
        assertThat(console.err()).contains("is no URL, and there is no file");
        assertThat(run("text", page, "--format", "pdf")).isEqualTo(2);
        assertThat(console.err()).contains("markdown, text or json");
    }
}
