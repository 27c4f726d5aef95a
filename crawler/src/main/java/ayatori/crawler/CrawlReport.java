package ayatori.crawler;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl did, when it has ended.
 *
 * @param end why it ended
 * @param problem one sentence that says why it could not go on; null unless it {@linkplain End#FAILED failed}
 * @param pages how many URLs were requested to the end, whatever came of it: the records in {@code pages.jsonl}
 * @param byStatus how many of them by HTTP status; 0 counts those without an answer
 * @param byError how many ended in an error, by its kind: no answer came, or a redirect led nowhere
 * @param skipped how many URLs were skipped, by reason
 * @param bytes how many bytes of decoded bodies came
 * @param elapsed how long it took
 * @param seedsFetched how many seeds were fetched; one that redirects counts as what it leads to
 * @param seedProblems for each seed that was not fetched, one sentence that says why
 * @param handlerFailures how many calls of the page handler threw something
 * @param isSummarized whether {@code summary.json} is complete; true if nothing is written
 * @param queued how many URLs were found and neither requested nor skipped, since the crawl ended before their turn
 * @param byChange how many pages by how they compare with the crawl before: {@code new}, {@code changed}, {@code unchanged},
 *     {@code gone}; empty if this was no recrawl
 * @param items how many items were emitted and written
 * @param lacking how many pages lack a required field, by its name
 * @param misfits how many pages have something that does not fit a field's type or filter, by the field's name
 * @param requisites how many requisites of pages were requested; they are not among the pages, but their bytes are among the bytes
 */
public record CrawlReport(
        End end,
        @Nullable String problem,
        long pages,
        SortedMap<Integer, Long> byStatus,
        SortedMap<String, Long> byError,
        SortedMap<String, Long> skipped,
        long bytes,
        Duration elapsed,
        int seedsFetched,
        Map<String, String> seedProblems,
        long handlerFailures,
        boolean isSummarized,
        long queued,
        SortedMap<String, Long> byChange,
        long items,
        SortedMap<String, Long> lacking,
        SortedMap<String, Long> misfits,
        long requisites) {
    /** A report of a crawl whose page handler never threw. */
    public CrawlReport(
            End end,
            @Nullable String problem,
            long pages,
            SortedMap<Integer, Long> byStatus,
            SortedMap<String, Long> byError,
            SortedMap<String, Long> skipped,
            long bytes,
            Duration elapsed,
            int seedsFetched,
            Map<String, String> seedProblems) {
        this(
                end,
                problem,
                pages,
                byStatus,
                byError,
                skipped,
                bytes,
                elapsed,
                seedsFetched,
                seedProblems,
                0,
                true,
                0,
                new TreeMap<>(),
                0,
                new TreeMap<>(),
                new TreeMap<>(),
                0);
    }

    /** A report of a crawl without requisites. */
    public CrawlReport(
            End end,
            @Nullable String problem,
            long pages,
            SortedMap<Integer, Long> byStatus,
            SortedMap<String, Long> byError,
            SortedMap<String, Long> skipped,
            long bytes,
            Duration elapsed,
            int seedsFetched,
            Map<String, String> seedProblems,
            long handlerFailures,
            boolean isSummarized,
            long queued,
            SortedMap<String, Long> byChange,
            long items,
            SortedMap<String, Long> lacking,
            SortedMap<String, Long> misfits) {
        this(
                end,
                problem,
                pages,
                byStatus,
                byError,
                skipped,
                bytes,
                elapsed,
                seedsFetched,
                seedProblems,
                handlerFailures,
                isSummarized,
                queued,
                byChange,
                items,
                lacking,
                misfits,
                0);
    }

    /** Makes the counts unmodifiable. */
    public CrawlReport {
        byStatus = Collections.unmodifiableSortedMap(new TreeMap<>(byStatus));
        byError = Collections.unmodifiableSortedMap(new TreeMap<>(byError));
        skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
        byChange = Collections.unmodifiableSortedMap(new TreeMap<>(byChange));
        lacking = Collections.unmodifiableSortedMap(new TreeMap<>(lacking));
        misfits = Collections.unmodifiableSortedMap(new TreeMap<>(misfits));
        seedProblems = Collections.unmodifiableMap(new LinkedHashMap<>(seedProblems));
    }

    /** Why a crawl ended. */
    public enum End {
        /** Everything in scope was crawled. */
        DONE,
        /** A limit on pages, bytes or time was reached. */
        BUDGET,
        /** It was told to stop. */
        STOPPED,
        /** It could not go on, as with a full disk; what was written is whole. */
        FAILED
    }

    /** {@return pages per second over the whole crawl} */
    public double pagesPerSecond() {
        return pages / Math.max(elapsed.toNanos() / 1e9, 1e-9);
    }

    /** {@return this report of a crawl whose summary could not be written, for a reason unless it failed before} */
    public CrawlReport withoutSummary(String sentence) {
        return new CrawlReport(
                End.FAILED,
                problem == null ? sentence : problem,
                pages,
                byStatus,
                byError,
                skipped,
                bytes,
                elapsed,
                seedsFetched,
                seedProblems,
                handlerFailures,
                false,
                queued,
                byChange,
                items,
                lacking,
                misfits,
                requisites);
    }
}
