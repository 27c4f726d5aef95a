package ayatori.crawler.engine;

import ayatori.crawler.archive.CapturePlace;
import ayatori.crawler.archive.CaptureRecord;
import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.frontier.Counts;
import ayatori.crawler.frontier.ForwardedLinks;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.record.JsonLines;
import ayatori.crawler.shard.CrawlShard;
import ayatori.crawler.shard.ShardCounts;
import ayatori.crawler.shard.ShardOutput;
import ayatori.crawler.store.KeyValueStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A shard whose pages are fetched in this process: what {@link FrontierLoop}, {@link Ledger} and {@link Committer} do for a whole
 * crawl, in the hands of a driver. Belongs to the driver's thread; results come in from the fetch loops.
 */
final class ShardEngine implements CrawlShard {
    /** The places of a page's records. */
    static final List<PageSink.Form> FORMS = List.of(PageSink.Form.JSON, PageSink.Form.LINKS);

    /** What a shard consists of. */
    record Parts(
            KeyValueStore store,
            Frontier frontier,
            CrawlState state,
            Step step,
            Uptake uptake,
            RobotsErrands errands,
            RobotsTimers timers) {}

    /** Results of one fetch loop that wait, and what they took of its memory when they came. */
    private record Arrived(FetchLoop from, List<Result> results, long heldBytes) {}

    private final int number;
    private final Parts parts;
    private final List<FetchLoop> fetchLoops;
    private final Consumer<ShardEngine> onClose;

    /** Null if the crawl is not archived. */
    private final @Nullable NodeArchive archive;

    private final ConcurrentLinkedQueue<Arrived> arrived = new ConcurrentLinkedQueue<>();
    private final JsonLines lines = new JsonLines();

    /** Whether the last step has requests that were not sent yet. */
    private boolean mustDispatch;

    /** Read by any thread. */
    private volatile int inFlight;

