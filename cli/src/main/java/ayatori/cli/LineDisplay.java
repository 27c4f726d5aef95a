package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import java.io.PrintStream;
import java.time.Duration;

/** Progress where nothing can be redrawn: one plain line every few seconds. */
final class LineDisplay implements ProgressDisplay {

    static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintStream out;
    private final RateHistory rates = new RateHistory();
    private Duration next = INTERVAL;

    LineDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void update(CrawlProgress progress) {
        rates.add(progress);
        if (progress.elapsed().compareTo(next) >= 0) {
            next = progress.elapsed().plus(INTERVAL);
            out.println(text(progress));
            out.flush();
        }
    }

    private String text(CrawlProgress progress) {
        return Figures.clock(progress.elapsed())
                + "  "
                + Figures.count(progress.pages(), "page", "pages")
                + ", "
                + Figures.rate(rates.pagesPerSecond())
                + "/s, "
                + Figures.bytes(rates.bytesPerSecond())
                + "/s, queued "
                + Figures.count(progress.queued())
                + ", in flight "
                + Figures.count(progress.inFlight())
                + ", errors "
                + Figures.count(progress.errors());
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
