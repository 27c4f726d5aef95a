package ayatori.crawler;

import ayatori.async.Async;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands pages over from the handler's loop to a consumer in another thread, one at a time and no more than it wants. There are
 * never more pages here than requests under way.
 */
final class PageTurns implements PageHandler {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private long demand;
    private boolean isOver;

    /** Starts with a demand; {@code Long.MAX_VALUE} is for any number of pages. */
    PageTurns(long demand) {
        this.demand = demand;
    }

    /**
     * A page that waits for its consumer.
     *
     * @param done whether the consumer has handled it
     */
    record Turn(Page page, CompletableFuture<Boolean> done) {
        void handled() {
            done.complete(true);
        }

        void abandon() {
            done.complete(false);
        }

        void failed(Throwable e) {
            done.completeExceptionally(e);
        }
    }

    @Override
    public void handle(Page page) throws Exception {
        var turn = new Turn(page, new CompletableFuture<>());
        lock.lock();
        try {
            if (isOver) {
                throw new PageNotHandled();
            }
            waiting.add(turn);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (!Async.promise(turn.done()).await()) {
            throw new PageNotHandled();
        }
    }

    /** Waits for a page that is wanted; gives null when no more come. */
    @Nullable Turn take() throws InterruptedException {
        lock.lock();
        try {
            while (!isOver && (waiting.isEmpty() || demand == 0)) {
                changed.await();
            }
            if (isOver) {
                return null;
            }
            demand -= demand == Long.MAX_VALUE ? 0 : 1;
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Asks for more pages. */
    void request(long count) {
        lock.lock();
        try {
            demand = count >= Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + count;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Says that no more pages come, or that none is wanted any more. */
    void end() {
        lock.lock();
        try {
            isOver = true;
            waiting.forEach(Turn::abandon);
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends when the crawl has ended. */
    void endWith(Crawl crawl) {
        Thread.ofVirtual().name("ayatori-pages-end").start(() -> {
            try {
                crawl.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                end();
            }
        });
    }
}