    ShardEngine(
            int number,
            Parts parts,
            List<FetchLoop> fetchLoops,
            @Nullable NodeArchive archive,
            Runnable onResult,
            Consumer<ShardEngine> onClose) {
        this.number = number;
        this.parts = parts;
        this.fetchLoops = fetchLoops;
        this.archive = archive;
        this.onClose = onClose;
        for (FetchLoop fetchLoop : fetchLoops) {
            fetchLoop.receiver(results -> {
                long held = FetchLoop.heldBytes(results);
                Consumer<List<Result>> arrive = ready -> {
                    arrived.add(new Arrived(fetchLoop, ready, held));
                    onResult.run();
                };
                if (archive == null) {
                    arrive.accept(results);
                } else {
                    archive.take(results, arrive);
                }
            });
        }
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public void links(long now, byte[] batch, ShardOutput out) {
        begin(now);
        if (RobotsErrand.is(batch)) {
            parts.errands().take(batch, parts.uptake()::take);
        } else {
            parts.frontier().onForwarded(parts.timers().now(), batch, parts.step()::add);
        }
        end(out);
    }

    @Override
    public int turn(long now, int budget, long pages, ShardOutput out) {
        begin(now);
        checkThatResultsCome();
        int before = parts.frontier().counts().inFlight();
        for (Arrived batch = arrived.poll(); batch != null; batch = arrived.poll()) {
            batch.results().forEach(parts.uptake()::take);
            batch.from().release(batch.heldBytes());
        }
        parts.timers().run();
        int between = parts.frontier().counts().inFlight();
        if (budget > 0) {
            parts.frontier().mayRequestPages(pages);
            parts.frontier().tick(parts.timers().now(), budget, parts.step()::add);
        }
        end(out);
        return inFlight - Math.min(before, between);
    }

    private void checkThatResultsCome() {
        Throwable failure = archive == null ? null : archive.failure();
        for (FetchLoop fetchLoop : fetchLoops) {
            failure = failure == null ? fetchLoop.failure() : failure;
        }
        if (failure != null) {
            throw new IllegalStateException("the pages of shard " + number + " cannot be fetched any more", failure);
        }
    }

    @Override
    public void widen(long now, String url, ShardOutput out) {
        begin(now);
        parts.state().widenScope(url);
        end(out);
    }

    @Override
    public void dispatch() {
        if (mustDispatch) {
            mustDispatch = false;
            parts.step().send(fetchLoops, _ -> {});
        }
    }

    @Override
    public long nextTurn(long now) {
        if (!arrived.isEmpty()) {
            return now;
        }
        return Math.min(parts.timers().next(), parts.frontier().nextWakeup(now));
    }

    @Override
    public void crawlIsIdle(boolean isIdle) {
        parts.frontier().crawlIsIdle(isIdle);
    }

    @Override
    public void save() {
        parts.frontier().save();
        parts.state().save(parts.store(), List.of());
    }

    @Override
    public ShardCounts counts() {
        Counts counts = parts.frontier().counts();
        Tally tally = parts.state().tally();
        return new ShardCounts(
                counts.queued(),
                counts.inFlight(),
                !parts.frontier().isDone(),
                counts.hosts(),
                tally.pages(),
                counts.pagesAnswered(),
                tally.errors(),
                tally.skippedTotal(),
                counts.bytesReceived(),
                tally.requisites(),
                parts.frontier().openRequisites(),
                tally.lacking(),
                tally.misfits());
    }

    /** Requests under way. From any thread. */
    int inFlight() {
        return inFlight;
    }

    @Override
    public void close() {
        inFlight = 0;
        onClose.accept(this);
        try {
            FetchLoops.close(fetchLoops);
        } catch (Exception e) {
            throw new IllegalStateException("the requests of shard " + number + " could not be ended", e);
        } finally {
            parts.frontier().close();
        }
    }

    private void begin(long now) {
        if (mustDispatch) {
            throw new IllegalStateException("the requests of the step before were not dispatched");
        }
        parts.timers().advance(now);
        parts.step().clear();
    }

    private void end(ShardOutput out) {
        Step step = parts.step();
        give(step, out);
        parts.state().count(step);
        mustDispatch = true;
        inFlight = parts.frontier().counts().inFlight();
    }

    private void give(Step step, ShardOutput out) {
        for (EncodedCapture capture : step.captures()) {
            give(capture, out);
        }
        for (Result.Fetched page : step.pages()) {
            give(page, out);
        }
        for (Output.Skip skip : step.skips()) {
            lines.clear();
            parts.state().robotsProblems().record(skip).writeJson(lines);
            out.skipped(skip.url(), lines.toBytes());
        }
        Map<Integer, ForwardedLinks> batches = new TreeMap<>();
        for (Output.Forward link : step.forwards()) {
            batches.computeIfAbsent(link.shard(), _ -> new ForwardedLinks()).add(link);
        }
        batches.forEach((shard, batch) -> out.forward(shard, batch.toBytes()));
        step.told().forEach(told -> out.forward(told.shard(), told.message()));
        step.widened().forEach(out::widened);
        if (step.isUrgent()) {
            out.urgent();
        }
    }

    private void give(Result.Fetched page, ShardOutput out) {
        String url = page.fetch().url();
        EncodedCapture capture = page.archived();
        if (capture != null) {
            give(capture, out);
        }
        byte[] @Nullable [] records = page.records();
        byte[] line = records[FORMS.indexOf(PageSink.Form.JSON)];
        if (line != null) {
            out.page(url, line);
        }
        byte[] links = records.length > 1 ? records[FORMS.indexOf(PageSink.Form.LINKS)] : null;
        if (links != null) {
            out.pageLinks(url, links);
        }
        page.asked().items().forEach(item -> out.item(url, item));
        page.drop();
    }

    private void give(EncodedCapture capture, ShardOutput out) {
        CapturePlace place = capture.place();
        if (place == null) {
            throw new IllegalStateException(
                    "the answer of " + capture.url() + " cannot be archived", capture.failure());
        }
        out.capture(capture.url(), new CaptureRecord(capture.url(), place).toLine());
    }
}
