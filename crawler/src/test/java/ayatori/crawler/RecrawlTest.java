package ayatori.crawler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.sink.Compression;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the pages of a second crawl compare with those of the first. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class RecrawlTest {
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

    @ParameterizedTest
    @EnumSource(Compression.class)
    void tellsHowEachPageComparesWithTheCrawlBefore(Compression compression) throws Exception {
        site.crawl(site.options().output(output -> output.compression(compression)), "one");
        assertThat(site.changes("one").values()).hasSize(12).containsOnlyNulls();
        site.change();
        CrawlReport report = site.recrawl("one", "two");
        Map<String, @Nullable Change> changes = site.changes("two");
        assertThat(changes.remove("/silent")).isNull();
        assertThat(changes.remove("/busy")).isNull();
        assertThat(changes)
                .isEqualTo(Map.ofEntries(
                        Map.entry("/", Change.UNCHANGED),
                        Map.entry("/etag", Change.UNCHANGED),
                        Map.entry("/date", Change.UNCHANGED),
                        Map.entry("/plain", Change.UNCHANGED),
                        Map.entry("/touched", Change.UNCHANGED),
                        Map.entry("/below", Change.UNCHANGED),
                        Map.entry("/edited", Change.CHANGED),
                        Map.entry("/moved", Change.CHANGED),
                        Map.entry("/lost", Change.GONE),
                        Map.entry("/gone", Change.GONE),
                        Map.entry("/fresh", Change.NEW)));
        assertThat(report.byChange()).isEqualTo(Map.of("new", 1L, "changed", 2L, "unchanged", 6L, "gone", 2L));
        assertThat(requireNonNull(CrawlReader.open(site.folder("two")).summary())
                        .byChange())
                .isEqualTo(report.byChange());
        assertThat(CrawlReader.open(site.folder("two")).status().byChange()).isEqualTo(report.byChange());
        assertThat(CrawlReader.open(site.folder("one")).status().byChange()).isEmpty();
        assertThat(report.seedsFetched()).isEqualTo(1);
    }

    @Test
    void aPreviewNamesTheKnownPagesAndAsksNothing() throws Exception {
        site.crawl("one");
        int requests = site.requests();
        CrawlPreview all =
                Crawler.recrawl(site.folder("one"), folder.resolve("none")).preview();
        assertThat(all.start()).isEqualTo(CrawlPreview.Start.REPEATED);
        assertThat(all.urls()).isEqualTo(12);
        assertThat(all.isAll()).isTrue();
        assertThat(all.first()).extracting(CrawlPreview.Asked::url).contains(site.url("/"), site.url("/edited"));
        CrawlPreview due = Crawler.recrawl(site.folder("one"), folder.resolve("none"))
                .dueOnly()
                .preview();
        assertThat(due.leftOutByReason()).containsKey("not-due");
        assertThat(due.first()).hasSizeLessThan(all.first().size());
        assertThat(site.requests()).isEqualTo(requests);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void aPageThatIsNotModifiedKeepsItsRecord() throws Exception {
        site.crawl("one");
        CrawlReport report = site.recrawl("one", "two");
        Map<String, RecordedPage> before = site.pages("one");
        for (Map.Entry<String, RecordedPage> entry : site.pages("two").entrySet()) {
            RecordedPage was = get(before, entry.getKey());
            RecordedPage is = entry.getValue();
            assertThat(is.status()).isEqualTo(was.etag() == null && was.lastModified() == null ? 200 : 304);
            assertThat(List.of(is.bytes(), is.depth(), String.valueOf(is.title()), String.valueOf(is.links())))
                    .isEqualTo(List.of(
                            was.bytes(), was.depth(), String.valueOf(was.title()), String.valueOf(was.links())));
            assertThat(is.etag()).isEqualTo(was.etag());
            assertThat(is.lastModified()).isEqualTo(was.lastModified());
            assertThat(is.digest()).isEqualTo(was.digest()).hasSize(32);
            assertThat(is.charset()).isEqualTo(was.charset());
            assertThat(is.referrer()).isEqualTo(was.referrer());
        }
        assertThat(report.bytes()).as("only the bodies that came").isLessThan(1_000);
    }

    @Test
    void countsHowOftenAPageChangedOverSeveralRecrawls() throws Exception {
        site.crawl("one");
        site.change();
        site.recrawl("one", "two");
        site.html("/silent", "ETag: \"1\"");
        site.html("/edited", "ETag: \"3\"", "/another");
        site.html("/another", "");
        site.recrawl("two", "three");
        Map<String, RecordedPage> three = site.pages("three");
        Instant first = site.page("one", "/edited").fetchedAt();
        assertThat(get(three, "/edited").history())
                .isEqualTo(new PageHistory(first, 2, 2, get(three, "/edited").fetchedAt(), null));
        assertThat(requireNonNull(get(three, "/etag").history()).checks()).isEqualTo(2);
        assertThat(requireNonNull(get(three, "/etag").history()).changes()).isZero();
        assertThat(requireNonNull(get(three, "/fresh").history()).checks()).isEqualTo(1);
        assertThat(get(three, "/another").history()).isNull();
        // It did not answer in between, and is compared with its last answer.
        assertThat(site.page("two", "/silent").change()).isNull();
        assertThat(get(three, "/silent").change()).isEqualTo(Change.UNCHANGED);
        assertThat(requireNonNull(get(three, "/silent").history()).checks()).isEqualTo(1);
        assertThat(get(three, "/lost").change()).as("it was gone before").isEqualTo(Change.UNCHANGED);
    }

    @Test
    void aPageThatComesBackHasChanged() throws Exception {
        site.crawl("one");
        site.change();
        site.recrawl("one", "two");
        site.html("/lost", "ETag: \"1\"");
        site.recrawl("two", "three");
        assertThat(site.page("three", "/lost").change()).isEqualTo(Change.CHANGED);
    }

    @Test
    void followsTheLinksOfPagesThatAreNotModified() throws Exception {
        site.html("/etag", "ETag: \"1\"", "/below", "/beyond");
        site.html("/beyond", "");
        site.html("/", "", "/etag");
        site.crawl(site.options().maxPages(2), "one");
        assertThat(site.pages("one")).containsOnlyKeys("/", "/etag");
        site.recrawl("one", "two", options -> options.maxPages(100));
        assertThat(site.changes("two"))
                .isEqualTo(Map.of(
                        "/", Change.UNCHANGED,
                        "/etag", Change.UNCHANGED,
                        "/below", Change.NEW,
                        "/beyond", Change.NEW));
        assertThat(site.page("two", "/etag").status()).isEqualTo(304);
        assertThat(site.page("two", "/beyond").referrer()).isEqualTo(site.url("/etag"));
    }

    @Test
    void linksThatMayNotBeFollowedStayUnfollowed() throws Exception {
        site.put("/etag", 200, "ETag: \"1\"", "<a href=/a>x</a><a rel=nofollow href=/secret>x</a>");
        site.html("/a", "");
        site.html("/secret", "");
        site.crawl("one");
        assertThat(site.page("one", "/etag").nofollow()).containsExactly(1);
        site.recrawl("one", "two");
        assertThat(site.page("two", "/etag").status()).isEqualTo(304);
        assertThat(site.page("two", "/etag").nofollow()).containsExactly(1);
        assertThat(site.pages("two")).containsKey("/a").doesNotContainKey("/secret");
    }

    @Test
    void asksForTheBodyWhereLinksAreWantedNow() throws Exception {
        site.crawl(site.options().output(output -> output.links(LinkDetail.NONE)), "one");
        site.recrawl("one", "two", options -> options.output(output -> output.links(LinkDetail.ALL)));
        RecordedPage page = site.page("two", "/etag");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.change()).isEqualTo(Change.UNCHANGED);
        assertThat(page.links()).containsExactly(site.url("/below"));
    }

    @ParameterizedTest
    @EnumSource(
            value = LinkDetail.class,
            names = {"NONE", "COUNT"})
    void needsNoLinksWhereNoneAreWantedAndAllWereFollowed(LinkDetail detail) throws Exception {
        site.crawl(site.options().output(output -> output.links(detail)), "one");
        site.recrawl("one", "two");
        RecordedPage page = site.page("two", "/etag");
        assertThat(page.status()).isEqualTo(304);
        assertThat(page.linkCount()).isEqualTo(detail == LinkDetail.NONE ? null : 1);
        assertThat(site.pages("two").keySet()).isEqualTo(site.pages("one").keySet());
    }

    @Test
    void asksForTheBodyWhereTheLinksWereNotAllFollowed() throws Exception {
        site.html("/", "", "/etag");
        site.crawl(
                site.options().output(output -> output.links(LinkDetail.NONE)).maxPages(2), "one");
        site.recrawl("one", "two", options -> options.maxPages(100));
        assertThat(site.page("two", "/etag").status()).isEqualTo(200);
        assertThat(site.pages("two")).containsOnlyKeys("/", "/etag", "/below");
    }

    @Test
    void asksForTheBodyWhereTheRecordHasNoDigest() throws Exception {
        site.crawl("one");
        site.edit("one", line -> line.replaceAll("\"digest\":\"[0-9a-f]*\",", ""));
        site.recrawl("one", "two");
        assertThat(site.page("two", "/etag").status()).isEqualTo(200);
        assertThat(site.page("two", "/etag").change())
                .as("nothing to compare with")
                .isNull();
        assertThat(site.page("two", "/etag").digest()).isNotNull();
    }

    @Test
    void knownPagesAreRequestedThoughNothingLinksToThemAnyMore() throws Exception {
        site.crawl("one");
        site.html("/", "");
        site.recrawl("one", "two");
        assertThat(site.pages("two").keySet()).isEqualTo(site.pages("one").keySet());
        RecordedPage below = site.page("two", "/below");
        assertThat(below.depth()).isEqualTo(2);
        assertThat(below.referrer()).isEqualTo(site.url("/etag"));
    }

    @Test
    void theHandlerSeesWhatHasChanged() throws Exception {
        site.crawl("one");
        site.change();
        List<String> changed = new ArrayList<>();
        Crawler.recrawl(site.folder("one"), site.folder("two"), options -> options.maxPages(10_000))
                .onPage(page -> {
                    if (page.change() != Change.UNCHANGED) {
                        changed.add(page.change() + " "
                                + page.url().substring(site.url("").length()));
                    }
                })
                .run();
        assertThat(changed)
                .containsExactlyInAnyOrder(
                        "CHANGED /edited",
                        "CHANGED /moved",
                        "GONE /lost",
                        "GONE /gone",
                        "NEW /fresh",
                        "null /silent",
                        "null /busy");
    }

    private static RecordedPage get(Map<String, RecordedPage> pages, String path) {
        return requireNonNull(pages.get(path), path);
    }
}
