package ayatori.cli;

import ayatori.cli.CrawlRunner.RunningCrawl;
import ayatori.cli.LiveView.Focus;
import java.util.List;

/** What the keys of the live view do. Belongs to the thread that draws. */
final class Controls {
    private static final List<Double> SPEEDS = List.of(1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0, 1.0, 2.0, 4.0);

    private static final int CTRL_C = 3;

    private final RunningCrawl crawl;
    private final LiveDisplay display;
    private final Runnable stop;
    private boolean isPaused;
    private int speed = SPEEDS.indexOf(1.0);

    /**
     * @param display shows what the user wants to see
     * @param stop has the crawl end
     */
    Controls(RunningCrawl crawl, LiveDisplay display, Runnable stop) {
        this.crawl = crawl;
        this.display = display;
        this.stop = stop;
    }

    /** A key was pressed; keys without a meaning are ignored. */
    void press(int key) {
        switch (key) {
            case 'p', 'P', ' ' -> {
                isPaused = !isPaused;
                crawl.pause(isPaused);
            }
            case '+', '=' -> speed(speed + 1);
            case '-', '_' -> speed(speed - 1);
            case 'h', 'H' -> display.focus(Focus.HOSTS);
            case 'e', 'E' -> display.focus(Focus.ERRORS);
            case 'q', 'Q', CTRL_C -> stop.run();
            default -> {
                // No key of ours.
            }
        }
    }

    private void speed(int wanted) {
        int next = Math.clamp(wanted, 0, SPEEDS.size() - 1);
        if (next != speed) {
            speed = next;
            crawl.speed(SPEEDS.get(next));
        }
    }
}
