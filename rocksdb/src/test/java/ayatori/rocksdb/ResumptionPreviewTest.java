package ayatori.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlPreview;
import ayatori.crawler.Crawler;
import ayatori.crawler.Delay;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.RecordedPage;
import ayatori.demosite.DemoSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a crawl would do next, by its state on disk, which stays as it is. */
@Timeout(60)
final class ResumptionPreviewTest {
    @TempDir
    private Path folder;

    private Path crawl(DemoSite site, long maxPages) throws Exception {
        Path out = folder.resolve("out");
        Crawler.of(CrawlOptions.from(site.url().resolve("/bazaar/strings/").toString())
                        .delay(Delay.of(Duration.ZERO))
                        .perHost(1)
                        .extent(extent -> extent.exclude("/galleries/"))
                        .maxPages(maxPages)
                        .output(output -> output.out(out).resumable(true))
                        .build())
                .run();
        return out;
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.toList()) {
                String content = Files.isDirectory(file) ? "" : Files.size(file) + " ";
                files.put(file.toString(), content + Files.getLastModifiedTime(file));
            }
        }
        return files;
    }

    private static List<String> pages(Path out) throws Exception {
        try (Stream<RecordedPage> pages = CrawlReader.open(out).pages()) {
            return pages.map(RecordedPage::url).toList();
        }
    }

    @Test
    void namesWhatIsRequestedNextAndWritesNothing() throws Exception {
        try (DemoSite site = DemoSite.start()) {
            Path out = crawl(site, 6);
            Map<String, String> before = files(out);
            int requests = site.requests().size();
            CrawlPreview preview =
                    Crawler.resume(out, options -> options.maxPages(12)).preview();
            assertThat(site.requests()).hasSize(requests);
            assertThat(files(out)).isEqualTo(before);
            assertThat(preview.start()).isEqualTo(CrawlPreview.Start.RESUMED);
            assertThat(preview.urls()).isPositive();
            assertThat(preview.isAtLimit()).isFalse();
            assertThat(preview.leftOut())
                    .isNotEmpty()
                    .anySatisfy(left -> assertThat(left.rule()).isEqualTo("--exclude /galleries/ matches"));

            Crawler.resume(out, options -> options.maxPages(12)).run();
            List<String> after = pages(out);
            assertThat(preview.first().stream().map(CrawlPreview.Asked::url).limit(6))
                    .containsExactlyElementsOf(after.subList(6, 12));
        }
    }

    @Test
    void saysThatALimitIsReached() throws Exception {
        try (DemoSite site = DemoSite.start()) {
            Path out = crawl(site, 6);
            CrawlPreview preview = Crawler.resume(out).preview();
            assertThat(preview.isAtLimit()).isTrue();
            assertThat(preview.first()).isEmpty();
        }
    }

    @Test
    void aCrawlThatCannotGoOnIsOneSentence() throws Exception {
        try (DemoSite site = DemoSite.start()) {
            Path out = crawl(site, 6);
            assertThatThrownBy(() ->
                            Crawler.resume(out, options -> options.depth(1)).preview())
                    .isInstanceOf(CrawlException.class)
                    .hasMessageStartingWith("The depth cannot change when a crawl goes on");
            try (Stream<Path> state = Files.walk(out.resolve("state"))) {
                state.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
            assertThatThrownBy(() -> Crawler.resume(out).preview()).hasMessageContaining("its folder state is missing");
        }
    }
}
