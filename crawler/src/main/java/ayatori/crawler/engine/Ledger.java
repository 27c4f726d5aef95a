package ayatori.crawler.engine;

import ayatori.crawler.SkipReason;
import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.record.JsonLines;
import ayatori.crawler.recrawl.PreviousCrawl;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes what a step gave: writes its records to the sinks, and counts them. Belongs to the frontier loop. */
final class Ledger {
    private final Sinks sinks;
    private final CrawlState state;
    private final JsonLines skippedLines = new JsonLines();

    /** Null if this is no recrawl. */
    private final @Nullable PreviousCrawl previous;

    Ledger(Sinks sinks, CrawlState state, @Nullable PreviousCrawl previous) {
        this.sinks = sinks;
        this.previous = previous;
        this.state = state;
    }

    /** Records and counts what a step gave. */
    void record(Step step) throws IOException {
        for (EncodedCapture capture : step.captures()) {
            sinks.archive(capture);
        }
        for (Result.Fetched page : step.pages()) {
            sinks.page(page.records());
            sinks.archive(page.archived());
            sinks.items(page.asked().items());
        }
        if (!step.skips().isEmpty()) {
            recordSkips(step);
        }
        state.count(step);
    }

    /** Hands the record of a page that is not visited on to the next recrawl. */
    private void keepRecord(String url) throws IOException {
        byte[] line = previous == null ? null : previous.line(url);
        if (line != null) {
            byte[] record = Arrays.copyOf(line, line.length + 1);
            record[line.length] = '\n';
            sinks.notVisited(record);
        }
    }

    private void recordSkips(Step step) throws IOException {
        skippedLines.clear();
        for (Output.Skip skip : step.skips()) {
            state.robotsProblems().record(skip).writeJson(skippedLines);
        }
        sinks.skipped(skippedLines.bytes(), skippedLines.length());
        for (Output.Skip skip : step.skips()) {
            if (skip.reason() == SkipReason.NOT_DUE) {
                keepRecord(skip.url());
            }
        }
    }
}
