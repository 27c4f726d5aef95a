package ayatori.crawler.fetch;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.archive.Capture;
import ayatori.crawler.archive.Spool;
import ayatori.crawler.archive.WireCapture;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.web.cookie.CookieJar;
import ayatori.web.http.AddressPolicy;
import ayatori.web.http.BodyTurns;
import ayatori.web.http.ClientResponse;
import ayatori.web.http.ClientSession;
import ayatori.web.http.HttpException;
import ayatori.web.http.ResponseBody;
import ayatori.web.http.Truncation;
import ayatori.web.http.Validators;
import ayatori.web.proxy.Proxies;
import ayatori.web.robots.RobotsRules;
import ayatori.web.url.Url;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fetches over HTTP, with the sessions of one fetch loop. */
public final class HttpFetcher implements Fetcher {
    /** The first pause after a failure of this machine or its name servers; each further one is twice as long. */
    private static final Duration LOCAL_PAUSE = Duration.ofSeconds(1);

    private static final Duration LOCAL_PAUSE_MAX = Duration.ofSeconds(16);

    /** The longest pause while nothing has answered yet: the user of an offline machine wants to know at once. */
    private static final Duration FIRST_PAUSE_MAX = Duration.ofSeconds(2);

    private static final int PARTIAL_CONTENT = 206;

    private final EventLoop loop;
    private final InstantSource clock;
    private final Sessions sessions;
    private final UnreachableHosts unreachable;

    /** Whether the address of a connection may be a proxy's. */
    private final boolean hasProxies;

    private final BodyTurns bodyTurns;

    /** How many bytes of an answer are captured. */
    private final long captureBytesMax;

    private final boolean hasBlockDigests;

    /** Where captures wait that are too large for memory; null if nothing is captured. */
    private final @Nullable Spool spool;

    /**
     * Opens the sessions; to be called on the loop.
     *
     * @param unreachable shared with the fetchers of the other loops
     * @param cookies shared with the fetchers of the other loops; null to keep none
     * @param addresses shared with the fetchers of the other loops
     * @param spool where captures wait that are too large for memory; null if nothing is to be captured
     */
    public HttpFetcher(
            EventLoop loop,
            InstantSource clock,
            CrawlOptions options,
            UnreachableHosts unreachable,
            @Nullable CookieJar cookies,
            AddressPolicy addresses,
            @Nullable Spool spool) {
        this.captureBytesMax = options.output().archive().maxBody();
        this.hasBlockDigests = options.output().archive().blockDigests();
        this.spool = spool;
        this.loop = loop;
        this.clock = clock;
        this.sessions = new Sessions(options, cookies, addresses);
        this.unreachable = unreachable;
        this.hasProxies = !options.access().proxies().equals(Proxies.NONE);
        this.bodyTurns = bodyTurns(options.extent().maxBody());
    }

    /** Received bodies may take an eighth of the heap, apart from the one that is read, which is held several times. */
    private static BodyTurns bodyTurns(long bodyBytesMax) {
        long heap = Runtime.getRuntime().maxMemory();
        return BodyTurns.ofBytes(heap / 8 / Runtime.getRuntime().availableProcessors(), bodyBytesMax);
    }

    /** The addresses that all fetchers of one crawl may connect to. */
    public static AddressPolicy addresses(CrawlOptions options) {
        return Sessions.addresses(options);
    }

    @Override
    public Exchange fetch(Output.Fetch fetch, Validators condition) throws FetchException {
        Instant fetchedAt = clock.instant();
        long start = loop.nanoTime();
        Url url = Objects.requireNonNull(Url.tryParse(fetch.url()));
        ClientSession session = fetch.isSitemap() ? sessions.sitemaps() : sessions.pages();
        unreachable.check(fetch.origin());
        WireCapture wire = newCapture();
        try {
            ClientResponse response = session.request(
                    condition.condition(sessions.pageRequest(url, fetch.request(), fetch.requisite())), wire);
            sessions.limit(response, fetch.requisite());
            Head head = head(response, fetchedAt, start);
            return new HttpExchange(head, response, bodyTurns, wire);
        } catch (IOException e) {
            throw failed(e, url, fetchedAt, wire, false);
        }
    }

