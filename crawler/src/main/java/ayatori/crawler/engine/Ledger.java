package ayatori.crawler.engine;

import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.sink.JsonLines;
import ayatori.crawler.sink.SkippedRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The records of a crawl and their counts, which are committed together. When the output cannot be written any more, both
 * stay as they were at the last commit. Belongs to the frontier loop.
 */
final class Ledger {
    /** More uncommitted output than this is written before the next step. */
    private static final long COMMIT_BYTES = 192 << 10;

    private final @Nullable CrawlFolder out;
    private final SeedFates seedFates;
    private final Tally recorded = new Tally();
    private Tally committed = new Tally();
    private JsonLines skippedLines = new JsonLines();
    private boolean isBroken;

    /** A ledger that writes to a folder, or only counts where there is none. */
    Ledger(@Nullable CrawlFolder out, SeedFates seedFates) {
        this.out = out;
        this.seedFates = seedFates;
    }

    /** The counts of everything that was recorded, written or not. */
    Tally recorded() {
        return recorded;
    }

    /** The counts of what the files hold for certain. */
    Tally committed() {
        return committed;
    }

    /** Records and counts what a step gave. */
    void record(Step step) throws IOException {
        try {
            for (Result.Fetched page : step.pages()) {
                if (out != null) {
                    out.page(page.lines().json(), page.lines().text());
                }
                recorded.page(page.facts());
                seedFates.answered(page.fetch(), page.facts());
            }
            recordSkips(step);
        } catch (IOException e) {
            breakOff(e);
            throw e;
        }
        if (out == null || out.uncommittedBytes() >= COMMIT_BYTES) {
            commit();
        }
    }

    private void recordSkips(Step step) throws IOException {
        if (step.skips().isEmpty()) {
            return;
        }
        JsonLines lines = skippedLines;
        skippedLines = new JsonLines(); // if a record fails, its writer is not used again
        for (Output.Skip skip : step.skips()) {
            new SkippedRecord(skip.url(), skip.reason(), skip.referrer()).writeJson(lines);
        }
        if (out != null) {
            out.skipped(lines);
        }
        lines.clear();
        skippedLines = lines;
        for (Output.Skip skip : step.skips()) {
            recorded.skip(skip.reason());
            seedFates.skipped(skip.url(), skip.reason(), skip.referrer());
        }
    }

    /** Writes what was recorded; from then on it counts. */
    void commit() throws IOException {
        if (isBroken) {
            return;
        }
        try {
            if (out != null) {
                out.commit();
            }
            committed = recorded.copy();
        } catch (IOException e) {
            breakOff(e);
            throw e;
        }
    }

    private void breakOff(IOException e) {
        isBroken = true;
        if (out != null) {
            out.rollback(e);
        }
    }
}
