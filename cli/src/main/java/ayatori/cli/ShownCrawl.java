package ayatori.cli;

import ayatori.cli.CrawlRunner.RunningCrawl;
import ayatori.crawler.CrawlProgress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running crawl on a display: draws it a few times a second, and obeys the keys that are pressed meanwhile. Drawing has a
 * thread of its own, named {@code progress}, so that what it costs can be measured.
 */
final class ShownCrawl implements AutoCloseable {
    /** How long a key waits at most. */
    private static final long TICK_MILLIS = 100;

    /** The display gets a snapshot at each of so many ticks. */
    private static final int TICKS_PER_DRAWING = 2;

    private final RunningCrawl crawl;
    private final ProgressDisplay display;
    private final LogFile log;
    private final @Nullable Runnable stop;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Thread ticker;

    /** Opened by the drawing thread, since that takes some milliseconds. Closed by any. */
    private volatile @Nullable Keyboard keyboard;

    private volatile boolean isClosed;

    /** @param stop has the crawl end, when that key is pressed; null if there is no terminal with keys */
    ShownCrawl(RunningCrawl crawl, ProgressDisplay display, LogFile log, @Nullable Runnable stop) {
        this.crawl = crawl;
        this.display = display;
        this.log = log;
        this.stop = stop;
    }

    /** Starts drawing. */
    void start(Interrupts interrupts) {
        if (display instanceof LiveDisplay live) {
            interrupts.onResize(live::resized);
        }
        ticker = Thread.ofPlatform().name("progress").daemon().start(this::tick);
    }

    private void tick() {
        Runnable stopping = stop;
        try {
            if (display instanceof LiveDisplay live && stopping != null) {
                display.update(crawl.progress());
                openKeyboard();
                try (var _ = new Suspension(() -> leave(live), () -> enter(live))) {
                    tick(new Controls(crawl, live, stopping));
                }
            } else {
                tick(null);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick(@Nullable Controls controls) throws InterruptedException {
        int ticks = 0;
        do {
            Keyboard keys = keyboard;
            boolean pressed = false;
            if (keys != null && controls != null) {
                for (int key = keys.next(); key >= 0; key = keys.next()) {
                    controls.press(key);
                    pressed = true;
                }
            }
            if (pressed || ticks++ % TICKS_PER_DRAWING == 0) {
                CrawlProgress progress = crawl.progress();
                display.update(progress);
                log.update(progress);
            }
        } while (!ended.await(TICK_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void openKeyboard() {
        Keyboard opened = Keyboard.open();
        keyboard = opened;
        if (opened != null && isClosed) {
            opened.close();
        }
    }

    private void leave(LiveDisplay live) {
        live.leave();
        Keyboard keys = keyboard;
        if (keys != null) {
            keys.leave();
        }
    }

    private void enter(LiveDisplay live) {
        Keyboard keys = keyboard;
        if (keys != null) {
            keys.enter();
        }
        live.resized();
    }

    /** Stops drawing, and gives the terminal back as it was. May be called twice, and while the process ends. */
    @Override
    public void close() {
        isClosed = true;
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
        Keyboard keys = keyboard;
        if (keys != null) {
            keys.close();
        }
    }
}
