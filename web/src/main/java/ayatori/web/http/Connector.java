package ayatori.web.http;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.TimerHandle;
import ayatori.web.proxy.ProxyServer;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections: looks the host up, asks the address policy, and tries the addresses that are left; or connects through
 * a proxy where the session has one for the host.
 */
final class Connector {
    /** How often a connection is tried for which there is no descriptor or port. */
    private static final int SHORTAGE_TRIES_MAX = 20;

    private final SessionConfig config;
    private final EventLoop loop;
    private final NettyDriver driver;
    private final HostResolver resolver;
    private final RestingProxies resting = new RestingProxies();

    /** Offers HTTP/2. Created for the first https origin, because loading the TLS library takes a while. */
    private @Nullable SslContext tls;

    /** Without HTTP/2: for proxies, and for origins that want HTTP/1.1. */
    private @Nullable SslContext http1Tls;

    Connector(SessionConfig config, EventLoop loop, NettyDriver driver) {
        this.config = config;
        this.loop = loop;
        this.driver = driver;
        NameLookup names = config.names();
        this.resolver = names == null ? driver.resolver() : new HostResolver(loop, names);
    }

    /**
     * Connects to the origin of {@code pool}. Called by a task; if that is cancelled, so is the connection. Where no socket
     * can be opened because descriptors have run out, it waits for one, which {@code clock} does not count.
     *
     * @throws HttpException why the first address failed, the failures of the others suppressed in it
     */
    Connection connect(OriginPool pool, WaitClock clock) throws IOException {
        for (int tries = 1; ; tries++) {
            clock.stop();
            driver.descriptors().awaitRoom();
            clock.start();
            try {
                return connect(pool, clock.deadlineNanos());
            } catch (HttpException e) {
                if (e.kind() != FailureKind.LOCAL_SHORTAGE || tries == SHORTAGE_TRIES_MAX) {
                    throw e;
                }
                driver.descriptors().ranOut();
            } finally {
                driver.descriptors().connected();
            }
        }
    }

    private Connection connect(OriginPool pool, long deadlineNanos) throws IOException {
        Origin origin = pool.origin();
        String hostName = origin.hostName();
        SslContext secure = origin.secure() ? (pool.mayMultiplex() ? tls() : http1Tls()) : null;
        List<ProxyServer> proxies = config.proxies().of(origin.scheme(), hostName, origin.port());
        if (!proxies.isEmpty()) {
            return throughProxy(pool, proxies, secure, deadlineNanos);
        }
        List<InetAddress> addresses = config.addressPolicy()
                .permitted(
                        hostName, resolver.resolve(hostName, config.timeouts().connect()));
        if (addresses.isEmpty()) {
            throw notPermitted(hostName);
        }
        return toOneOf(addresses, pool, null, secure, deadlineNanos);
    }

    private Connection toOneOf(
            List<InetAddress> addresses,
            OriginPool pool,
            @Nullable ProxyServer proxy,
            @Nullable SslContext secure,
            long deadlineNanos)
            throws IOException {
        SslContext toProxy = proxy != null && proxy.kind() == ProxyServer.Kind.HTTPS ? http1Tls() : null;
        return new HappyEyeballs<Connection>(
                        loop,
                        (address, progress) -> attempt(pool, address, proxy, toProxy, secure, deadlineNanos, progress),
                        late -> driver.execute(late::close))
                .connect(addresses);
    }

    /** Through the first of {@code proxies} that works. The user chose them: the address policy does not apply to them. */
    private Connection throughProxy(
            OriginPool pool, List<ProxyServer> proxies, @Nullable SslContext secure, long deadlineNanos)
            throws IOException {
        checkBeforeProxy(pool.origin().hostName());
        HttpException failure = null;
        for (ProxyServer proxy : resting.inOrder(proxies, loop.nanoTime())) {
            try {
                return toOneOf(addressesOf(proxy), pool, proxy, secure, deadlineNanos);
            } catch (HttpException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
                boolean itsFault = e.kind() == FailureKind.PROXY || e.kind() == FailureKind.PROXY_LOGIN;
                if (!itsFault || loop.nanoTime() - deadlineNanos >= 0) {
                    break;
                }
                resting.failed(proxy, loop.nanoTime());
            }
        }
        throw Objects.requireNonNull(failure);
    }

