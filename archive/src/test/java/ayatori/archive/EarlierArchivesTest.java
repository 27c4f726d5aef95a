package ayatori.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.archive.index.Capture;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Recrawl;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.Manifest;
import ayatori.export.Export;
import ayatori.export.ExportRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of recrawls, in which what has not changed refers to the crawl before. */
final class EarlierArchivesTest {
    private static final String HOME = "https://example.org/";
    private static final String MONDAY = "2026-01-05T00:00:00Z";
    private static final String TUESDAY = "2026-01-06T00:00:00Z";
    private static final String WEDNESDAY = "2026-01-07T00:00:00Z";

    @TempDir
    Path temporary;

    private Path monday = Path.of("");
    private Path tuesday = Path.of("");
    private Path wednesday = Path.of("");

    @BeforeEach
    void crawls() throws Exception {
        monday = crawl("monday", null, new SampleWarc().page(HOME, MONDAY, "the page"));
        tuesday = crawl("tuesday", monday, new SampleWarc().revisit(HOME, TUESDAY, HOME, MONDAY));
        wednesday = crawl("wednesday", tuesday, new SampleWarc().revisit(HOME, WEDNESDAY, HOME, TUESDAY));
    }

    private Path crawl(String name, @Nullable Path previous, SampleWarc warc) throws Exception {
        Path folder = temporary.resolve(name);
        Recrawl recrawl = previous == null ? null : new Recrawl(previous, false);
        CrawlFolder.create(folder, Manifest.of(CrawlOptions.from(HOME).build(), Instant.parse(MONDAY), recrawl))
                .close();
        Files.writeString(
                folder.resolve("pages.jsonl"),
                "{\"url\":\"" + HOME
                        + "\",\"status\":200,\"depth\":0,\"bytes\":1,\"elapsedMs\":2,\"contentType\":\"text/html\","
                        + "\"fetchedAt\":\"" + WEDNESDAY + "\",\"attempts\":1}\n");
        Files.writeString(folder.resolve("skipped.jsonl"), "");
        warc.to(folder.resolve("archive/same.warc.gz"));
        return folder;
    }

    private static String body(Path archive) throws Exception {
        try (Archive opened = Archive.open(archive, true)) {
            Capture capture = requireNonNull(opened.index().closest(HOME, Instant.parse(WEDNESDAY), "GET"));
            try (ArchivedAnswer answer = opened.read(capture)) {
                return new String(answer.body().readAllBytes(), UTF_8);
            }
        }
    }

    @Test
    void whatHasNotChangedIsFoundInTheCrawlsBefore() throws Exception {
        assertThat(body(tuesday)).isEqualTo("the page");
        assertThat(body(wednesday)).isEqualTo("the page");
    }

    @Test
    void aWaczFileHoldsTheCrawlsBeforeToo() throws Exception {
        Path wacz = temporary.resolve("wednesday.wacz");
        Export.run(ExportRequest.of(wednesday, "wacz", wacz));
        Files.move(monday, temporary.resolve("elsewhere"));
        assertThat(body(wacz)).isEqualTo("the page");
    }

    @Test
    void aCopyHoldsWhatHasNotChanged() throws Exception {
        Export.run(ExportRequest.of(wednesday, "site", temporary.resolve("copy")));
        assertThat(temporary.resolve("copy/example.org/index.txt")).content().endsWith("the page");
    }

    @Test
    void aCrawlBeforeThatIsGoneIsMissedOnlyWhereItIsNeeded() throws Exception {
        Files.move(monday, temporary.resolve("elsewhere"));
        assertThatThrownBy(() -> body(tuesday)).hasMessageContaining("does not hold the earlier record");
        assertThat(body(temporary.resolve("elsewhere"))).isEqualTo("the page");
    }

    @Test
    void recordsThatReferToOneAnotherEnd() throws Exception {
        Path circle = crawl(
                "circle",
                null,
                new SampleWarc().revisit(HOME, TUESDAY, HOME, WEDNESDAY).revisit(HOME, WEDNESDAY, HOME, TUESDAY));
        assertThatThrownBy(() -> body(circle)).hasMessageContaining("does not hold the earlier record");
    }
}
