package ayatori.crawler.engine;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.async.Semaphore;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Page;
import ayatori.crawler.PageError;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.web.cookie.CookieJar;
import ayatori.web.http.ClientRequest;
import ayatori.web.http.ClientResponse;
import ayatori.web.http.ClientSession;
import ayatori.web.http.FailureKind;
import ayatori.web.http.HttpException;
import ayatori.web.http.Truncation;
import ayatori.web.url.Url;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches and reads pages on one loop: each command becomes a task, each result goes back in a batch with those of the same
 * pass.
 */
final class FetchLoop {
    private static final Logger LOG = LoggerFactory.getLogger(FetchLoop.class);

    private static final byte[] NO_BODY = new byte[0];

    private final EventLoop loop;
    private final CrawlClock clock;
    private final CrawlOptions options;
    private final Sessions sessions;
    private final PageReader reader;
    private final UnreachableHosts unreachable;

    /** The turns of pages that are large: see {@link #largeBodiesMax}. */
    private final Semaphore largeBodies;

    private final @Nullable Function<Page, CompletionStage<?>> handler;

    /** Takes a batch of results to the frontier loop. Set before the first command comes. */
    private @Nullable Consumer<List<Result>> receiver;

    private List<Result> results = new ArrayList<>();

    /** Opens the sessions; to be called on the loop. */
    FetchLoop(
            EventLoop loop,
            CrawlClock clock,
            CrawlOptions options,
            UnreachableHosts unreachable,
            @Nullable CookieJar cookies,
            @Nullable Function<Page, CompletionStage<?>> handler) {
        this.loop = loop;
        this.clock = clock;
        this.options = options;
        this.sessions = new Sessions(options, cookies);
        this.reader = new PageReader(options);
        this.largeBodies = new Semaphore(largeBodiesMax(options.maxBody()));
        this.unreachable = unreachable;
        this.handler = handler;
    }

    /**
     * How many large bodies this loop holds at once. A body takes some four times its length while it is read, with the
     * array it grows out of and its copy in UTF-8; all of them together shall take half of the heap.
     */
    private static int largeBodiesMax(long bodyBytesMax) {
        int loops = Runtime.getRuntime().availableProcessors();
        long turns = Runtime.getRuntime().maxMemory() / 8 / loops / bodyBytesMax;
        return Math.clamp(turns, 1, 1_000);
    }

    void receiver(Consumer<List<Result>> takesResults) {
        receiver = takesResults;
    }

    /** Takes a batch of commands. Called from the frontier loop. */
    void send(List<Output.Command> commands) {
        loop.callSoonThreadsafe(() -> {
            for (Output.Command command : commands) {
                Async.createTask(() -> deliver(carryOut(command)));
            }
        });
    }

    private Result carryOut(Output.Command command) throws Exception {
        return command instanceof Output.Fetch fetch ? fetch(fetch) : fetchRobots((Output.FetchRobots) command);
    }

    /** Closes the connections and what decoding holds; what is still under way fails. Called from another thread; waits. */
    void close() {
        loop.runCoroutineThreadsafe(() -> {
                    sessions.close();
                    return true;
                })
                .join();
    }

    // ---- pages

    private Result fetch(Output.Fetch fetch) throws Exception {
        Instant fetchedAt = clock.instant();
        long start = loop.nanoTime();
        try {
            unreachable.check(fetch.origin());
            Url url = Objects.requireNonNull(Url.tryParse(fetch.url()));
            ClientSession session = fetch.isSitemap() ? sessions.sitemaps() : sessions.pages();
            // Open until the page is dealt with: a large body keeps its turn for as long as it is held.
            try (ClientResponse response = session.request(sessions.pageRequest(url))) {
                return read(fetch, answer(fetch, response, fetchedAt, start));
            }
        } catch (HttpException e) {
            return failed(fetch, e, fetchedAt, loop.nanoTime() - start);
        } catch (IOException e) {
            var reset = new HttpException(FailureKind.RESET, "The connection failed: " + e.getMessage(), e);
            return failed(fetch, reset, fetchedAt, loop.nanoTime() - start);
        } catch (CancelledError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // A mistake of ours that some page brings out: it costs that page, for the frontier waits for every one.
            LOG.error("the answer from {} could not be read", fetch.url(), e);
            var unread = new HttpException(FailureKind.PROTOCOL, "The answer could not be read: " + e + ".", e);
            return failed(fetch, unread, fetchedAt, loop.nanoTime() - start);
        }
    }

    private Result read(Output.Fetch fetch, Answer answer) throws Exception {
        PageReader.Reading reading = reader.read(fetch, answer, handler != null);
        handle(reading.page());
        var outcome = new Outcome.Answered(
                Math.min(answer.status(), 599),
                answer.bytes(),
                answer.headNanos(),
                RetryAfter.parse(answer.headers().first("Retry-After"), answer.fetchedAt()));
        return new Result.Fetched(fetch, outcome, reading.facts(), reading.json(), reading.text(), reading.links());
    }

