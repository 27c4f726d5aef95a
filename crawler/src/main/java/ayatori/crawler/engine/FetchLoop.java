package ayatori.crawler.engine;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.archive.Capture;
import ayatori.crawler.archive.Original;
import ayatori.crawler.fetch.Answer;
import ayatori.crawler.fetch.Exchange;
import ayatori.crawler.fetch.FetchException;
import ayatori.crawler.fetch.Fetcher;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.fetch.RobotsProblem;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.crawler.read.BodyDigest;
import ayatori.crawler.read.ListedLinks;
import ayatori.crawler.read.PageReader;
import ayatori.crawler.read.Reading;
import ayatori.crawler.read.RequisiteLinks;
import ayatori.crawler.record.PageRecord;
import ayatori.crawler.recrawl.PreviousCrawl;
import ayatori.web.http.Headers;
import ayatori.web.http.Validators;
import ayatori.web.url.Url;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches, reads and records pages on one loop: each command becomes a task, and each result goes back in a batch with
 * those of the same pass.
 */
final class FetchLoop {
    private static final Logger LOG = LoggerFactory.getLogger(FetchLoop.class);
    private static final int CLOSE_SECONDS_MAX = 10;
    private static final byte[] NO_BODY = {};

    /** How often a loop asks again that may not make requests. */
    private static final Duration LEAVE_EVERY = Duration.ofMillis(100);

    /** WARC's word for a body that was not read for a reason of ours. */
    private static final String NOT_READ = "unspecified";

    private final EventLoop loop;
    private final CrawlClock clock;
    private final Fetcher fetcher;
    private final CrawlOptions options;
    private final @Nullable HandlerLoop handler;
    private final HeldBytes held;
    private final AcceptedTypes acceptedTypes;
    private final RateLimit rateLimit;
    private final RequisiteBodies requisiteBodies;
    private final RulesReader rulesReader;
    private final Supplier<Recorder> newRecorder;

    /** Null if this is no recrawl. */
    private final @Nullable PreviousCrawl previous;

    private final Archivist archivist;

    /** Whether requests may be made now; a shard may have gone to another process. Asked before each. */
    private final BooleanSupplier mayRequest;

    /** Null if nothing is taken out of pages. */
    private final @Nullable ContentReader content;

    /** Both are made anew after a failure, which may have left them in any state. */
    private PageReader reader;

    private Recorder recorder;

    /** Takes a batch of results to the frontier loop. Set before the first command comes. */
    private @Nullable Consumer<List<Result>> receiver;

    private List<Result> results = new ArrayList<>();

    /** Set when the crawl has ended: results go nowhere from then on. */
    private boolean isClosed;

    /** Why a result was lost, which the frontier would wait for; null if none was. Read by any thread. */
    private volatile @Nullable Throwable failure;

    FetchLoop(
            EventLoop loop,
            CrawlClock clock,
            CrawlOptions options,
            Fetcher fetcher,
            Supplier<Recorder> newRecorder,
            @Nullable HandlerLoop handler,
            @Nullable PreviousCrawl previous,
            @Nullable ContentReader content,
            RateLimit rateLimit,
            Archivist archivist,
            BooleanSupplier mayRequest) {
        this.mayRequest = mayRequest;
        this.archivist = archivist;
        this.content = content;
        this.loop = loop;
        this.previous = previous;
        this.clock = clock;
        this.options = options;
        this.fetcher = fetcher;
        this.reader = new PageReader(options);
        this.newRecorder = newRecorder;
        this.recorder = newRecorder.get();
        this.handler = handler;
        this.held = HeldBytes.shareOfHeap(loop);
        this.rateLimit = rateLimit;
        this.requisiteBodies = new RequisiteBodies(options.extent().requisites());
        this.acceptedTypes = new AcceptedTypes(options.extent().acceptTypes());
        this.rulesReader =
                new RulesReader(fetcher, held, SiteRules.parser(options.access().userAgent()));
    }

    void receiver(Consumer<List<Result>> takesResults) {
        receiver = takesResults;
    }

    /** Takes a batch of commands. Called from the frontier loop. */
    void send(List<Output.Command> commands) {
        loop.callSoonThreadsafe(() -> {
            for (Output.Command command : commands) {
                Async.createTask(() -> {
                    carryOut(() -> result(command));
                    return command;
                });
            }
        });
    }

