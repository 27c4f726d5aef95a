package ayatori.crawler.testing;

import ayatori.async.Async;
import ayatori.async.Task;
import ayatori.crawler.archive.Capture;
import ayatori.crawler.archive.Spool;
import ayatori.crawler.archive.WireCapture;
import ayatori.crawler.fetch.Answer;
import ayatori.crawler.fetch.Exchange;
import ayatori.crawler.fetch.FetchException;
import ayatori.crawler.fetch.Fetcher;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.fetch.RobotsProblem;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.crawler.testing.SimulatedPage.Kind;
import ayatori.web.cookie.CookieJar;
import ayatori.web.http.FailureKind;
import ayatori.web.http.Headers;
import ayatori.web.http.HttpException;
import ayatori.web.http.HttpVersion;
import ayatori.web.http.Validators;
import ayatori.web.url.Url;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fetches from a {@link SimulatedWeb}, in virtual time. */
final class SimulatedFetcher implements Fetcher {
    private final SimulatedWeb web;
    private final InstantSource clock;
    private final @Nullable CookieJar cookies;
    private final Set<Task<?>> underWay = new LinkedHashSet<>();

    SimulatedFetcher(SimulatedWeb web, InstantSource clock, @Nullable CookieJar cookies) {
        this.web = web;
        this.clock = clock;
        this.cookies = cookies;
    }

    @Override
    public Exchange fetch(Output.Fetch fetch, Validators condition) throws FetchException {
        Url url = Objects.requireNonNull(Url.tryParse(fetch.url()));
        SimulatedHost host = web.host(fetch.origin());
        if (host == null) {
            throw failure(FailureKind.UNKNOWN_HOST, "There is no host " + url.host() + ".");
        }
        long start = now();
        host.requestStarts(url.path(), start);
        boolean hasCookie = hasCookie(url);
        if (cookies != null && !hasCookie) {
            host.requestHasNoCookie(url.path(), start);
        }
        try {
            await(host);
            return answer(url, host, start, hasCookie, condition);
        } finally {
            host.requestEnds(now());
        }
    }

    private Exchange answer(Url url, SimulatedHost host, long start, boolean hasCookie, Validators condition)
            throws FetchException {
        return switch (host.mood(url.path())) {
            case WELL -> well(url, host, start, hasCookie, condition);
            case BROKEN -> exchange(url, 500, Headers.EMPTY, start, new byte[0]);
            case BUSY -> {
                int seconds = host.block(now());
                yield exchange(url, 429, Headers.EMPTY.with("Retry-After", "" + seconds), start, new byte[0]);
            }
            case OVERLOADED -> exchange(url, 503, Headers.EMPTY, start, new byte[0]);
            case GONE -> throw failure(FailureKind.RESET, "The connection was reset.");
        };
    }

    private Exchange well(Url url, SimulatedHost host, long start, boolean hasCookie, Validators condition) {
        if (Kind.of(url.path()) == Kind.WALL && !hasCookie) {
            // The server sets a cookie and sends the visitor back to where he came from.
            if (cookies != null) {
                cookies.store(url, "seen=1; Path=/; Max-Age=100000000");
                host.cookieGiven(now());
            }
            return exchange(url, 302, Headers.EMPTY.with("Location", url.href()), start, new byte[0]);
        }
        SimulatedPage page = web.page(host, url.path());
        Headers headers = Headers.EMPTY.with("Content-Type", page.form().type());
        if (page.status() == 302) {
            headers = headers.with("Location", page.links().getFirst());
        }
        byte[] body = page.body();
        if (page.status() == 200) {
            String etag = "\"" + Arrays.hashCode(body) + "\"";
            headers = headers.with("ETag", etag);
            if (etag.equals(condition.etag())) {
                return exchange(url, 304, headers, start, new byte[0]);
            }
        }
        return exchange(url, page.status(), headers, start, body);
    }

    private Exchange exchange(Url url, int status, Headers headers, long start, byte[] body) {
        return new SimulatedExchange(url, new Head(status, headers, clock.instant(), now() - start, null), body);
    }

    private boolean hasCookie(Url url) {
        String sent = cookies == null ? null : cookies.header(url);
        return sent != null && sent.contains("seen=1");
    }

    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    private static FetchException failure(FailureKind kind, String message) {
        return FetchException.of(new HttpException(kind, message));
    }

    @Override
    public RobotsFetch robots(Output.FetchRobots fetch, @Nullable Url location) {
        SimulatedHost host = Objects.requireNonNull(web.host(fetch.origin()));
        long start = now();
        host.requestStarts("/robots.txt", start);
        try {
            await(host);
        } finally {
            host.requestEnds(now());
        }
        long now = now();
        if (host.robotsFail()) {
            return new RobotsFetch.Answered(
                    new RobotsAnswer.Unreachable(now - start, null),
                    RobotsProblem.answered("The server answered 503."));
        }
        host.robotsGiven(now);
        String text = host.robots();
        return new RobotsFetch.Answered(
                text == null
                        ? new RobotsAnswer.None(now - start)
                        : new RobotsAnswer.Rules(text.getBytes(StandardCharsets.UTF_8), now - start),
                null,
                SimulatedExchange.capture(fetch.origin() + "/robots.txt", clock.instant(), new byte[0]));
    }

    /** Waits for an answer, or until this is closed. */
    private void await(SimulatedHost host) {
        Task<?> task = Async.currentTask();
        underWay.add(task);
        try {
            Async.sleep(host.latency());
        } finally {
            underWay.remove(task);
        }
    }

    @Override
    public void close() {
        List.copyOf(underWay).forEach(Task::cancel);
    }

    private record SimulatedExchange(Url url, Head head, byte[] body) implements Exchange {
        @Override
        public Answer readBody() {
            return new Answer(head, body, null);
        }

        @Override
        public Capture capture(boolean isWhole) {
            return capture(url.href(), head.fetchedAt(), body);
        }

        static Capture capture(String url, Instant at, byte[] body) {
            var wire = new WireCapture(Long.MAX_VALUE, false, Spool.IN_MEMORY);
            wire.sent(HttpVersion.HTTP_1_1, ByteBuffer.allocate(0));
            wire.received(ByteBuffer.wrap(body));
            wire.body(ByteBuffer.wrap(body));
            return new Capture(url, at, null, wire, true, null);
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public @Nullable String truncated() {
            return null;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