    private Answer answer(Output.Fetch fetch, ClientResponse response, Instant fetchedAt, long start)
            throws IOException {
        long head = loop.nanoTime();
        boolean isSitemap = fetch.isSitemap() && response.status() == 200;
        SitemapBody sitemap = isSitemap ? SitemapBody.read(response, options.canonicalForm()) : null;
        byte[] body = isSitemap ? NO_BODY : response.bytesInTurn(largeBodies);
        Truncation truncated = response.truncated();
        return new Answer(
                response.status(),
                response.headers(),
                body,
                sitemap,
                truncated == null ? null : truncated.token(),
                fetchedAt,
                head - start,
                loop.nanoTime() - start);
    }

    private Result failed(Output.Fetch fetch, HttpException e, Instant fetchedAt, long nanos) throws Exception {
        String message = Objects.requireNonNullElse(e.getMessage(), e.kind().token());
        if (e.kind() == FailureKind.PRIVATE_ADDRESS) {
            return new Result.PrivateAddress(fetch, message);
        }
        var error = new PageError(e.kind().token(), message);
        PageReader.Reading reading = reader.failed(fetch, error, fetchedAt, nanos, handler != null);
        if (fetch.lastAttempt() || !isRetryable(e.kind())) {
            handle(reading.page());
        }
        return new Result.Fetched(
                fetch,
                new Outcome.Failed(isRetryable(e.kind()), 0, nanos),
                reading.facts(),
                reading.json(),
                reading.text(),
                reading.links());
    }

    /** Whether the same request may fare better a little later. */
    private static boolean isRetryable(FailureKind kind) {
        return switch (kind) {
            case REFUSED, UNREACHABLE, CONNECT_TIMEOUT, PROXY, TLS, TIMEOUT, IDLE_TIMEOUT, RESET -> true;
            case INVALID_URL,
                    UNKNOWN_HOST,
                    PRIVATE_ADDRESS,
                    PROXY_LOGIN,
                    CERTIFICATE,
                    PROTOCOL,
                    HEADER_TOO_LARGE,
                    BODY_TOO_LARGE,
                    CONTENT_ENCODING,
                    TOO_MANY_REDIRECTS -> false;
        };
    }

    private void handle(@Nullable Page page) throws Exception {
        if (page != null && handler != null) {
            Async.promise(handler.apply(page)).await();
        }
    }

    // ---- robots.txt

    private Result fetchRobots(Output.FetchRobots fetch) {
        long start = loop.nanoTime();
        try {
            return new Result.Robots(fetch, robotsAnswer(fetch, start), null);
        } catch (CancelledError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.error("the robots.txt of {} could not be read", fetch.origin(), e);
            var unread = new RobotsAnswer.Unreachable(loop.nanoTime() - start, null);
            return new Result.Robots(fetch, unread, "It could not be read: " + e + ".");
        } catch (IOException e) {
            long nanos = loop.nanoTime() - start;
            String problem = Objects.requireNonNullElse(e.getMessage(), "it could not be fetched.");
            if (e instanceof HttpException http && isMisdirected(http.kind())) {
                return new Result.Robots(fetch, new RobotsAnswer.None(nanos), null);
            }
            if (e instanceof HttpException http && !isRetryable(http.kind())) {
                // Nothing on this host can be fetched: its pages fail with the same words, without a request.
                unreachable.add(fetch.origin(), http);
                return new Result.Robots(fetch, new RobotsAnswer.None(nanos), problem);
            }
            return new Result.Robots(fetch, new RobotsAnswer.Unreachable(nanos, null), problem);
        }
    }

    /**
     * Whether the host sent us on too often, or to something that is not a web address: then it has no robots.txt (RFC
     * 9309 section 2.3.1.2), as with a redirect that says nothing of where to.
     */
    private static boolean isMisdirected(FailureKind kind) {
        return kind == FailureKind.TOO_MANY_REDIRECTS || kind == FailureKind.INVALID_URL;
    }

    private RobotsAnswer robotsAnswer(Output.FetchRobots fetch, long start) throws IOException {
        Url url = Objects.requireNonNull(Url.tryParse(fetch.origin() + "/robots.txt"));
        try (ClientResponse response = sessions.robots().request(ClientRequest.get(url))) {
            long nanos = loop.nanoTime() - start;
            Duration retryAfter = RetryAfter.parse(response.headers().first("Retry-After"), clock.instant());
            int status = response.status();
            if (status >= 200 && status < 300) {
                return new RobotsAnswer.Rules(response.bytes(), nanos);
            }
            return status >= 500 || status == 429
                    ? new RobotsAnswer.Unreachable(nanos, retryAfter)
                    : new RobotsAnswer.None(nanos);
        }
    }

    // ---- results

    private void deliver(Result result) {
        if (results.isEmpty()) {
            loop.callSoon(this::flush);
        }
        results.add(result);
    }

    private void flush() {
        List<Result> batch = results;
        results = new ArrayList<>();
        Objects.requireNonNull(receiver).accept(batch);
    }
}
