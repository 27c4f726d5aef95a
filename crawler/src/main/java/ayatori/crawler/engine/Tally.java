package ayatori.crawler.engine;

import ayatori.crawler.CrawlReport;
import ayatori.crawler.SkipReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The counts of a crawl. Belongs to the frontier loop. */
final class Tally {

    private final SortedMap<Integer, Long> byStatus = new TreeMap<>();
    private final SortedMap<String, Long> byError = new TreeMap<>();
    private final SortedMap<String, Long> skipped = new TreeMap<>();
    private final SortedMap<String, Long> byChange = new TreeMap<>();
    private final SortedMap<String, Long> lacking = new TreeMap<>();
    private final SortedMap<String, Long> misfits = new TreeMap<>();
    private long pages;
    private long bytes;
    private long errors;
    private long skippedTotal;
    private long items;
    private long requisites;

    /** These counts as they are now. */
    Tally copy() {
        var copy = new Tally();
        copy.byStatus.putAll(byStatus);
        copy.byError.putAll(byError);
        copy.skipped.putAll(skipped);
        copy.byChange.putAll(byChange);
        copy.lacking.putAll(lacking);
        copy.misfits.putAll(misfits);
        copy.pages = pages;
        copy.bytes = bytes;
        copy.errors = errors;
        copy.skippedTotal = skippedTotal;
        copy.items = items;
        copy.requisites = requisites;
        return copy;
    }

    void page(Result.Facts facts) {
        bytes += facts.bytes();
        if (facts.isRequisite()) {
            requisites++;
            return;
        }
        pages++;
        byStatus.merge(facts.status(), 1L, Long::sum);
        if (facts.change() != null) {
            byChange.merge(facts.change().label(), 1L, Long::sum);
        }
        if (facts.extracted() != null) {
            facts.extracted().lacking().forEach(field -> lacking.merge(field, 1L, Long::sum));
            facts.extracted().misfits().forEach(field -> misfits.merge(field, 1L, Long::sum));
        }
        if (facts.error() != null) {
            byError.merge(facts.error().kind(), 1L, Long::sum);
            errors++;
        }
    }

    void skip(SkipReason reason) {
        skippedTotal++;
        skipped.merge(reason.label(), 1L, Long::sum);
    }

    void items(int count) {
        items += count;
    }

    long pages() {
        return pages;
    }

    Map<Integer, Long> byStatus() {
        return Map.copyOf(byStatus);
    }

    Map<String, Long> byError() {
        return Map.copyOf(byError);
    }

    Map<String, Long> bySkip() {
        return Map.copyOf(skipped);
    }

    long bytes() {
        return bytes;
    }

    long errors() {
        return errors;
    }

    long skippedTotal() {
        return skippedTotal;
    }

    long requisites() {
        return requisites;
    }

    Map<String, Long> lacking() {
        return Map.copyOf(lacking);
    }

    Map<String, Long> misfits() {
        return Map.copyOf(misfits);
    }

    void write(StateWriter out) {
        out.number(pages).number(bytes).number(errors).number(skippedTotal);
        out.number(byStatus.size());
        byStatus.forEach((status, count) -> out.number(status).number(count));
        for (SortedMap<String, Long> counts : List.of(byError, skipped, byChange, lacking, misfits)) {
            out.number(counts.size());
            counts.forEach((name, count) -> out.text(name).number(count));
        }
        out.number(items).number(requisites);
    }

    void read(StateReader in) {
        pages = in.number();
        bytes = in.number();
        errors = in.number();
        skippedTotal = in.number();
        for (long left = in.number(); left > 0; left--) {
            byStatus.put((int) in.number(), in.number());
        }
        for (SortedMap<String, Long> counts : List.of(byError, skipped, byChange, lacking, misfits)) {
            if (!in.hasMore()) {
                return; // a state of a version that had no fields
            }
            for (long left = in.number(); left > 0; left--) {
                counts.put(in.text(), in.number());
            }
        }
        items = in.hasMore() ? in.number() : 0; // earlier versions had none
        requisites = in.hasMore() ? in.number() : 0;
    }

    CrawlReport report(
            CrawlReport.End end,
            @Nullable String problem,
            Duration elapsed,
            SeedFates seeds,
            long handlerFailures,
            long queued) {
        return new CrawlReport(
                end,
                problem,
                pages,
                byStatus,
                byError,
                skipped,
                bytes,
                elapsed,
                seeds.fetched(),
                seeds.problems(),
                handlerFailures,
                true,
                queued,
                byChange,
                items,
                lacking,
                misfits,
                requisites);
    }
}
