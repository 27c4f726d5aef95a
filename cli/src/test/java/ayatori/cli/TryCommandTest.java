package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.demosite.DemoSite;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TryCommandTest {
    @TempDir
    private Path folder;

    private String page = "";

    private TestConsole console = TestConsole.piped();

    @BeforeEach
    void write() throws Exception {
        Path file = folder.resolve("page.html");
        Files.writeString(file, """
                <!doctype html><title>Shop</title>
                <meta name=description content="A shop.">
                <h1>Lamp</h1>
                <p class=price>1.234,56 €</p>
                <p class=price>99 €</p>
                <div class=review data-stars=5><b>Ann</b></div>
                <a href=next>Next</a>
                """);
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
    void showsTheValuesAndTheMatchesOfAFile() {
        assertThat(run(
                        "try",
                        page,
                        "--field",
                        "price=.price|number",
                        "--field",
                        "none=h2",
                        "--field=next=a::attr(href)|url"))
                .isZero();
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).isEqualTo("""
                https://example.org/ · a file of 219 B

                  price = 1234.56
                    .price|number · 2 matches
                      line 4, html > body > p.price:nth-child(2): "1.234,56 €"
                      line 5, html > body > p.price:nth-child(3): "99 €"

                  none = null
                    h2 · no match

                  next = "https://example.org/next"
                    a::attr(href)|url · 1 match
                      line 7, html > body > a: "next"
                """);
    }

    @Test
    void rulesItemsAndMetadataAreShown() throws Exception {
        Path rules = folder.resolve("shop.toml");
        Files.writeString(rules, """
                [[rule]]
                url = "https://shop.example/*"
                [rule.fields]
                sku = { select = ".sku", required = true }
                [[rule.items]]
                name = "review"
                select = ".review"
                [rule.items.fields]
                author = "b"
                """);
        assertThat(run("try", page, "--url=https://shop.example/1", "--rules=" + rules, "--metadata"))
                .isZero();
        assertThat(console.out())
                .contains("  review: 1 item\n", "    {\"author\":\"Ann\"}\n", "    description = \"A shop.\"\n")
                .contains("  The page lacks the required field sku.\n");
        assertThat(run("try", page, "--url=https://shop.example/1", "--rules=" + rules, "--json"))
                .isZero();
        assertThat(console.out())
                .isEqualTo("{\"url\":\"https://shop.example/1\",\"fields\":{\"sku\":null},\"items\":[{"
                        + (console.out().contains("[{\"name\"")
                                ? "\"name\":\"review\",\"fields\":{\"author\":\"Ann\"}"
                                : "\"fields\":{\"author\":\"Ann\"},\"name\":\"review\"")
                        + "}],\"lacking\":[\"sku\"],\"misfits\":[]}\n");
    }

    @Test
    void aUrlIsFetchedAsACrawlWould() throws Exception {
        try (DemoSite site = DemoSite.start(0)) {
            assertThat(run("try", "--allow-private", site.url().toString(), "--field", "heading=h1"))
                    .as(console.err())
                    .isZero();
            assertThat(console.out()).contains("200, text/html", "heading = \"");
            assertThat(run("try", "--allow-private", site.url() + "vault/", "--field", "heading=h1"))
                    .isEqualTo(1);
            assertThat(console.err()).contains("robots.txt");
        }
    }

    @Test
    void wrongUseIsOneSentence() {
        assertThat(run("try", page)).isEqualTo(2);
        assertThat(console.err()).startsWith("ayatori: there is nothing to try: give --field, --rules or --metadata");
        assertThat(run("try", page, "--field", "x=h1|nubmer")).isEqualTo(2);
        assertThat(console.err()).contains("there is no filter \"nubmer\". Did you mean \"number\"?");
        assertThat(run("try", folder.resolve("none.html").toString(), "--metadata"))
                .isEqualTo(2);
        assertThat(console.err()).contains("is no URL, and there is no file or folder of that name");
        assertThat(run("try", page, "--rules", "none.toml")).isEqualTo(2);
        assertThat(console.err()).contains("there is no file none.toml for --rules");
        assertThat(run("try", folder.toString())).isEqualTo(2);
        assertThat(console.err()).contains("is not a crawl folder");
        assertThat(run("try", folder.toString(), "--metadata")).isEqualTo(2);
        assertThat(console.err()).contains("a crawl folder holds no bodies");
        assertThat(run("try")).isEqualTo(2);
        assertThat(console.err()).contains("no page given");
    }
}
