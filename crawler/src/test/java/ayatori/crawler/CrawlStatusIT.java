package ayatori.crawler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.CrawlStatus;
import ayatori.crawler.folder.UrlStory;
import ayatori.demosite.DemoSite;
import ayatori.web.url.Url;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the folder of a real crawl says while it runs. */
@Timeout(60)
final class CrawlStatusIT {
    @Test
    void aRunningCrawlShowsItsProgress(@TempDir Path parent) throws Exception {
        Path folder = parent.resolve("crawl");
        var status = new AtomicReference<CrawlStatus>();
        var story = new AtomicReference<UrlStory>();
        try (DemoSite site = DemoSite.start()) {
            Url seed = requireNonNull(Url.tryParse(site.url().toString()));
            Crawler.of(CrawlOptions.from(seed.href()).depth(1).out(folder).build())
                    .onPage(page -> {
                        if (status.get() == null) {
                            awaitProgress(folder);
                            status.set(CrawlReader.open(folder).status());
                            story.set(CrawlReader.open(folder).story(seed, 1));
                        }
                    })
                    .run();
        }
        CrawlStatus shown = requireNonNull(status.get());
        assertThat(shown.standing()).isEqualTo(CrawlStatus.Standing.RUNNING);
        assertThat(shown.process()).isEqualTo(ProcessHandle.current().pid());
        assertThat(shown.queued()).isNotNull();
        assertThat(shown.inFlight()).isPositive();
        assertThat(requireNonNull(story.get()).fate()).isEqualTo(UrlStory.Fate.WAITING); // its handler has not ended
        assertThat(folder.resolve("progress.json")).doesNotExist();
        assertThat(CrawlReader.open(folder).status().standing()).isEqualTo(CrawlStatus.Standing.DONE);
    }

    private static void awaitProgress(Path folder) throws Exception {
        try (WatchService changes = folder.getFileSystem().newWatchService()) {
            folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(folder.resolve("progress.json"))) {
                changes.take().reset();
            }
        }
    }
}
