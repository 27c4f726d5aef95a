package ayatori.async.net;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The TLS settings of a connection: certificates, names, protocols. Immutable; every {@code with} method returns a changed
 * copy.
 *
 * {@snippet :
 * ConnectOptions https = ConnectOptions.defaults().withTls(Tls.client().withApplicationProtocols("http/1.1"));
 * }
 *
 * @param context holds the keys and the trusted certificates
 * @param serverName the name that a client asks for (SNI, RFC 6066) and that the certificate must be for; null for the
 *     host it connects to. A server ignores it
 * @param applicationProtocols the protocols offered by ALPN (RFC 7301), the preferred first; empty for no ALPN
 * @param verifyHostname whether a client checks that the certificate is for the server's name (RFC 9525)
 * @param clientAuth whether a server requires client certificates
 * @param handshakeTimeout how long the handshake may take
 */
public record Tls(
        SSLContext context,
        @Nullable String serverName,
        List<String> applicationProtocols,
        boolean verifyHostname,
        boolean clientAuth,
        Duration handshakeTimeout) {
    /** Checks that nothing is missing or out of range. */
    public Tls {
        Objects.requireNonNull(context, "context");
        applicationProtocols = List.copyOf(applicationProtocols);
        if (serverName != null && serverName.isEmpty()) {
            throw new IllegalArgumentException("a server name is not empty");
        }
        for (String protocol : applicationProtocols) {
            if (protocol.isEmpty() || protocol.length() > 255) {
                throw new IllegalArgumentException(
                        "an application protocol has 1 to 255 bytes (RFC 7301), not \"" + protocol + '"');
            }
        }
        if (!Objects.requireNonNull(handshakeTimeout, "handshakeTimeout").isPositive()) {
            throw new IllegalArgumentException("the time for a handshake is positive, not " + handshakeTimeout);
        }
    }

    /** {@return settings for a client that trusts the JDK's default certificates} */
    public static Tls client() {
        try {
            return of(SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS, or its trust store cannot be read", e);
        }
    }

    /**
     * Creates settings with a given context: verified hostnames, no ALPN, no client certificates, asyncio's 60 seconds for the
     * handshake.
     *
     * @param context holds a server's certificate, or the certificates that a client trusts
     * @return the settings
     */
    public static Tls of(SSLContext context) {
        return new Tls(context, null, List.of(), true, false, Duration.ofSeconds(60));
    }

    /**
     * Asks for another name than the host that the client connects to.
     *
     * @param serverName a host name
     * @return a changed copy
     */
    public Tls withServerName(String serverName) {
        Objects.requireNonNull(serverName, "serverName");
        return new Tls(context, serverName, applicationProtocols, verifyHostname, clientAuth, handshakeTimeout);
    }

    /**
     * Offers protocols by ALPN.
     *
     * @param protocols such as {@code h2} and {@code http/1.1}, the preferred first
     * @return a changed copy
     */
    public Tls withApplicationProtocols(String... protocols) {
        return new Tls(context, serverName, List.of(protocols), verifyHostname, clientAuth, handshakeTimeout);
    }

    /**
     * Chooses whether the server's name is checked. If it is not, anyone with any trusted certificate can impersonate the
     * server.
     *
     * @param verifyHostname whether a client checks
     * @return a changed copy
     */
    public Tls withVerifyHostname(boolean verifyHostname) {
        return new Tls(context, serverName, applicationProtocols, verifyHostname, clientAuth, handshakeTimeout);
    }

    /**
     * Chooses whether clients must present a certificate.
     *
     * @param clientAuth whether a server requires one
     * @return a changed copy
     */
    public Tls withClientAuth(boolean clientAuth) {
        return new Tls(context, serverName, applicationProtocols, verifyHostname, clientAuth, handshakeTimeout);
    }

    /**
     * Bounds the handshake.
     *
     * @param handshakeTimeout how long it may take
     * @return a changed copy
     */
    public Tls withHandshakeTimeout(Duration handshakeTimeout) {
        return new Tls(context, serverName, applicationProtocols, verifyHostname, clientAuth, handshakeTimeout);
    }
}