    private void awaitLeave() throws Exception {
        while (!mayRequest.getAsBoolean()) {
            Async.sleep(LEAVE_EVERY);
            if (isClosed) {
                throw new CancelledError("the fetch loop was closed");
            }
        }
    }

    /** Why this loop cannot be relied on any more; null while it can. From any thread. */
    @Nullable Throwable failure() {
        Throwable known = failure;
        return known != null || loop.thread().isAlive() ? known : new IllegalStateException("a fetch loop has died");
    }

    private Result result(Output.Command command) throws Exception {
        if (!(command instanceof Output.Fetch fetch)) {
            return fetchRobots((Output.FetchRobots) command, null);
        }
        Result result = fetch(fetch);
        if (result instanceof Result.Fetched fetched) {
            rateLimit.await(fetched.outcome().bytes(), loop);
        }
        return result;
    }

    /** Gives a result for every command, whatever happens: the frontier waits for it. */
    private void carryOut(Callable<Result> command) throws Exception {
        try {
            awaitLeave();
            deliver(command.call());
        } catch (Throwable e) {
            if (isClosed) {
                throw e;
            }
            failure = e;
        }
    }

    /** Closes the connections; what is still under way fails, and its results go nowhere. From any thread. */
    CompletableFuture<Boolean> closing() {
        if (!loop.thread().isAlive()) {
            return CompletableFuture.completedFuture(false);
        }
        return loop.runCoroutineThreadsafe(() -> {
                    isClosed = true;
                    fetcher.close();
                    archivist.close();
                    return true;
                })
                .completeOnTimeout(false, CLOSE_SECONDS_MAX, TimeUnit.SECONDS)
                .exceptionally(_ -> false);
    }

    // ---- pages

    private Result fetch(Output.Fetch fetch) throws Exception {
        Instant fetchedAt = clock.instant();
        long start = loop.nanoTime();
        RecordedPage before = previous == null ? null : previous.find(fetch.url(), fetch.requisite());
        Validators condition =
                previous == null || before == null || fetch.isSitemap() ? Validators.NONE : previous.condition(before);
        // Open until the page is dealt with: a large body keeps its turn for as long as it is held.
        try (Exchange exchange = fetcher.fetch(fetch, condition)) {
            if (before != null && exchange.head().status() == 304 && !condition.isEmpty()) {
                return notModified(fetch, exchange, before, start);
            }
            if (fetch.requisite() != null && !requisiteBodies.nameOthers(fetch.requisite(), exchange.head())) {
                return opaque(fetch, exchange, start);
            }
            boolean isSitemap = fetch.isSitemap() && exchange.head().status() == 200;
            return isSitemap ? sitemap(fetch, exchange, before, start) : page(fetch, exchange, before, start);
        } catch (FetchException e) {
            return failed(fetch, e, before, fetchedAt, loop.nanoTime() - start);
        } catch (Throwable e) {
            if (isClosed) {
                throw e;
            }
            // A defect of ours that some page brings out, or a page that takes too much memory: it costs that page.
            defect("the answer from {} could not be read", fetch.url(), e);
            return failed(fetch, FetchException.defect(e), before, fetchedAt, loop.nanoTime() - start);
        }
    }

    private void defect(String message, String where, Throwable e) {
        reader = new PageReader(options);
        recorder = newRecorder.get();
        if (!isClosed) {
            LOG.error(message, where, e);
        }
    }

    private Result page(Output.Fetch fetch, Exchange exchange, @Nullable RecordedPage before, long start)
            throws Exception {
        boolean isRequisite = fetch.requisite() != null;
        boolean isAccepted = isRequisite || acceptedTypes.accept(exchange.head());
        Answer answer = isAccepted ? exchange.readBody() : new Answer(exchange.head(), NO_BODY, NOT_READ);
        Capture capture = archivist.capture(exchange, isAccepted);
        String digest = answer.isComparable() ? BodyDigest.of(answer.body()) : null;
        var response = response(answer.head(), answer.body().length, answer.truncated(), digest, start);
        held.awaitRoom();
        FetchException failure = answer.failure();
        Reading reading = failure != null
                ? new Reading.FailedReading(failure.error())
                : kept(
                        content == null || isRequisite
                                ? reader.read(fetch, answer)
                                : content.reading(reader, fetch, answer));
        RequisiteLinks requisites = failure == null ? reader.takeRequisites() : RequisiteLinks.NONE;
        PageRecord record = record(fetch, response, reading, before);
        record = content == null || isRequisite ? record : record.with(content.read(fetch, answer.head(), reading));
        Result.Fetched result =
                answered(fetch, answer.head(), failure, record, reading).with(requisites);
        result = archivist.archived(result, capture, null, record, reading);
        return handled(result, record, reading, answer.head().headers());
    }

