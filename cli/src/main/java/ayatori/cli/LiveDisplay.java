package ayatori.cli;

import ayatori.cli.LiveView.Focus;
import ayatori.crawler.CrawlProgress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The live view on a terminal. */
final class LiveDisplay implements ProgressDisplay {

    /** A fast crawl is drawn after so many pages, several times a second. */
    private static final int PAGES_PER_DRAWING = 50;

    private final LiveView view;
    private final Screen screen;
    private final Supplier<Window> measure;
    private final RateHistory rates = new RateHistory();
    /** Whether to measure the window again. Written by the signal thread, read by the drawing thread. */
    private volatile boolean resized = true;

    private Window window = Window.USUAL;
    private Focus focus = Focus.ALL;

    /** Whether somebody else has the terminal. */
    private boolean isAway;

    /** What was drawn last; null if it must be drawn again. */
    private @Nullable CrawlProgress drawn;

    LiveDisplay(LiveView view, Screen screen, Supplier<Window> measure) {
        this.view = view;
        this.screen = screen;
        this.measure = measure;
    }

    /** Records that the window's size has changed. */
    void resized() {
        resized = true;
    }

    /** Shows something else below the figures; all again if that is what is shown. */
    synchronized void focus(Focus wanted) {
        focus = focus == wanted ? Focus.ALL : wanted;
        drawn = null;
    }

    /** Clears the screen, and draws nothing until {@link #enter}: the terminal is about to be somebody else's. */
    synchronized void leave() {
        isAway = true;
        screen.leave();
    }

    /** Draws again from the next update on. */
    synchronized void enter() {
        isAway = false;
        drawn = null;
        resized = true;
    }

    @Override
    public synchronized void update(CrawlProgress progress) {
        rates.add(progress);
        if (isAway) {
            return;
        }
        if (resized) {
            resized = false;
            window = measure.get();
            drawn = null;
        }
        if (drawn != null && looksTheSame(drawn, progress)) {
            return;
        }
        drawn = progress;
        // The last column and row stay free: terminals differ in where the cursor goes when they are full.
        int width = Math.max(1, window.columns() - 1);
        int height = Math.max(1, window.rows() - 1);
        screen.show(view.lines(progress, rates, focus, width, height));
    }

    /** Whether little has happened: a slow crawl is drawn once a second, since drawing must cost less than crawling. */
    private static boolean looksTheSame(CrawlProgress before, CrawlProgress now) {
        return now.pages() - before.pages() < PAGES_PER_DRAWING
                && before.state() == now.state()
                && before.details().speed() == now.details().speed()
                && before.elapsed().toSeconds() == now.elapsed().toSeconds();
    }

    @Override
    public void line(String text) {
        screen.print(text);
    }

    @Override
    public void close() {
        screen.close();
    }
}
