package ayatori.crawler.engine;

import ayatori.crawler.Crawl;
import ayatori.crawler.Request;
import ayatori.crawler.read.RequestedLinks.Requested;
import ayatori.crawler.record.ItemRecord;
import ayatori.web.url.Url;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One call of the page handler, and what it asks for until it ends. Its page may be used by any thread, so what it collects
 * is too.
 */
final class HandlerCall {
    /** How many bytes of requests and items one call may ask for. They are in memory until its page's step is done. */
    static final long ASKED_BYTES_MAX = 64 << 20;

    private static final int REQUEST_BYTES = 200;

    private final String url;
    private final boolean isLastAttempt;
    private final boolean canEmit;
    private final Crawl crawl;
    private final Queue<Requested> requests = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> items = new ConcurrentLinkedQueue<>();
    private final AtomicLong askedBytes = new AtomicLong();
    private volatile boolean isRetried;
    private volatile boolean hasEnded;

    HandlerCall(String url, boolean isLastAttempt, boolean canEmit, Crawl crawl) {
        this.url = url;
        this.isLastAttempt = isLastAttempt;
        this.canEmit = canEmit;
        this.crawl = crawl;
    }

    void request(Url target, Request request) {
        mustRun();
        Requested requested = AnsweredPage.requested(target, request);
        mustFit(REQUEST_BYTES + target.toString().length() + requested.request().attachedLength());
        requests.add(requested);
    }

    void emit(String page, String name, Object item) {
        mustRun();
        if (!canEmit) {
            throw new IllegalStateException(
                    "There is no place for items: give the crawl an output folder, or a sink by writeItemsTo.");
        }
        byte[] line = ItemRecord.line(page, name, item);
        mustFit(line.length);
        items.add(line);
    }

    boolean retry() {
        mustRun();
        isRetried |= !isLastAttempt;
        return isRetried;
    }

    Crawl crawl() {
        return crawl;
    }

    private void mustRun() {
        if (hasEnded) {
            throw new IllegalStateException(
                    "The handler of " + url + " has ended, so nothing more can come of the page.");
        }
    }

    private void mustFit(long bytes) {
        if (askedBytes.addAndGet(bytes) > ASKED_BYTES_MAX) {
            throw new IllegalStateException("The handler of " + url + " asks for more than " + (ASKED_BYTES_MAX >> 20)
                    + " MB of requests and items, which one page may not.");
        }
    }

    /** The handler has thrown something: what it asked for is dropped. */
    void failed(boolean mayRetry) {
        hasEnded = true;
        requests.clear();
        items.clear();
        isRetried = mayRetry && !isLastAttempt;
    }

    /** The handler has returned. */
    void end() {
        hasEnded = true;
    }

    boolean isRetried() {
        return isRetried;
    }

    List<Requested> requests() {
        return List.copyOf(requests);
    }

    List<byte[]> items() {
        return List.copyOf(items);
    }
}
