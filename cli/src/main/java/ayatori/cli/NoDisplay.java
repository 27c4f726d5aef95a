package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import java.io.PrintStream;

/** Shows no progress, only lines. */
final class NoDisplay implements ProgressDisplay {

    private final PrintStream out;

    NoDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public void update(CrawlProgress progress) {
        // Progress is not shown.
    }

    @Override
    public synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public void close() {
        // There is nothing to clear.
    }
}
