package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Progress without redrawing: one plain line every few seconds while pages come in. While none do, a line says what the
 * crawl waits for, at growing intervals.
 */
final class LineDisplay implements ProgressDisplay {

    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** The longest silence while nothing happens. */
    private static final Duration INTERVAL_MAX = Duration.ofMinutes(5);

    private final PrintStream out;
    private final RateHistory rates = new RateHistory();
    private Duration next = INTERVAL;
    private Duration interval = INTERVAL;
    private long pagesShown;

    LineDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void update(CrawlProgress progress) {
        rates.add(progress);
        boolean waits = progress.pages() == pagesShown;
        boolean due = progress.elapsed().compareTo(next) >= 0;
        if (!due && (waits || interval.equals(INTERVAL))) {
            return;
        }
        Duration twice = interval.multipliedBy(2);
        interval = !waits ? INTERVAL : twice.compareTo(INTERVAL_MAX) > 0 ? INTERVAL_MAX : twice;
        next = progress.elapsed().plus(interval);
        pagesShown = progress.pages();
        String clock = Figures.clock(progress.elapsed()) + "  ";
        out.println(clock + (waits ? Waiting.sentence(progress) : line(progress, rates)));
        out.flush();
    }

    /** Where a crawl stands. */
    static String line(CrawlProgress progress, RateHistory rates) {
        return Figures.count(progress.pages(), "page", "pages")
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
        // There is nothing to clear.
    }
}
