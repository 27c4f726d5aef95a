package ayatori.crawler.engine;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.extract.Extraction;
import ayatori.crawler.recrawl.PreviousCrawl;
import ayatori.web.cookie.CookieJar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the fetch loops of a crawl have in common.
 *
 * @param options of the crawl
 * @param clock the crawl's
 * @param fetchers opens a fetcher for each
 * @param cookies shared by all; null where no cookies are kept
 * @param pageSinks the forms of records
 * @param handler null if pages are not handled
 * @param previous null if this is no recrawl
 * @param extraction what is taken out of pages; null for nothing
 * @param rateLimit shared by all
 * @param archivists makes what each archives with
 * @param mayRequest asked before each request
 */
record FetchLoops(
        CrawlOptions options,
        CrawlClock clock,
        Environment.Fetchers fetchers,
        @Nullable CookieJar cookies,
        List<PageSink> pageSinks,
        @Nullable HandlerLoop handler,
        @Nullable PreviousCrawl previous,
        @Nullable Extraction extraction,
        RateLimit rateLimit,
        Archivists archivists,
        BooleanSupplier mayRequest) {
    /** Makes what a fetch loop archives with. */
    @FunctionalInterface
    interface Archivists {
        Archivist archivist() throws IOException;
    }

    /** Opens one on each loop. Called from any thread; from a task of a loop it awaits. */
    List<FetchLoop> open(List<EventLoop> loops) throws Exception {
        List<FetchLoop> opened = new ArrayList<>();
        for (EventLoop loop : loops) {
            opened.add(get(loop.runCoroutineThreadsafe(() -> open(loop))));
        }
        return opened;
    }

    /** Closes them, and awaits that. Called from any thread. */
    static void close(List<FetchLoop> fetchLoops) throws Exception {
        List<CompletableFuture<Boolean>> closing =
                fetchLoops.stream().map(FetchLoop::closing).toList();
        for (CompletableFuture<Boolean> closed : closing) {
            get(closed);
        }
    }

    private FetchLoop open(EventLoop loop) throws IOException {
        return new FetchLoop(
                loop,
                clock,
                options,
                fetchers.open(loop, clock::instant, cookies),
                () -> new Recorder(pageSinks, options.output().links()),
                handler,
                previous,
                extraction == null ? null : new ContentReader(extraction, loop, options),
                rateLimit,
                archivists.archivist(),
                mayRequest);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        if (EventLoop.isRunning()) {
            return Async.promise(future).await();
        }
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
