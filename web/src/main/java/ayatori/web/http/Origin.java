package ayatori.web.http;

import ayatori.web.url.Url;
import org.jspecify.annotations.Nullable;

/**
 * An origin, whose requests share connections: scheme, host and port (RFC 9110 section 4.3.1).
 *
 * @param scheme {@code http} or {@code https}
 * @param host as in the URL, an IPv6 address in brackets
 * @param port the port, the scheme's own where the URL names none
 */
record Origin(String scheme, String host, int port) {
    static Origin of(Url url) {
        return new Origin(url.scheme(), url.host(), url.port());
    }

    boolean secure() {
        return scheme.equals("https");
    }

    /** The host as look-ups and TLS want it: without brackets, and without the dot that ends a full domain name. */
    String hostName() {
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1);
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** Host and port as the Host field carries them: the scheme's own port is left out (RFC 9110 section 7.2). */
    String authority() {
        return port == (secure() ? 443 : 80) ? host : host + ":" + port;
    }

    // By hand: a record's own methods are linked at their first call, which would slow down the first request.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin that
                && port == that.port
                && host.equals(that.host)
                && scheme.equals(that.scheme);
    }

    @Override
    public int hashCode() {
        return (host.hashCode() * 31 + scheme.hashCode()) * 31 + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + authority();
    }
}
