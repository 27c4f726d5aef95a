package ayatori.cli;

import ayatori.cli.CrawlRunner.RunningCrawl;
import ayatori.crawler.CrawlProgress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running crawl on a display: draws it a few times a second, and obeys the keys that are pressed meanwhile. Drawing has a
 * thread of its own, named {@code progress}, so that what it costs can be measured.
 */
final class ShownCrawl implements AutoCloseable {
    /** The time between two drawings of a fast crawl. */
    static final Duration TICK = Duration.ofMillis(200);

    /** Wakes the drawing thread, and is no key. */
    private static final int NO_KEY = -1;

    private final RunningCrawl crawl;
    private final ProgressDisplay display;
    private final LogFile log;
    private final @Nullable Runnable stop;
    private final Tty tty;
    private final Duration tick;

    /** Keys, and what else the drawing thread is to look at. */
    private final BlockingQueue<Integer> pressed = new LinkedBlockingQueue<>();

    private volatile boolean isEnded;
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
        this.tick = tick;
    }

    /** Starts drawing. */
    void start(Interrupts interrupts) {
        if (display instanceof LiveDisplay live) {
            interrupts.onResize(() -> {
                live.resized();
                pressed.add(NO_KEY);
            });
            if (stop != null) {
                terminal = new TakenTerminal(live, tty, pressed::add);
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
                try (var _ = new Suspension(tty, taken::leave, () -> enter(taken))) {
                    tick(taken, new Controls(crawl, live, stopping));
                }
            } else {
                tick(null, null);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void enter(TakenTerminal taken) {
        taken.enter();
        pressed.add(NO_KEY);
    }

    private void tick(@Nullable TakenTerminal taken, @Nullable Controls controls) throws InterruptedException {
        var pace = new DrawingPace(tick, taken == null ? () -> null : CpuShare::ofThisThread);
        CpuShare begin = log.isOpen() ? CpuShare.ofThisThread() : null;
        do { // a crawl that has ended already is shown once
            boolean isAway = taken != null && !taken.look();
            CrawlProgress progress = crawl.progress();
            display.update(progress);
            log.update(progress);
            Duration wait = isAway ? pace.inTheBackground() : pace.after(progress);
            Integer key = pressed.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
            for (; key != null; key = pressed.poll()) {
                if (key != NO_KEY && controls != null) {
                    controls.press(key);
                    pace.hurry();
                }
            }
        } while (!isEnded);
        if (begin != null) {
            log.cost(begin, CpuShare.ofThisThread());
        }
    }

    /** Stops drawing, and gives the terminal back as it was. May be called twice, and while the process ends. */
    @Override
    public void close() {
        isEnded = true;
        pressed.add(NO_KEY);
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