    /** A failure, with what came of the answer if anything did. */
    private static FetchException failed(
            IOException e, Url url, Instant fetchedAt, @Nullable WireCapture wire, boolean hasHead) {
        FetchException failure = FetchException.of(e);
        if (wire == null || wire.answer().length() == 0 || !(e instanceof HttpException http)) {
            close(wire);
            return failure;
        }
        String truncated = (wire.isCut() ? Truncation.LENGTH : Truncation.of(http)).token();
        return failure.with(new Capture(url.withoutFragment().href(), fetchedAt, null, wire, hasHead, truncated));
    }

    private @Nullable WireCapture newCapture() {
        return spool == null ? null : new WireCapture(captureBytesMax, hasBlockDigests, spool);
    }

    private static void close(@Nullable WireCapture wire) {
        if (wire != null) {
            wire.close();
        }
    }

    /** Receives what a capture lacks. */
    private static @Nullable Capture capture(
            ClientResponse response, Head head, @Nullable WireCapture wire, boolean isWhole) throws IOException {
        if (wire == null) {
            return null;
        }
        Truncation truncation = isWhole ? response.receiveForTap() : Truncation.UNSPECIFIED;
        String truncated = wire.isCut() ? Truncation.LENGTH.token() : truncation == null ? null : truncation.token();
        return new Capture(
                response.url().withoutFragment().href(), head.fetchedAt(), head.address(), wire, true, truncated);
    }

    /** One answer, as the client gives it. */
    private static final class HttpExchange implements Exchange {
        private final Head head;
        private final ClientResponse response;
        private final BodyTurns bodyTurns;

        /** Null if nothing is captured, or if the capture has gone to its taker. */
        private @Nullable WireCapture wire;

        HttpExchange(Head head, ClientResponse response, BodyTurns bodyTurns, @Nullable WireCapture wire) {
            this.head = head;
            this.response = response;
            this.bodyTurns = bodyTurns;
            this.wire = wire;
        }

        @Override
        public Head head() {
            return head;
        }

        @Override
        public @Nullable Capture capture(boolean isWhole) throws FetchException {
            try {
                Capture capture = HttpFetcher.capture(response, head, wire, isWhole);
                wire = null;
                return capture;
            } catch (IOException e) {
                throw FetchException.of(e);
            }
        }

        @Override
        public Url url() {
            return response.url();
        }

        @Override
        public Answer readBody() throws FetchException {
            try {
                ResponseBody body = response.receiveInTurn(bodyTurns);
                HttpException failure = body.isUsable() || head.isRedirect() ? null : body.failure();
                return new Answer(head, body.bytes(), truncated(), failure == null ? null : FetchException.of(failure));
            } catch (IOException e) {
                throw FetchException.of(e);
            }
        }

        @Override
        public InputStream stream() throws IOException {
            return response.body();
        }

        @Override
        public @Nullable String truncated() {
            Truncation truncation = response.truncated();
            return truncation == null ? null : truncation.token();
        }

        @Override
        public void close() {
            response.close();
            HttpFetcher.close(wire);
        }
    }

    @Override
    public RobotsFetch robots(Output.FetchRobots fetch, @Nullable Url location) {
        Url url = location != null ? location : Objects.requireNonNull(Url.tryParse(fetch.origin() + "/robots.txt"));
        long start = loop.nanoTime();
        try {
            RobotsFetch robots = robotsOnceReachable(url, start);
            if (location == null) {
                unreachable.answered(fetch.origin());
            }
            return robots;
        } catch (FetchException e) {
            long nanos = loop.nanoTime() - start;
            if (e.isMisdirected()) {
                // No robots.txt (RFC 9309 section 2.3.1.2), as with a redirect that names no target.
                return new RobotsFetch.Answered(new RobotsAnswer.None(nanos), null, e.capture());
            }
            if (location == null && e.concernsWholeHost() && unreachable.add(fetch.origin(), e)) {
                // Nothing on this host can be fetched: its pages fail with the same words, without a request.
                return new RobotsFetch.Answered(new RobotsAnswer.NoHost(nanos), RobotsProblem.of(e), e.capture());
            }
            return new RobotsFetch.Answered(
                    new RobotsAnswer.Unreachable(nanos, null), RobotsProblem.of(e), e.capture());
        }
    }