    /** A requisite that names no others, such as an image: its body is not kept, however large it is. */
    private Result opaque(Output.Fetch fetch, Exchange exchange, long start) throws Exception {
        RequisiteBodies.Read read = requisiteBodies.read(exchange, () -> loop.nanoTime() - start);
        FetchException failure = read.failure();
        Reading reading =
                failure == null ? new Reading.OpaqueReading(NO_BODY) : new Reading.FailedReading(failure.error());
        PageRecord record = record(fetch, read.response(), reading, null);
        Result.Fetched result = answered(fetch, exchange.head(), failure, record, reading);
        return archivist.archived(result, archivist.capture(exchange, true), null, record, reading);
    }

    /** The record of the crawl before is taken over, and its links are followed. */
    private Result notModified(Output.Fetch fetch, Exchange exchange, RecordedPage before, long start)
            throws Exception {
        Head head = exchange.readBody().head();
        Capture capture = archivist.capture(exchange, true);
        held.awaitRoom();
        Reading reading = kept(NotModified.reading(reader, fetch, before));
        var response = NotModified.response(head, before, loop.nanoTime() - start);
        PageRecord record = record(fetch, response, reading, before);
        record = content == null || fetch.requisite() != null ? record : record.with(content.carried(fetch, before));
        Result.Fetched result = answered(fetch, head, null, record, reading);
        var original = new Original(before.url(), before.fetchedAt());
        result = archivist.archived(result, capture, original, record, reading);
        return handled(result, record, reading, head.headers());
    }

    /** Rules, and code of the user's, may wait for a lock, and then another task uses the reader. */
    private Reading kept(Reading reading) {
        return handler != null || content != null || recorder.hasOwnFormats() ? reading.kept() : reading;
    }

    private PageRecord record(
            Output.Fetch fetch, PageRecord.Response response, Reading reading, @Nullable RecordedPage before) {
        return Recorder.record(fetch, response, reading, before, previous != null && fetch.requisite() == null);
    }

    private Result sitemap(Output.Fetch fetch, Exchange exchange, @Nullable RecordedPage before, long start)
            throws Exception {
        Reading.SitemapReading reading = reader.readSitemap(fetch, exchange, part -> listed(fetch, part));
        boolean isRead = reading.error() == null && exchange.truncated() == null;
        String digest = isRead ? reading.digest() : null;
        var response = response(exchange.head(), reading.bytes(), exchange.truncated(), digest, start);
        PageRecord record = record(fetch, response, reading, before);
        Result.Fetched result = answered(fetch, exchange.head(), null, record, reading);
        return archivist.archived(result, archivist.capture(exchange, true), null, record, reading);
    }

    private void listed(Output.Fetch fetch, ListedLinks part) {
        deliver(new Result.Listed(fetch, part));
        try {
            held.awaitRoom();
        } catch (Exception e) {
            throw new IllegalStateException("waiting for room never fails", e);
        }
    }

    private PageRecord.Response response(
            Head head, long bytes, @Nullable String truncated, @Nullable String digest, long start) {
        return PageRecord.Response.of(head, bytes, truncated, digest, loop.nanoTime() - start);
    }

    private Result.Fetched answered(
            Output.Fetch fetch, Head head, @Nullable FetchException failure, PageRecord record, Reading reading) {
        boolean setsCookie = options.access().cookies() && head.headers().contains("Set-Cookie");
        return fetched(
                fetch,
                Outcomes.of(fetch, head, failure, record, setsCookie, reading.reloads()),
                record,
                reading,
                head.headers(),
                setsCookie);
    }

