package ayatori.crawler.engine;

import ayatori.crawler.frontier.Output;
import ayatori.crawler.record.JsonLines;
import ayatori.crawler.record.SkippedRecord;
import java.io.IOException;

/** Takes what a step gave: writes its records to the sinks, and counts them. Belongs to the frontier loop. */
final class Ledger {
    private final Sinks sinks;
    private final CrawlState state;
    private final JsonLines skippedLines = new JsonLines();

    Ledger(Sinks sinks, CrawlState state) {
        this.sinks = sinks;
        this.state = state;
    }

    /** Records and counts what a step gave. */
    void record(Step step) throws IOException {
        for (Result.Fetched page : step.pages()) {
            sinks.page(page.records());
            state.tally().page(page.facts());
            state.seedFates().answered(page.fetch(), page.facts());
        }
        if (!step.skips().isEmpty()) {
            recordSkips(step);
        }
    }

    private void recordSkips(Step step) throws IOException {
        skippedLines.clear();
        for (Output.Skip skip : step.skips()) {
            new SkippedRecord(skip.url(), skip.reason(), skip.referrer(), skip.rule()).writeJson(skippedLines);
        }
        sinks.skipped(skippedLines.bytes(), skippedLines.length());
        for (Output.Skip skip : step.skips()) {
            state.tally().skip(skip.reason());
            state.seedFates().skipped(skip.url(), skip.reason(), skip.referrer());
        }
    }
}
