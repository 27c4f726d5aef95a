package ayatori.web.http;

import ayatori.async.EventLoop;
import ayatori.web.auth.Credentials;
import ayatori.web.auth.Keyring;
import ayatori.web.cookie.CookieJar;
import ayatori.web.proxy.Proxies;
import ayatori.web.url.Url;
import ayatori.web.url.UrlException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client for the tasks of one event loop, after aiohttp's: it keeps connections open between requests and shares
 * them among tasks.
 *
 * {@snippet :
 * Async.run(() -> {
 *     try (ClientSession session = ClientSession.create();
 *             ClientResponse response = session.get("https://example.org/")) {
 *         System.out.println(response.status() + " " + response.text());
 *     }
 * });
 * }
 *
 * <p>It speaks HTTP/1.1 and, where a server agrees, HTTP/2; decodes gzip, deflate, br and zstd; verifies certificates;
 * bounds everything it receives. Every method that waits suspends the calling task only. Cancelling that task closes what
 * it waited for.
 */
public final class ClientSession implements AutoCloseable {
    private final SessionConfig config;
    private final EventLoop loop;
    private final ConnectionPool connections;
    private final Identity identity;
    private final Inflaters inflaters = new Inflaters();
    private boolean closed;

    private ClientSession(SessionConfig config) {
        this.config = config;
        this.loop = EventLoop.current();
        this.connections = new ConnectionPool(config, loop);
        this.identity = new Identity(config);
    }

    /**
     * A session with all defaults, for the current loop.
     *
     * @throws IllegalStateException outside a loop
     */
    public static ClientSession create() {
        return builder().build();
    }

    /** A builder that holds the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Gets {@code url}.
     *
     * @throws HttpException if no answer came; any status is an answer
     */
    public ClientResponse get(String url) throws IOException {
        try {
            return request(ClientRequest.get(Url.parse(url)));
        } catch (UrlException e) {
            throw new HttpException(
                    FailureKind.INVALID_URL, Objects.requireNonNullElse(e.getMessage(), "This is not a URL."), e);
        }
    }

    /**
     * Sends {@code request} and awaits the head of its answer, following redirects as the session was told.
     *
     * @throws HttpException if no answer came; any status is an answer
     * @throws IllegalStateException if the session is closed, or belongs to another loop
     */
    public ClientResponse request(ClientRequest request) throws IOException {
        return request(request, null);
    }

    /**
     * Sends {@code request} like {@link #request(ClientRequest)}, and shows its bytes and those of its answer to a tap.
     *
     * @param tap sees the bytes; {@code null} for none
     * @throws HttpException if no answer came; any status is an answer
     * @throws IllegalStateException if the session is closed, or belongs to another loop
     */
    public ClientResponse request(ClientRequest request, @Nullable WireTap tap) throws IOException {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
        if (EventLoop.current() != loop) {
            throw new IllegalStateException("the session belongs to another event loop");
        }
        var clock = new WaitClock(connections.driver(), config.timeouts().total());
        OutgoingRequest next = outgoing(request);
        for (int redirects = 0; ; redirects++) {
            ClientResponse response = sendAsSomebody(next, tap, clock);
            String location = config.maxRedirects() > 0 && Redirect.is(response.status())
                    ? response.headers().urlReference("Location")
                    : null;
            if (location == null) {
                return response;
            }
            response.discard();
            if (redirects == config.maxRedirects()) {
                throw new HttpException(
                        FailureKind.TOO_MANY_REDIRECTS,
                        "The request was redirected more than " + config.maxRedirects() + " times.");
            }
            Headers headers = next.headers() == null ? config.headers() : next.headers();
            next = Redirect.follow(next, headers, response.status(), location);
        }
    }

