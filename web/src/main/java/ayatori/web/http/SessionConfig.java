package ayatori.web.http;

import ayatori.web.auth.Keyring;
import ayatori.web.cookie.CookieJar;
import ayatori.web.proxy.Proxies;
import java.time.Duration;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a session. {@link ClientSession.Builder} documents each of them; {@link #DEFAULT} holds the defaults.
 *
 * @param headers sent with every request that does not override them, with User-Agent and Accept-Encoding
 * @param trustManager decides which certificates are trusted, {@code null} for the JDK's own
 * @param keepAlive how long a connection may be idle
 * @param jdkTls whether TLS is the JDK's even where BoringSSL could be loaded
 * @param cookies the jar, {@code null} for no cookies
 * @param names asked for the addresses of hosts in place of the loop's own resolver; {@code null} for that
 * @param idleConnectionsMax how many connections of the whole session may be idle
 */
record SessionConfig(
        Headers headers,
        Timeouts timeouts,
        Caps caps,
        int maxRedirects,
        boolean insecure,
        @Nullable X509TrustManager trustManager,
        int connectionsPerOrigin,
        int idleConnectionsMax,
        Duration keepAlive,
        AddressPolicy addressPolicy,
        boolean http2,
        boolean jdkTls,
        @Nullable CookieJar cookies,
        Keyring credentials,
        Proxies proxies,
        @Nullable NameLookup names) {

    static final SessionConfig DEFAULT = new SessionConfig(
            Headers.of("User-Agent", "Ayatori", "Accept", "*/*", "Accept-Encoding", ContentCoding.accepted()),
            Timeouts.DEFAULT,
            Caps.DEFAULT,
            10,
            false,
            null,
            8,
            256,
            Duration.ofSeconds(20),
            AddressPolicy.any(),
            true,
            false,
            null,
            Keyring.EMPTY,
            Proxies.NONE,
            null);
}
