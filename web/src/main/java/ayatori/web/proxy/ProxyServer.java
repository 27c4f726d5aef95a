package ayatori.web.proxy;

import ayatori.web.auth.Credentials;
import ayatori.web.auth.Keyring;
import ayatori.web.url.Url;
import ayatori.web.url.UrlException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proxy and how it is spoken to.
 *
 * {@snippet :
 * ProxyServer office = ProxyServer.parse("http://me:secret@proxy.example:3128");
 * ProxyServer tor = ProxyServer.parse("socks5://127.0.0.1:9050");
 * }
 *
 * @param kind its protocol
 * @param host its name or address, an IPv6 address without brackets
 * @param port its port
 * @param credentials for the proxy; null for none
 */
public record ProxyServer(Kind kind, String host, int port, Credentials.@Nullable Password credentials) {
    /** The protocol of a proxy. */
    public enum Kind {
        /** Requests for http are sent to it whole (RFC 9112 section 3.2.2), https goes through a CONNECT tunnel. */
        HTTP(80),
        /** As {@link #HTTP}, and the proxy itself is spoken to over TLS, its certificate verified as that of any host. */
        HTTPS(443),
        /** Everything goes through a tunnel (RFC 1928). It looks names up, as {@code socks5h} says elsewhere. */
        SOCKS5(1080);

        private final int port;

        Kind(int port) {
            this.port = port;
        }
    }

    private static final String HOW_IT_IS_WRITTEN =
            "a proxy is written http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT";

    /** RFC 1929 has one byte for each length. */
    private static final int SOCKS_BYTES_MAX = 255;

    /** Checks that what it says can be sent. */
    public ProxyServer {
        if (kind == Kind.SOCKS5 && credentials != null) {
            int user = credentials.user().getBytes(StandardCharsets.UTF_8).length;
            int password = credentials.password().getBytes(StandardCharsets.UTF_8).length;
            if (user < 1 || user > SOCKS_BYTES_MAX || password < 1 || password > SOCKS_BYTES_MAX) {
                throw new IllegalArgumentException(
                        "a SOCKS5 proxy takes a user name and a password of 1 to 255 bytes each");
            }
        }
    }

    /**
     * Reads {@code http://}, {@code https://}, {@code socks5://} or {@code socks5h://}, perhaps a user and a password, a
     * host, and perhaps a port; without a scheme, http is meant.
     *
     * @throws IllegalArgumentException what is wrong with it, without repeating it: it may hold a password
     */
    public static ProxyServer parse(String text) {
        int slashes = text.indexOf("://");
        String scheme = slashes < 0 ? "http" : text.substring(0, slashes).toLowerCase(Locale.ROOT);
        String rest = slashes < 0 ? text : text.substring(slashes + 3);
        Kind kind = switch (scheme) {
            case "http" -> Kind.HTTP;
            case "https" -> Kind.HTTPS;
            case "socks5", "socks5h", "socks" -> Kind.SOCKS5;
            default -> throw new IllegalArgumentException(HOW_IT_IS_WRITTEN + "; other kinds are not known");
        };
        try {
            Url url = Url.parse("http://" + rest);
            if (!url.pathAndQuery().equals("/") || url.fragment() != null) {
                throw new IllegalArgumentException("a proxy has no path");
            }
            Credentials inside = Keyring.inside(url);
            if (inside == null && !(url.username() + url.password()).isEmpty()) {
                throw new IllegalArgumentException("the user name or password of a proxy cannot be sent");
            }
            // Unlike http's, a scheme of no special meaning keeps the port 80.
            int port = Url.parse("proxy://" + rest).port();
            if (port < 0) {
                port = kind.port;
            }
            String host = url.host();
            return new ProxyServer(
                    kind,
                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                    port,
                    inside instanceof Credentials.Password password ? password : null);
        } catch (UrlException e) {
            throw new IllegalArgumentException(HOW_IT_IS_WRITTEN, e);
        }
    }

    /** As a person would name it, without credentials. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                + port;
    }
}
