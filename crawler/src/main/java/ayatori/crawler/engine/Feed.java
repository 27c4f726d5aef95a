package ayatori.crawler.engine;

import ayatori.async.EventLoop;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.recrawl.KnownPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Queues what a crawl starts with besides its seeds: the pages of the crawl before, and the URLs of a file. There may be
 * millions, so each step queues some of them. Belongs to the frontier loop.
 */
final class Feed {
    /** URLs of a file are read as long as fewer wait: what waits takes memory. */
    private static final int QUEUED_MAX = 50_000;

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final EventLoop loop;
    private final Frontier frontier;
    private final BooleanSupplier takesMore;
    private final Consumer<Runnable> steps;
    private final KnownPages.Consumer links;

    /** Null once all are queued. */
    private @Nullable KnownPages known;

    /** Null once all are queued. */
    private @Nullable InputUrls input;

    /**
     * Feeds a frontier.
     *
     * @param known the pages of the crawl before; null if there is none
     * @param input the URLs of a file; null if there is none
     * @param takesMore whether the crawl runs, and so takes more
     * @param steps runs a step of the frontier loop
     * @param links takes links, within a step
     */
    Feed(
            EventLoop loop,
            Frontier frontier,
            @Nullable KnownPages known,
            @Nullable InputUrls input,
            BooleanSupplier takesMore,
            Consumer<Runnable> steps,
            KnownPages.Consumer links) {
        this.loop = loop;
        this.frontier = frontier;
        this.known = known;
        this.input = input;
        this.takesMore = takesMore;
        this.steps = steps;
        this.links = links;
    }

    /** Starts queueing. */
    void start() {
        loop.callSoon(this::queueKnown);
        loop.callSoon(this::queueInput);
    }

    /** Whether all are queued. */
    boolean isAtEnd() {
        return known == null && input == null;
    }

    private void queueKnown() {
        KnownPages pages = known;
        if (pages != null && takesMore.getAsBoolean()) {
            steps.accept(() -> known = pages.next(links) ? pages : null);
            loop.callSoon(this::queueKnown);
        }
    }

    private void queueInput() {
        InputUrls urls = input;
        if (urls == null || !takesMore.getAsBoolean()) {
            return;
        }
        if (frontier.counts().queued() >= QUEUED_MAX) {
            loop.callLater(PAUSE, this::queueInput);
            return;
        }
        steps.accept(() -> queue(urls));
        loop.callSoon(this::queueInput);
    }

    private void queue(InputUrls urls) {
        try {
            links.link(urls.next(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        input = urls.isAtEnd() ? null : urls;
    }
}