    private Result failed(
            Output.Fetch fetch, FetchException e, @Nullable RecordedPage before, Instant fetchedAt, long nanos)
            throws Exception {
        if (e.isPrivateAddress()) {
            return new Result.PrivateAddress(fetch, e.error().message());
        }
        var reading = new Reading.FailedReading(e.error());
        PageRecord record = record(fetch, PageRecord.Response.none(fetchedAt, nanos), reading, before);
        var failed = new Outcome.Failed(e.isRetryable(), 0, nanos, e.error().kind());
        Result.Fetched result = archivist.archived(
                fetched(fetch, failed, record, reading, Headers.EMPTY, false), e.capture(), null, record, reading);
        return handled(result, record, reading, Headers.EMPTY);
    }

    private Result.Fetched fetched(
            Output.Fetch fetch,
            Outcome outcome,
            PageRecord record,
            Reading reading,
            Headers headers,
            boolean setsCookie) {
        return new Result.Fetched(
                fetch,
                outcome,
                Recorder.facts(record, setsCookie),
                recorder.records(record, reading, headers),
                reading.links(),
                RequisiteLinks.NONE,
                record.extracted() == null ? Result.Asked.NOTHING : recorder.items(record),
                null);
    }

    /** Waits for the handler, which is called once for each record: not for an answer that leads to another try. */
    private Result handled(Result.Fetched result, PageRecord record, Reading reading, Headers headers)
            throws Exception {
        HandlerLoop handling = handler;
        if (handling == null || !result.isFinal() || result.fetch().requisite() != null) {
            return result;
        }
        HandlerCall call = handling.call(result.fetch());
        var page = new AnsweredPage(record, reading, headers, call);
        long bytes = page.body().length + 2 * result.links().memoryBytes();
        held.add(bytes);
        try {
            HandlerLoop.Ending ending =
                    Async.promise(handling.handle(page, call)).await();
            if (ending instanceof HandlerLoop.Ending.Stops(String problem)) {
                result.drop();
                return new Result.Unhandled(result.fetch(), problem);
            }
            return call.isRetried() ? result.retried() : result.with(asked(result, call));
        } finally {
            held.release(bytes);
        }
    }

    private Result.Asked asked(Result.Fetched result, HandlerCall call) {
        return result.asked().and(reader.requested(result.fetch(), call.requests()), call.items());
    }

    // ---- robots.txt

    /** Requests the target of a robots.txt's redirect. Called from the frontier loop. */
    void sendRobots(Output.FetchRobots command, Url location) {
        loop.callSoonThreadsafe(() -> Async.createTask(() -> {
            carryOut(() -> fetchRobots(command, location));
            return command;
        }));
    }

    private Result fetchRobots(Output.FetchRobots fetch, @Nullable Url location) {
        long start = loop.nanoTime();
        try {
            return archivist.archived(fetch, rulesReader.read(fetch, location));
        } catch (Throwable e) {
            defect("the robots.txt of {} could not be read", fetch.origin(), e);
            var unread = new RobotsAnswer.Unreachable(loop.nanoTime() - start, null);
            var problem = RobotsProblem.answered("It could not be read: " + e + ".");
            return new Result.Robots(fetch, new RobotsFetch.Answered(unread, problem), null);
        }
    }

    // ---- results

    private void deliver(Result result) {
        if (results.isEmpty()) {
            loop.callSoon(this::flush);
        }
        results.add(result);
        held.add(result.heldBytes());
    }

    /** Learns that the frontier loop has taken results up. Called from the frontier loop. */
    void taken(List<Result> taken) {
        release(heldBytes(taken));
    }

    /** What results take of the bytes that are held, until {@link #release}. */
    static long heldBytes(List<Result> results) {
        long bytes = 0;
        for (Result result : results) {
            bytes += result.heldBytes();
        }
        return bytes;
    }

    /** Learns that results of so many bytes have been taken up. */
    void release(long bytes) {
        if (bytes > 0) {
            loop.callSoonThreadsafe(() -> held.release(bytes));
        }
    }

    private void flush() {
        List<Result> batch = results;
        if (!isClosed) {
            results = new ArrayList<>();
            try {
                Objects.requireNonNull(receiver).accept(batch);
            } catch (IllegalStateException e) {
                failure = e; // the frontier loop has died
            }
        }
    }
}
