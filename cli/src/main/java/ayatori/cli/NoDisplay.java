package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import java.io.PrintStream;

/** No progress; lines that are asked for are still shown. */
final class NoDisplay implements ProgressDisplay {

    private final PrintStream out;

    NoDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public void update(CrawlProgress progress) {
        // Nobody wants to know.
    }

    @Override
    public synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public void close() {
        // Nothing to clear.
    }
}