    private OutgoingRequest outgoing(ClientRequest request) throws HttpException {
        Url url = request.url();
        if (!url.isHttp()) {
            throw new HttpException(FailureKind.INVALID_URL, "The URL " + url + " is not a web address.");
        }
        Headers headers = request.headers();
        if (Keyring.inside(url) instanceof Credentials.Password own && !headers.contains("Authorization")) {
            headers = headers.with("Authorization", own.basic());
        }
        boolean defaultsOnly = headers.isEmpty() && request.body() == null;
        return new OutgoingRequest(
                request.method(),
                url,
                Origin.of(url),
                defaultsOnly ? null : config.headers().merge(headers),
                request.body());
    }

    /** Sends a request with its cookies and credentials, and again if the server demands credentials. */
    private ClientResponse sendAsSomebody(OutgoingRequest request, @Nullable WireTap tap, WaitClock clock)
            throws IOException {
        OutgoingRequest first = identity.dress(request);
        ClientResponse response = send(first, tap, clock);
        identity.remember(response);
        OutgoingRequest second = identity.answer(request, first, response);
        if (second == null) {
            return response;
        }
        response.discard();
        ClientResponse answer = send(second, tap, clock);
        identity.remember(answer);
        return answer;
    }

    private ClientResponse send(OutgoingRequest request, @Nullable WireTap tap, WaitClock clock) throws IOException {
        OriginPool pool = connections.of(request.origin());
        for (int tries = 1; ; tries++) {
            Connection connection = pool.acquire(tries > 1, clock);
            var exchange = new Exchange(request, tap, loop, connections.driver(), config.timeouts(), clock);
            connection.begin(exchange);
            try {
                ResponseHead head = exchange.awaitHead();
                return new ClientResponse(
                        request,
                        head,
                        connection.remoteAddress(),
                        exchange,
                        config.caps(),
                        inflaters,
                        config.timeouts().total(),
                        connections.driver().windows());
            } catch (HttpException e) {
                if (!exchange.retryable(tries)) {
                    throw e;
                }
                pool = connections.of(request.origin());
            }
        }
    }

    /** Closes all connections. Responses whose bodies have not been read fail. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            inflaters.close();
            connections.close();
        }
    }

    /** The settings of a new session. */
    public static final class Builder {
        private Headers headers = SessionConfig.DEFAULT.headers();
        private Timeouts timeouts = SessionConfig.DEFAULT.timeouts();
        private Caps caps = SessionConfig.DEFAULT.caps();
        private int maxRedirects = SessionConfig.DEFAULT.maxRedirects();
        private boolean insecure = SessionConfig.DEFAULT.insecure();
        private @Nullable X509TrustManager trustManager = SessionConfig.DEFAULT.trustManager();
        private int connectionsPerOrigin = SessionConfig.DEFAULT.connectionsPerOrigin();
        private int idleConnectionsMax = SessionConfig.DEFAULT.idleConnectionsMax();
        private Duration keepAlive = SessionConfig.DEFAULT.keepAlive();
        private AddressPolicy addressPolicy = SessionConfig.DEFAULT.addressPolicy();
        private boolean http2 = SessionConfig.DEFAULT.http2();
        private boolean jdkTls = SessionConfig.DEFAULT.jdkTls();
        private @Nullable CookieJar cookies = SessionConfig.DEFAULT.cookies();
        private Keyring credentials = SessionConfig.DEFAULT.credentials();
        private Proxies proxies = SessionConfig.DEFAULT.proxies();
        private @Nullable NameLookup names = SessionConfig.DEFAULT.names();

        private Builder() {}

        /** The User-Agent field. */
        public Builder userAgent(String value) {
            return header("User-Agent", value);
        }

        /**
         * Leaves zstd out of the Accept-Encoding field: many tools that read archives do not decode it.
         */
        public Builder withoutZstd() {
            return acceptEncoding(ContentCoding.acceptedWithoutZstd());
        }