    private List<InetAddress> addressesOf(ProxyServer proxy) throws IOException {
        try {
            return resolver.resolve(proxy.host(), config.timeouts().connect());
        } catch (HttpException e) {
            throw e.kind().isLocal() ? e : Failures.proxyUnreachable(proxy, e);
        }
    }

    /** The proxy resolves names. The policy can judge addresses in URLs here, and names of this machine. */
    private void checkBeforeProxy(String hostName) throws HttpException {
        boolean local = hostName.equals("localhost") || hostName.endsWith(".localhost");
        if (local || HostResolver.isAddress(hostName)) {
            InetAddress address = local ? InetAddress.getLoopbackAddress() : InetAddress.ofLiteral(hostName);
            if (config.addressPolicy().permitted(hostName, List.of(address)).isEmpty()) {
                throw notPermitted(hostName);
            }
        }
    }

    private static HttpException notPermitted(String hostName) {
        return new HttpException(
                FailureKind.PRIVATE_ADDRESS, "The host " + hostName + " is at an address that is not allowed.");
    }

    private Connection attempt(
            OriginPool pool,
            InetAddress address,
            @Nullable ProxyServer proxy,
            @Nullable SslContext toProxy,
            @Nullable SslContext secure,
            long deadlineNanos,
            HappyEyeballs.Progress progress)
            throws IOException {
        Promise<Connection> connected = loop.createPromise();
        var attempt = new ConnectAttempt(pool, address, proxy, toProxy, secure, connected, progress);
        driver.execute(attempt);
        TimerHandle limit = null;
        long giveUpNanos = Math.min(
                deadlineNanos, Exchange.after(loop.nanoTime(), config.timeouts().connect()));
        if (giveUpNanos != DeadlineTimer.NEVER) {
            limit = loop.callLater(
                    Duration.ofNanos(Math.max(0, giveUpNanos - loop.nanoTime())), attempt::connectExpired);
        }
        attempt.limits(limit, deadlineNanos);
        boolean over = false;
        try {
            Connection connection = connected.await();
            over = true;
            return connection;
        } catch (HttpException e) {
            over = true;
            throw e;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            attempt.cancelLimits();
            if (!over) {
                attempt.abandon();
                if (connected.done() && !connected.cancelled()) {
                    var _ = connected.exception(); // it failed just as another address won: nobody needs to know
                }
            }
        }
    }

    private SslContext tls() throws HttpException {
        if (tls == null) {
            tls = newTls(true);
        }
        return tls;
    }

    private SslContext http1Tls() throws HttpException {
        if (http1Tls == null) {
            http1Tls = newTls(false);
        }
        return http1Tls;
    }

    /** BoringSSL where its library can be loaded, six times as fast in a handshake as the JDK's TLS; else the JDK's. */
    private SslContext newTls(boolean http2) throws HttpException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() && !config.jdkTls() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK);
        if (config.insecure()) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm("");
        } else {
            builder.endpointIdentificationAlgorithm("HTTPS");
            if (config.trustManager() != null) {
                builder.trustManager(config.trustManager());
            }
        }
        if (http2) {
            builder.ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1));
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new HttpException(FailureKind.TLS, "This Java cannot make secure connections.", e);
        }
    }

    /** Frees the TLS library's memory; connections that still use it hold it until they are closed. */
    void close() {
        ReferenceCountUtil.release(tls);
        ReferenceCountUtil.release(http1Tls);
        tls = null;
        http1Tls = null;
    }
}
