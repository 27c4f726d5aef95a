package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.sink.Compression;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class RecrawlCommandTest {
    private final TestConsole console = TestConsole.piped();
    private final ScriptedCrawl crawl = new ScriptedCrawl();

    private int run(String... arguments) {
        return new Program(console.console(), crawl, exitCode -> {
                    throw new AssertionError("nothing halts the process");
                })
                .run(arguments);
    }

    private CrawlOptions options() {
        return Objects.requireNonNull(crawl.options);
    }

    @Test
    void aRecrawlKeepsWhatIsNotGiven() {
        assertThat(run("recrawl", "--max-pages=7", "--compress", "--quiet", "dir", "--out=new"))
                .isZero();
        assertThat(crawl.recrawled).isEqualTo("all dir");
        assertThat(options())
                .isEqualTo(CrawlOptions.from("https://example.org/")
                        .maxPages(7)
                        .output(output -> output.links(LinkDetail.COUNT)
                                .compression(Compression.ZSTD)
                                .resumable(true))
                        .out(Path.of("new"))
                        .build());
    }

    @Test
    void aRecrawlMayVisitOnlyWhatIsDue() {
        assertThat(run("recrawl", "--due", "--links=all", "--format=txt", "--quiet", "dir", "--out=new"))
                .isZero();
        assertThat(crawl.recrawled).isEqualTo("due dir");
        assertThat(options().output().links()).isEqualTo(LinkDetail.ALL);
        assertThat(options().output().formats()).containsOnly(OutputFormat.JSONL, OutputFormat.TXT);
    }

    @Test
    void aRecrawlNeedsAFolderOfItsOwn() {
        assertThat(run("recrawl", "dir")).isEqualTo(2);
        assertThat(console.err())
                .isEqualTo(
                        "ayatori: --out is missing: the folder for the new crawl (ayatori recrawl --help shows more)\n");
    }
}
