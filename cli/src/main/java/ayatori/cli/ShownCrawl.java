package ayatori.cli;

import ayatori.cli.CrawlRunner.RunningCrawl;
import ayatori.crawler.CrawlProgress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running crawl on a display: draws it a few times a second, and obeys the keys that are pressed meanwhile. Drawing has a
 * thread of its own, named {@code progress}, so that what it costs can be measured.
 */
final class ShownCrawl implements AutoCloseable {
    /** How long a key waits at most. */
    static final Duration TICK = Duration.ofMillis(100);

    /** The display gets a snapshot at each of so many ticks. */
    private static final int TICKS_PER_DRAWING = 2;

    private final RunningCrawl crawl;
    private final ProgressDisplay display;
    private final LogFile log;
    private final @Nullable Runnable stop;
    private final Tty tty;
    private final long tickMillis;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Thread ticker;

    /** What the live view has of the terminal; null if there is no live view, or no terminal with keys. Closed by any thread. */
    private volatile @Nullable TakenTerminal terminal;

    /**
     * A crawl that is not shown yet.
     *
     * @param stop has the crawl end, when that key is pressed; null if there is no terminal with keys
     * @param tick usually {@link #TICK}
     */
    ShownCrawl(
            RunningCrawl crawl, ProgressDisplay display, LogFile log, @Nullable Runnable stop, Tty tty, Duration tick) {
        this.crawl = crawl;
        this.display = display;
        this.log = log;
        this.stop = stop;
        this.tty = tty;
        this.tickMillis = tick.toMillis();
    }

    /** Starts drawing. */
    void start(Interrupts interrupts) {
        if (display instanceof LiveDisplay live) {
            interrupts.onResize(live::resized);
            if (stop != null) {
                terminal = new TakenTerminal(live, tty);
            }
        }
        ticker = Thread.ofPlatform().name("progress").daemon().start(this::tick);
    }

    private void tick() {
        TakenTerminal taken = terminal;
        Runnable stopping = stop;
        try {
            if (display instanceof LiveDisplay live && taken != null && stopping != null) {
                taken.show(crawl.progress());
                try (var _ = new Suspension(tty, taken::leave, taken::enter)) {
                    tick(taken, new Controls(crawl, live, stopping));
                }
            } else {
                tick(null, null);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick(@Nullable TakenTerminal taken, @Nullable Controls controls) throws InterruptedException {
        int ticks = 0;
        do {
            boolean pressed = false;
            if (taken != null && controls != null) {
                taken.look();
                for (int key = taken.nextKey(); key >= 0; key = taken.nextKey()) {
                    controls.press(key);
                    pressed = true;
                }
            }
            if (pressed || ticks++ % TICKS_PER_DRAWING == 0) {
                CrawlProgress progress = crawl.progress();
                display.update(progress);
                log.update(progress);
            }
        } while (!ended.await(tickMillis, TimeUnit.MILLISECONDS));
    }

    /** Stops drawing, and gives the terminal back as it was. May be called twice, and while the process ends. */
    @Override
    public void close() {
        ended.countDown();
        Thread drawing = ticker;
        if (drawing != null) {
            try {
                drawing.join(1_000);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        display.close();
        TakenTerminal taken = terminal;
        if (taken != null) {
            taken.close();
        }
    }
}
