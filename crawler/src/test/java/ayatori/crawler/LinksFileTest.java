package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedLinks;
import ayatori.crawler.sink.Compression;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file {@code links.jsonl}. That a crash loses nothing of it is shown by the simulated crawls. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class LinksFileTest {
    @TempDir
    private Path folder;

    private ChangingSite site;

    @BeforeEach
    void start() throws Exception {
        site = new ChangingSite(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Map<String, RecordedLinks> links(String name) throws Exception {
        Map<String, RecordedLinks> byPath = new LinkedHashMap<>();
        try (Stream<RecordedLinks> records = CrawlReader.open(site.folder(name)).links()) {
            records.forEach(
                    page -> assertThat(byPath.put(site.path(page.url()), page)).isNull());
        }
        return byPath;
    }

    private CrawlOptions.Builder full() {
        return site.options().output(output -> output.links(LinkDetail.FULL));
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void holdsARecordOfEachPage(Compression compression) throws Exception {
        site.put("/", 200, "", "<h1 id=top>Hi</h1>\n<a href=/etag#x>The <b>tag</b></a><img src=logo.png alt=Logo>");
        site.crawl(full().output(output -> output.compression(compression)), "one");
        Map<String, RecordedLinks> links = links("one");
        assertThat(links.keySet()).containsExactly("/", "/etag", "/below");
        RecordedLinks page = links.get("/");
        assertThat(page)
                .isEqualTo(new RecordedLinks(
                        site.url("/"),
                        false,
                        List.of(
                                new RecordedLinks.Place(
                                        site.url("/etag"),
                                        null,
                                        "/etag#x",
                                        "a",
                                        "href",
                                        null,
                                        "The tag",
                                        2,
                                        "x",
                                        false),
                                new RecordedLinks.Place(
                                        site.url("/logo.png"),
                                        null,
                                        "logo.png",
                                        "img",
                                        "src",
                                        RequisiteRole.IMAGE,
                                        "Logo",
                                        2,
                                        null,
                                        false)),
                        List.of("top")));
        assertThat(site.page("one", "/").links()).containsExactly(site.url("/etag"));
        assertThat(CrawlReader.open(site.folder("one"))
                        .manifest()
                        .crawlOptions()
                        .build()
                        .output()
                        .links())
                .isEqualTo(LinkDetail.FULL);
    }

    @Test
    void aRecrawlReadsTheBodiesForIt() throws Exception {
        site.crawl(full(), "one");
        site.recrawl("one", "two");
        assertThat(site.page("two", "/etag").status()).isEqualTo(200);
        assertThat(site.page("two", "/etag").change()).isEqualTo(Change.UNCHANGED);
        assertThat(links("two")).isEqualTo(links("one"));
        site.recrawl("two", "three", options -> options.output(output -> output.links(LinkDetail.ALL)));
        assertThat(site.page("three", "/etag").status()).isEqualTo(304);
    }

    @Test
    void withoutItTheReaderNamesTheOption() throws Exception {
        site.crawl("one");
        CrawlReader reader = CrawlReader.open(site.folder("one"));
        assertThat(reader.hasLinks()).isFalse();
        assertThatExceptionOfType(FolderException.class)
                .isThrownBy(reader::links)
                .withMessageContaining("links.jsonl")
                .withMessageContaining("--links full");
    }
}
