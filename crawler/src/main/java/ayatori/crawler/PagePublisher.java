package ayatori.crawler;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Publishes the pages of a crawl to one subscriber, by the rules of Reactive Streams. */
final class PagePublisher implements Flow.Publisher<Page> {
    private final PageTurns turns;
    private final Start start;
    private final AtomicBoolean isTaken = new AtomicBoolean();

    /** Starts the crawl. */
    @FunctionalInterface
    interface Start {
        Crawl start() throws CrawlException;
    }

    PagePublisher(PageTurns turns, Start start) {
        this.turns = turns;
        this.start = start;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Page> subscriber) {
        Objects.requireNonNull(subscriber);
        if (isTaken.compareAndSet(false, true)) {
            new Pages(subscriber).begin();
        } else {
            subscriber.onSubscribe(new Nothing());
            subscriber.onError(new IllegalStateException("The pages of a crawl go to one subscriber."));
        }
    }

    /** The subscription of one who comes too late. */
    private static final class Nothing implements Flow.Subscription {
        @Override
        public void request(long count) {
            // an error has been signalled
        }

        @Override
        public void cancel() {
            // there is nothing to cancel
        }
    }

    private final class Pages implements Flow.Subscription {
        private final Flow.Subscriber<? super Page> subscriber;
        private final AtomicReference<@Nullable Crawl> crawl = new AtomicReference<>();
        private volatile boolean isCancelled;
        private volatile @Nullable Throwable mistake;

        Pages(Flow.Subscriber<? super Page> subscriber) {
            this.subscriber = subscriber;
        }

        /** Signals the subscription, and all else from a thread of its own. */
        void begin() {
            subscriber.onSubscribe(this);
            Thread.ofVirtual().name("ayatori-pages").start(this::publish);
        }

        @Override
        public void request(long count) {
            if (count > 0) {
                turns.request(count);
            } else if (mistake == null) {
                mistake = new IllegalArgumentException(
                        "The number of pages requested must be positive, not " + count + ".");
                stop();
            }
        }

        @Override
        public void cancel() {
            isCancelled = true;
            stop();
        }

        private void stop() {
            turns.end();
            Crawl running = crawl.get();
            if (running != null) {
                running.stop();
            }
        }

        private void publish() {
            try {
                if (!isCancelled && mistake == null) {
                    Crawl running = start.start();
                    crawl.set(running);
                    turns.endWith(running);
                    publish(running);
                }
                end(null);
            } catch (CrawlException e) {
                end(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end(e);
            }
        }

        private void publish(Crawl running) throws CrawlException, InterruptedException {
            for (PageTurns.Turn turn = turns.take(); turn != null; turn = turns.take()) {
                if (isCancelled) {
                    turn.abandon();
                    break;
                }
                try {
                    subscriber.onNext(turn.page());
                    turn.handled();
                } catch (Throwable e) {
                    turn.failed(e); // a failure of the handler
                    cancel();
                }
            }
            if (isCancelled || mistake != null) {
                running.stop(); // it may have started since
                return;
            }
            CrawlReport report = running.await();
            if (report.end() == CrawlReport.End.FAILED) {
                throw new CrawlException(Objects.requireNonNull(report.problem()));
            }
        }

        private void end(@Nullable Throwable failure) {
            Throwable first = mistake == null ? failure : mistake;
            if (isCancelled) {
                return;
            }
            if (first == null) {
                subscriber.onComplete();
            } else {
                subscriber.onError(first);
            }
        }
    }
}
