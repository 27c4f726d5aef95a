package ayatori.crawler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.RecordedPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a recrawl requests the requisites of pages. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class RequisitesRecrawlTest {
    @TempDir
    private Path folder;

    private ChangingSite site;

    @BeforeEach
    void start() throws Exception {
        site = new ChangingSite(folder);
        site.put(
                "/",
                200,
                "ETag: \"1\"",
                "<link rel=stylesheet href=/style><img src=/image><img src=/dated><img src=/plain>"
                        + "<script src=/script></script><object data=/inner></object><a href=/page>x</a>");
        file("/style", "ETag: \"1\"", "text/css", "@import '/more'; p { background: url(/of-style) }");
        file("/more", "ETag: \"1\"", "text/css", "p { background: url(/of-more) }");
        for (String path : List.of("/image", "/of-style", "/of-more", "/script")) {
            file(path, "ETag: \"1\"", "image/png", "Image " + path);
        }
        file("/dated", "Last-Modified: Sat, 28 Nov 2026 12:00:00 GMT", "image/png", "Image");
        file("/plain", "Cache-Control: no-store", "image/png", "Image");
        file("/inner", "ETag: \"1\"", "text/html", "<img src=/of-inner>");
        file("/of-inner", "ETag: \"1\"", "image/png", "Image");
        site.html("/page", "ETag: \"1\"");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void file(String path, String validator, String type, String body) {
        site.put(path, 200, validator + "\r\nContent-Type: " + type, body);
    }

    private CrawlOptions.Builder options() {
        return site.options().extent(extent -> extent.requisites(true));
    }

    private Map<String, Integer> statuses(String crawl) throws Exception {
        var statuses = new TreeMap<String, Integer>();
        site.pages(crawl).forEach((path, page) -> statuses.put(path, page.status()));
        return statuses;
    }

    @Test
    void whatHasNotChangedIsNotSentAgainAndNothingIsMissing() throws Exception {
        site.crawl(options(), "one");
        CrawlReport report = site.recrawl("one", "two");
        assertThat(statuses("two"))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("/", 304),
                        Map.entry("/page", 304),
                        Map.entry("/style", 304),
                        Map.entry("/more", 304),
                        Map.entry("/image", 304),
                        Map.entry("/dated", 304),
                        Map.entry("/plain", 200),
                        Map.entry("/of-style", 304),
                        Map.entry("/of-more", 304),
                        Map.entry("/script", 304),
                        Map.entry("/inner", 304),
                        Map.entry("/of-inner", 304))));
        Map<String, RecordedPage> before = site.pages("one");
        site.pages("two").forEach((path, page) -> {
            RecordedPage was = requireNonNull(before.get(path), path);
            assertThat(page.digest()).isEqualTo(was.digest()).isNotNull();
            assertThat(page.bytes()).isEqualTo(was.bytes());
            assertThat(page.role()).isEqualTo(was.role());
            assertThat(page.change()).isEqualTo(page.role() == null ? Change.UNCHANGED : null);
        });
        assertThat(report.requisites()).isEqualTo(10);
        assertThat(report.byChange()).isEqualTo(Map.of("unchanged", 2L));
        site.recrawl("two", "three");
        assertThat(statuses("three")).isEqualTo(statuses("two"));
    }

    @Test
    void whatHasChangedIsReadForNewRequisites() throws Exception {
        site.crawl(options(), "one");
        file("/style", "ETag: \"2\"", "text/css", "p { background: url(/new) }");
        file("/new", "ETag: \"1\"", "image/png", "New");
        file("/image", "ETag: \"2\"", "image/png", "Another");
        site.recrawl("one", "two");
        assertThat(statuses("two"))
                .containsEntry("/style", 200)
                .containsEntry("/new", 200)
                .containsEntry("/image", 200)
                .containsEntry("/script", 304);
    }

    @Test
    void aPageIsReadAgainIfTheCrawlBeforeMayHaveMissedWhatItNeeds() throws Exception {
        site.crawl(options().extent(extent -> extent.maxBytes(1)), "cut");
        site.recrawl("cut", "whole", options -> options.extent(extent -> extent.maxBytes(1_000_000)));
        assertThat(statuses("cut")).doesNotContainKey("/of-more");
        assertThat(statuses("whole")).containsEntry("/", 200).containsEntry("/of-more", 200);
    }

    @Test
    void theKindsOfRequisitesStayTheSame() throws Exception {
        site.crawl(options().extent(extent -> extent.skipRequisites(RequisiteRole.IMAGE)), "one");
        site.recrawl("one", "two");
        assertThat(statuses("two"))
                .containsEntry("/style", 304)
                .containsEntry("/script", 304)
                .doesNotContainKey("/image");
        assertThatThrownBy(() ->
                        site.recrawl("one", "three", options -> options.extent(extent -> extent.requisites(false))))
                .hasMessageContaining("cannot change in a recrawl");
    }

    /** The image is requested as a requisite long before the link to it is found. */
    @Test
    void aRequisiteThatIsLinkedToLaterHasOneRecordAsAPage() throws Exception {
        site.put("/", 200, "ETag: \"1\"", "<img src=/late><a href=/a>x</a>");
        site.html("/a", "", "/b");
        site.html("/b", "", "/late", "/late#again");
        file("/late", "ETag: \"1\"", "text/html", "<a href=/from-late>x</a><img src=/image>");
        site.html("/from-late", "", "/late");
        for (int i = 1; i <= 2; i++) {
            if (i == 1) {
                site.crawl(options().pace(pace -> pace.concurrency(1)), "one");
            } else {
                site.recrawl("one", "two");
            }
            try (Stream<RecordedPage> records =
                    CrawlReader.open(site.folder(i == 1 ? "one" : "two")).pages()) {
                List<RecordedPage> late = records.filter(
                                page -> site.path(page.url()).equals("/late"))
                        .toList();
                assertThat(late.stream().filter(page -> page.role() == null)).hasSize(1);
                assertThat(late.stream().filter(page -> page.role() != null)).hasSizeLessThanOrEqualTo(1);
            }
        }
    }
}
