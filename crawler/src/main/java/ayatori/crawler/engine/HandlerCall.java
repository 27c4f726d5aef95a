package ayatori.crawler.engine;

import ayatori.crawler.Crawl;
import ayatori.crawler.Request;
import ayatori.crawler.read.RequestedLinks.Requested;
import ayatori.crawler.record.ItemRecord;
import ayatori.web.url.Url;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One call of the page handler, and what it asks for until it ends. Its page may be used by any thread, so what it collects
 * is too.
 */
final class HandlerCall {
    private final String url;
    private final boolean isLastAttempt;
    private final boolean canEmit;
    private final Crawl crawl;
    private final Queue<Requested> requests = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> items = new ConcurrentLinkedQueue<>();
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
        requests.add(AnsweredPage.requested(target, request));
    }

    void emit(String page, String name, Object item) {
        mustRun();
        if (!canEmit) {
            throw new IllegalStateException(
                    "There is no place for items: give the crawl an output folder, or a sink by writeItemsTo.");
        }
        items.add(ItemRecord.line(page, name, item));
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
