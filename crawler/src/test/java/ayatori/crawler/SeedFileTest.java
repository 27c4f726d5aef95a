package ayatori.crawler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class SeedFileTest {
    @TempDir
    private Path folder;

    private static List<String> read(String text, Charset charset) throws IOException {
        List<String> urls = new ArrayList<>();
        try (UrlLines lines = UrlLines.of(new ByteArrayInputStream(text.getBytes(charset)), "list.txt")) {
            for (String url = lines.next(); url != null; url = lines.next()) {
                urls.add(url);
            }
        }
        return urls;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("list.txt"), text);
    }

    @Test
    void passesOverBlankLinesAndComments() throws IOException {
        assertThat(read("\ufeffhttp://a.test/\r\n\r\n  # http://b.test/\n\thttps://c.test/ü \n\nhttp://d.test", UTF_8))
                .containsExactly("http://a.test/", "https://c.test/ü", "http://d.test");
        assertThat(read("", UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.org          | line 3 of list.txt is not an http or https URL: 'example.org'",
                "ftp://example.org/   | line 3 of list.txt is not an http or https URL: 'ftp://example.org/'",
                "http://[             | line 3 of list.txt is not an http or https URL: 'http://['",
                "http://u:secret@a/   | line 3 of list.txt has a user name in its URL: give credentials by --auth-file"
                        + " instead",
                "ftp://u:secret@a/    | line 3 of list.txt is not an http or https URL: 'ftp://a/'"
            })
    void saysWhichLineIsWrong(String line, String sentence) {
        assertThatThrownBy(() -> read("http://a.test/\n# …\n" + line + "\nnonsense\n", UTF_8))
                .hasMessage(sentence);
    }

    @Test
    void refusesWhatIsNoText() {
        assertThatThrownBy(() -> read("http://a.test/ü\n", ISO_8859_1)).hasMessageEndingWith("is not in UTF-8");
        assertThatThrownBy(() -> read("\nhttp://a.test/" + "x".repeat(100_000), UTF_8))
                .hasMessage("line 2 of list.txt is longer than 65536 characters: that is no URL");
        assertThatThrownBy(() -> SeedFile.read(file("# nothing\n"), ScopeKind.HOST))
                .hasMessageEndingWith("list.txt holds no URL");
    }

    @Test
    void findsTheSitesThatMakeUpTheScope() throws IOException {
        Path file = file("http://a.test/x/1\nhttp://a.test/x/2\nhttp://a.test/y/\nhttp://b.test/\n");
        assertThat(SeedFile.read(file, ScopeKind.HOST).sites()).containsExactly("http://a.test/", "http://b.test/");
        assertThat(SeedFile.read(file, ScopeKind.PREFIX).sites())
                .containsExactly("http://a.test/x/", "http://a.test/y/", "http://b.test/");
        assertThat(SeedFile.read(file, ScopeKind.HOST).urls()).isEqualTo(4);
    }

    @Test
    void keepsOnlySoManySitesInMemory() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i <= SeedFile.SITES_MAX; i++) {
            text.append("http://h").append(i).append(".test/\n");
        }
        Path file = file(text.toString());
        assertThatThrownBy(() -> SeedFile.read(file, ScopeKind.HOST)).hasMessageContaining("--scope any");
        assertThat(SeedFile.read(file, ScopeKind.ANY).sites()).isEmpty();
    }

    private CrawlOptions.Builder options(Path file) throws IOException {
        return CrawlOptions.from(List.of())
                .input(SeedFile.read(file, ScopeKind.HOST))
                .extent(extent -> extent.exclude("/secret"))
                .depth(0)
                .robots(false)
                .delay(Delay.of(Duration.ZERO));
    }

    @Test
    void crawlsTheUrlsOfAFileAndRecordsThoseThatAreLeftOut() throws Exception {
        try (var server = new SmallServer(path -> SmallServer.ok("text/html", "x"))) {
            Path file = file("# list\n" + server.url("/a") + "\n" + server.url("/b") + "\n" + server.url("/secret"));
            Path out = folder.resolve("out");
            CrawlReport report = Crawler.of(options(file).out(out).build()).run();
            assertThat(report.seedProblems()).isEmpty();
            assertThat(report.seedsFetched()).isEqualTo(2);
            Crawled crawled = Crawled.read(out);
            assertThat(crawled.pagesByUrl()).containsOnlyKeys(server.url("/a"), server.url("/b"));
            assertThat(crawled.skipReasons()).containsEntry(server.url("/secret"), "scope");
            assertThat(out.resolve("seeds.txt"))
                    .content()
                    .doesNotContain("# list")
                    .contains(server.url("/b"));
        }
    }

    @Test
    void aPreviewAsksNothing() throws Exception {
        try (var server = new SmallServer(path -> SmallServer.ok("text/html", "x"))) {
            Path file = file(server.url("/a") + "\n" + server.url("/secret") + "\n" + server.url("/b"));
            CrawlPreview preview =
                    Crawler.of(options(file).robots(true).build()).preview();
            assertThat(preview.first())
                    .extracting(CrawlPreview.Asked::url)
                    .containsExactly(server.url("/robots.txt"), server.url("/a"), server.url("/b"));
            assertThat(preview.isAll()).isTrue();
            assertThat(preview.urls()).isEqualTo(3);
            assertThat(preview.leftOut())
                    .extracting(left -> left.url() + " " + left.rule())
                    .containsExactly(server.url("/secret") + " --exclude /secret matches");
            assertThat(preview.leftOutByReason()).containsExactly(Map.entry("scope", 1L));
            assertThat(preview.reach()).startsWith("--scope host covers 127.0.0.1:");
            assertThat(server.requests()).isEmpty();
        }
    }
}