    /** Asks again while this machine or its name servers fail: that must not deny the pages of a host. */
    private RobotsFetch robotsOnceReachable(Url url, long start) throws FetchException {
        for (Duration pause = LOCAL_PAUSE; ; pause = pause.multipliedBy(2)) {
            WireCapture wire = newCapture();
            Instant fetchedAt = clock.instant();
            boolean hasHead = false;
            try (ClientResponse response = sessions.robots().request(sessions.robotsRequest(url), wire)) {
                hasHead = true;
                Head head = head(response, fetchedAt, start);
                return robots(url, response, head, wire);
            } catch (IOException e) {
                FetchException failure = failed(e, url, fetchedAt, wire, hasHead);
                Duration longest = unreachable.hasAnyAnswered() ? LOCAL_PAUSE_MAX : FIRST_PAUSE_MAX;
                if (!failure.isLocal() || pause.compareTo(longest) > 0) {
                    throw failure;
                }
            }
            Async.sleep(pause);
        }
    }

    private static RobotsFetch robots(Url url, ClientResponse response, Head head, @Nullable WireCapture wire)
            throws IOException {
        if (head.isRedirect()) {
            return moved(url, head, capture(response, head, wire, true));
        }
        RobotsAnswer answer = robotsAnswer(response, head);
        return answered(answer, head, capture(response, head, wire, true));
    }

    private static RobotsFetch moved(Url url, Head head, @Nullable Capture capture) {
        Url target = url.tryResolve(Objects.requireNonNull(head.headers().urlReference("Location")));
        return target != null && target.isHttp()
                ? new RobotsFetch.Moved(target.withoutCredentials().withoutFragment(), capture)
                : new RobotsFetch.Answered(
                        new RobotsAnswer.None(head.nanos(), head.retryAfter(), head.address()), null, capture);
    }

    private static RobotsFetch answered(RobotsAnswer answer, Head head, @Nullable Capture capture) {
        if (!(answer instanceof RobotsAnswer.Unreachable)) {
            return new RobotsFetch.Answered(answer, null, capture);
        }
        String sentence = head.isSuccess() ? "It did not come whole." : "The server answered " + head.status() + ".";
        return new RobotsFetch.Answered(answer, RobotsProblem.answered(sentence), capture);
    }

    private static RobotsAnswer robotsAnswer(ClientResponse response, Head head) throws IOException {
        if (!head.isSuccess()) {
            return head.status() >= 500 || head.status() == 429
                    ? unreachable(head)
                    : new RobotsAnswer.None(head.nanos(), head.retryAfter(), head.address());
        }
        byte[] text = response.bytes();
        Truncation cut = response.truncated();
        if (cut == null && head.status() != PARTIAL_CONTENT) {
            return rules(head, text);
        }
        // What is cut at our own limit still counts (RFC 9309 section 2.5), except for a line cut in two. What is
        // missing
        // for another reason may deny anything.
        return cut == Truncation.LENGTH ? rules(head, RobotsRules.wholeLines(text)) : unreachable(head);
    }

    private static RobotsAnswer rules(Head head, byte[] text) {
        return new RobotsAnswer.Rules(text, head.nanos(), head.retryAfter(), head.address());
    }

    private static RobotsAnswer unreachable(Head head) {
        return new RobotsAnswer.Unreachable(head.nanos(), head.retryAfter(), head.address());
    }

    private Head head(ClientResponse response, Instant fetchedAt, long start) {
        InetAddress address = hasProxies ? null : response.remoteAddress();
        return new Head(response.status(), response.headers(), fetchedAt, loop.nanoTime() - start, address);
    }

    @Override
    public void close() {
        sessions.close();
    }
}
