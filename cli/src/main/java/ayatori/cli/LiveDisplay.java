package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import java.util.function.Supplier;

/** The live view on a terminal. */
final class LiveDisplay implements ProgressDisplay {

    private final LiveView view;
    private final Screen screen;
    private final Supplier<Window> measure;
    private final RateHistory rates = new RateHistory();
    /** Whether to measure the window again. Written by the signal thread, read by the drawing thread. */
    private volatile boolean resized = true;

    private Window window = Window.USUAL;

    LiveDisplay(LiveView view, Screen screen, Supplier<Window> measure) {
        this.view = view;
        this.screen = screen;
        this.measure = measure;
    }

    /** Records that the window's size has changed. */
    void resized() {
        resized = true;
    }

    @Override
    public synchronized void update(CrawlProgress progress) {
        if (resized) {
            resized = false;
            window = measure.get();
        }
        rates.add(progress);
        // The last column and row stay free: terminals differ in where the cursor goes when they are full.
        int width = Math.max(1, window.columns() - 1);
        int height = Math.max(1, window.rows() - 1);
        screen.show(view.lines(progress, rates, width, height));
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
