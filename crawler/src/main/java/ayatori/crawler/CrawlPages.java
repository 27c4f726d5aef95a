package ayatori.crawler;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a crawl, for one {@code for} loop. The crawl waits for the loop: a page that is slow to handle slows it down.
 *
 * {@snippet :
 * try (CrawlPages pages = Crawler.of(CrawlOptions.from("https://example.org/").build()).pages()) {
 *     for (Page page : pages) {
 *         page.followAll("a.next");
 *         System.out.println(page.url());
 *     }
 *     System.out.println(pages.report().pages() + " pages");
 * }
 * }
 *
 * <p>A page counts as handled when the loop asks for the next one; what it {@linkplain Page#follow follows} and {@linkplain
 * Page#emit emits} takes effect then. If the loop is left before the end, {@link #close} stops the crawl, and the page at hand
 * does not count: it is not on record, and a crawl that is resumed gives it again.
 */
public final class CrawlPages implements Iterable<Page>, AutoCloseable {
    private final PageTurns turns;
    private final Crawl crawl;
    private PageTurns.@Nullable Turn atHand;
    private PageTurns.@Nullable Turn next;
    private boolean isIterated;
    private boolean isOver;

    CrawlPages(PageTurns turns, Crawl crawl) {
        this.turns = turns;
        this.crawl = crawl;
        turns.endWith(crawl);
    }

    /** {@return the crawl} */
    public Crawl crawl() {
        return crawl;
    }

    /**
     * Waits for the end of the crawl; to be called after the loop.
     *
     * @return what was done
     * @throws InterruptedException if the calling thread is interrupted
     */
    public CrawlReport report() throws InterruptedException {
        return crawl.await();
    }

    /**
     * Gives the pages, once. {@code hasNext} waits for a page, and throws an {@link IllegalStateException} if the crawl cannot go
     * on or the thread is interrupted.
     *
     * @throws IllegalStateException at the second call
     */
    @Override
    public Iterator<Page> iterator() {
        if (isIterated) {
            throw new IllegalStateException("The pages of a crawl can be gone through once.");
        }
        isIterated = true;
        return new Pages();
    }

    private final class Pages implements Iterator<Page> {
        @Override
        public boolean hasNext() {
            if (next == null && !isOver) {
                PageTurns.Turn last = atHand;
                atHand = null;
                if (last != null) {
                    last.handled();
                }
                try {
                    next = turns.take();
                    if (next == null) {
                        isOver = true;
                        mustHaveEndedWell();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting for a page", e);
                }
            }
            return next != null;
        }

        private void mustHaveEndedWell() throws InterruptedException {
            CrawlReport report = crawl.await();
            if (report.end() == CrawlReport.End.FAILED) {
                throw new IllegalStateException(report.problem());
            }
        }

        @Override
        public Page next() {
            PageTurns.Turn turn = hasNext() ? next : null;
            if (turn == null) {
                throw new NoSuchElementException("there are no more pages");
            }
            next = null;
            atHand = turn;
            return turn.page();
        }
    }

    /** Stops the crawl if it has not ended, and waits for its end. */
    @Override
    public void close() {
        if (!isOver) {
            isOver = true;
            crawl.stop();
            turns.end();
            abandon(atHand);
            abandon(next);
        }
        try {
            crawl.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void abandon(PageTurns.@Nullable Turn turn) {
        if (turn != null) {
            turn.abandon();
        }
    }
}