        /**
         * The Accept-Encoding field; empty for none, which asks for bodies without encoding. Default: gzip, deflate, br on
         * platforms with a decoder, and zstd.
         */
        public Builder acceptEncoding(String value) {
            if (value.isEmpty()) {
                headers = headers.without("Accept-Encoding");
                return this;
            }
            return header("Accept-Encoding", value);
        }

        /** A field sent with every request that does not set it itself. Default: {@code Accept: *}{@code /*}. */
        public Builder header(String name, String value) {
            ClientRequest.refuseOurs(name);
            headers = headers.with(name, value);
            return this;
        }

        /** How long the steps of a request may take. Default: {@link Timeouts#DEFAULT}. */
        public Builder timeouts(Timeouts limits) {
            timeouts = limits;
            return this;
        }

        /** The limits on the size of an answer. Default: {@link Caps#DEFAULT}. */
        public Builder caps(Caps limits) {
            caps = limits;
            return this;
        }

        /** How many redirects are followed before the request fails; 0 returns the first redirect. Default: 10. */
        public Builder maxRedirects(int count) {
            maxRedirects = atLeast(0, count, "maxRedirects");
            return this;
        }

        /** Whether certificates go unverified, the host name included. Default: no. */
        public Builder insecure(boolean unverified) {
            insecure = unverified;
            return this;
        }

        /** Decides which certificates are trusted. Default: the JDK's list. */
        public Builder trustManager(X509TrustManager decides) {
            trustManager = decides;
            return this;
        }

        /** How many HTTP/1.1 connections to one scheme, host and port there may be at once. Default: 8. */
        public Builder connectionsPerOrigin(int count) {
            connectionsPerOrigin = atLeast(1, count, "connectionsPerOrigin");
            return this;
        }

        /** How many connections may be idle, over all origins; beyond that, the longest idle ones are closed. */
        public Builder idleConnectionsMax(int count) {
            idleConnectionsMax = atLeast(0, count, "idleConnectionsMax");
            return this;
        }

        /** How long a connection may be idle. Default: 20 s. */
        public Builder keepAlive(Duration limit) {
            keepAlive = limit;
            return this;
        }

        /** Which addresses may be connected to. Default: any. */
        public Builder addressPolicy(AddressPolicy policy) {
            addressPolicy = policy;
            return this;
        }

        /** Whether https servers are offered HTTP/2. Default: yes. */
        public Builder http2(boolean offered) {
            http2 = offered;
            return this;
        }

        /** The cookie jar, which sessions may share. Default: no cookies are kept. */
        public Builder cookies(CookieJar jar) {
            cookies = jar;
            return this;
        }

        /** The credentials for each origin. A request's own Authorization field takes precedence. Default: none. */
        public Builder credentials(Keyring keys) {
            credentials = keys;
            return this;
        }

        /**
         * Which requests go through which proxies. A proxy looks names up itself, so the address policy is then asked about
         * addresses in URLs and about localhost only. Default: none, whatever the environment says.
         */
        public Builder proxies(Proxies through) {
            proxies = through;
            return this;
        }

        /** Whether TLS is the JDK's even where BoringSSL can be loaded. For tests. */
        Builder jdkTls(boolean wanted) {
            jdkTls = wanted;
            return this;
        }

        /** Resolves host names. For tests. */
        Builder names(NameLookup lookup) {
            names = lookup;
            return this;
        }

        /**
         * The session, for the current loop.
         *
         * @throws IllegalStateException outside a loop
         */
        public ClientSession build() {
            return new ClientSession(new SessionConfig(
                    headers,
                    timeouts,
                    caps,
                    maxRedirects,
                    insecure,
                    trustManager,
                    connectionsPerOrigin,
                    idleConnectionsMax,
                    keepAlive,
                    addressPolicy,
                    http2,
                    jdkTls,
                    cookies,
                    credentials,
                    proxies,
                    names));
        }

        private static int atLeast(int least, int count, String name) {
            if (count < least) {
                throw new IllegalArgumentException(name + " must be at least " + least + ": " + count);
            }
            return count;
        }
    }
}
