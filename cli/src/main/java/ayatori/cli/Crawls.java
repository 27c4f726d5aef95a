package ayatori.cli;

import ayatori.async.Async;
import ayatori.crawler.Crawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlOutput;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;
import ayatori.crawler.PageHandler;
import ayatori.crawler.Resumption;
import ayatori.crawler.sink.Sink;
import ayatori.web.http.ClientSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Crawls with Ayatori's own crawler. */
final class Crawls implements CrawlRunner {
    private @Nullable CompletableFuture<Void> hushed;

    private Crawls() {}

    static CrawlRunner runner() {
        return new Crawls();
    }

    /**
     * Loads the hundreds of classes of logging and the network while the main thread reads the command line. In sequence, this
     * would be a quarter of the time until the first request.
     */
    @Override
    public void prepare() {
        hushed = CompletableFuture.runAsync(
                LibraryLogs::hush,
                task -> Thread.ofPlatform().name("loading").daemon().start(task));
        var _ = hushed.thenRun(Crawls::loadNetwork);
    }

    private static void loadNetwork() {
        try {
            Async.run(() -> {
                ClientSession.create().close();
                return true;
            });
        } catch (Exception e) {
            // The crawl opens its own sessions and reports why it cannot.
        }
    }

    @Override
    public RunningCrawl start(CrawlOptions options, boolean renames, PageHandler pages) throws CrawlException {
        awaitLoading();
        Path wanted = Objects.requireNonNull(options.output().out());
        if (!renames) {
            return start(options, pages, wanted);
        }
        Path folder = NewFolder.create(wanted);
        try {
            return start(writingTo(folder, options), pages, folder);
        } catch (CrawlException e) {
            NewFolder.remove(folder);
            throw e;
        }
    }

    @Override
    public RunningCrawl stream(CrawlOptions options, Sink records, PageHandler pages) throws CrawlException {
        awaitLoading();
        return start(
                Crawler.of(options).writeRecordsTo(records),
                pages,
                options.output().out());
    }

    @Override
    public RunningCrawl resume(Path folder, UnaryOperator<CrawlOptions.Builder> changes, PageHandler pages)
            throws CrawlException {
        awaitLoading();
        return start(Crawler.resume(folder, changes), pages, folder);
    }

    @Override
    public RunningCrawl recrawl(
            Path previous, Path out, boolean due, UnaryOperator<CrawlOptions.Builder> changes, PageHandler pages)
            throws CrawlException {
        awaitLoading();
        Crawler crawler = Crawler.recrawl(previous, out, changes);
        return start(due ? crawler.dueOnly() : crawler, pages, out);
    }

    private void awaitLoading() {
        if (hushed == null) {
            LibraryLogs.hush();
        } else {
            hushed.join();
        }
    }

    private static RunningCrawl start(CrawlOptions options, PageHandler pages, Path folder) throws CrawlException {
        return start(Crawler.of(options), pages, folder);
    }

    @SuppressWarnings("ReferenceEquality") // the very handler that ignores pages
    private static RunningCrawl start(Crawler crawler, PageHandler pages, @Nullable Path folder) throws CrawlException {
        return new Running(
                pages == CrawlSession.IGNORE
                        ? crawler.start()
                        : crawler.onPage(pages).start(),
                folder);
    }

    private static CrawlOptions writingTo(Path folder, CrawlOptions options) {
        CrawlOutput output = options.output();
        return new CrawlOptions(
                options.seeds(),
                options.requests(),
                options.extent(),
                options.pace(),
                options.access(),
                new CrawlOutput(
                        folder,
                        output.formats(),
                        output.links(),
                        output.compression(),
                        output.resumable(),
                        output.archive()),
                options.content(),
                options.input(),
                options.hosts());
    }

    private record Running(Crawl crawl, @Nullable Path folder) implements RunningCrawl {

        @Override
        public List<String> files() {
            return folder == null ? List.of() : NewFolder.files(folder);
        }

        @Override
        public @Nullable Resumption resumption() throws InterruptedException {
            return crawl.resumption();
        }

        @Override
        public CrawlProgress progress() {
            return crawl.progress();
        }

        @Override
        public void stop() {
            crawl.stop();
        }

        @Override
        public void pause(boolean nowPaused) {
            if (nowPaused) {
                crawl.pause();
            } else {
                crawl.unpause();
            }
        }

        @Override
        public void speed(double factor) {
            crawl.speed(factor);
        }

        @Override
        public CrawlReport await() throws CrawlException, InterruptedException {
            return crawl.await();
        }
    }
}
