package ayatori.web.url;

import org.jspecify.annotations.Nullable;

/**
 * A URL, parsed and serialized by the <a href="https://url.spec.whatwg.org/">WHATWG URL standard</a>. Immutable;
 * two are equal when they serialize to the same text.
 *
 * {@snippet :
 * Url page = Url.parse("https://Example.com:443/docs/index.html?v=1#top");
 * page.href();                            // https://example.com/docs/index.html?v=1#top
 * page.resolve("../a b").href();          // https://example.com/a%20b
 * page.origin();                          // https://example.com
 * page.port();                            // 443
 * }
 *
 * <p>All parts are in their serialized form: ASCII, percent-encoded as the standard requires.
 */
public final class Url {
    private final String scheme;
    private final String username;
    private final String password;
    private final @Nullable String host;
    private final int explicitPort;
    private final String path;
    private final boolean opaquePath;
    private final @Nullable String query;
    private final @Nullable String fragment;
    private final String href;

    private Url(UrlRecord url) {
        scheme = url.scheme;
        username = url.username;
        password = url.password;
        host = url.host;
        explicitPort = url.port;
        path = url.path.toString();
        opaquePath = url.opaquePath;
        query = url.query;
        fragment = url.fragment;
        href = serialize();
    }

    private Url(Url url, String newUsername, String newPassword, @Nullable String newFragment) {
        scheme = url.scheme;
        username = newUsername;
        password = newPassword;
        host = url.host;
        explicitPort = url.explicitPort;
        path = url.path;
        opaquePath = url.opaquePath;
        query = url.query;
        fragment = newFragment;
        href = serialize();
    }

    /**
     * Parses an absolute URL.
     *
     * @throws UrlException if the text is not an absolute URL, with a message for the person who wrote it
     */
    public static Url parse(String input) throws UrlException {
        return parse(input, null);
    }

    /** Parses an absolute URL; null if the text is not one. */
    public static @Nullable Url tryParse(String input) {
        return tryParse(input, null);
    }

    /**
     * Parses a URL, absolute or relative to this one.
     *
     * @throws UrlException if the text is not a URL, with a message for the person who wrote it
     */
    public Url resolve(String input) throws UrlException {
        return parse(input, this);
    }

    /** Parses a URL, absolute or relative to this one; null if the text is not a URL. */
    public @Nullable Url tryResolve(String input) {
        return tryParse(input, this);
    }

    private static Url parse(String input, @Nullable Url base) throws UrlException {
        try {
            return parseInput(input, base);
        } catch (ParsingFailure failure) {
            throw new UrlException(input, failure);
        }
    }

    private static @Nullable Url tryParse(String input, @Nullable Url base) {
        try {
            return parseInput(input, base);
        } catch (ParsingFailure failure) {
            return null;
        }
    }

    private static Url parseInput(String input, @Nullable Url base) throws ParsingFailure {
        byte[] bytes = Utf8.encode(input);
        return of(UrlParser.parse(bytes, 0, bytes.length, base, QueryEncoding.OF_UTF_8));
    }

    static Url of(UrlRecord url) {
        return new Url(url);
    }

    /** The scheme in lower case, without its colon: {@code "https"}. */
    public String scheme() {
        return scheme;
    }

    /** Whether the scheme is {@code http} or {@code https}. */
    public boolean isHttp() {
        return scheme.equals(Scheme.HTTP) || scheme.equals(Scheme.HTTPS);
    }

    /** The user name, percent-encoded; empty if there is none. */
    public String username() {
        return username;
    }

    /** The password, percent-encoded; empty if there is none. */
    public String password() {
        return password;
    }

    /**
     * The host: a domain in lower-case ASCII ({@code xn--…} where it is international), an IPv4 address, or an IPv6
     * address in brackets. Empty if there is none; a {@link #isHttp() http} URL always has one.
     */
    public String host() {
        return host == null ? "" : host;
    }

    /**
     * A host without the trailing dot of the DNS root. The URL standard tells {@code example.com.} from {@code example.com};
     * DNS does not, and neither must a rule about which hosts may be requested.
     *
     * @param host as {@link #host()} returns it
     */
    public static String withoutTrailingDot(String host) {
        return host.length() > 1 && host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** The port to connect to: the one given, else the scheme's own; {@code -1} if there is neither. */
    public int port() {
        return explicitPort >= 0 ? explicitPort : Scheme.defaultPort(scheme);
    }

    /** The host, and a colon and the port unless it is the scheme's own: what HTTP sends as {@code Host}. */
    public String authority() {
        return explicitPort >= 0 ? host() + ':' + explicitPort : host();
    }

    /**
     * {@code scheme://host} with {@code :port} unless it is the scheme's own, or {@code "null"} for a URL whose origin
     * is opaque, such as {@code data:} (URL standard §4.7).
     */
    public String origin() {
        if (scheme.equals("blob")) {
            Url inner = tryParse(path);
            return inner != null && inner.isHttp() ? inner.origin() : "null";
        }
        boolean tupleOrigin = Scheme.isSpecial(scheme) && !scheme.equals(Scheme.FILE);
        return tupleOrigin ? scheme + "://" + authority() : "null";
    }

    /** The path: {@code "/"} and more in an {@link #isHttp() http} URL, {@code "a@b.example"} in {@code mailto:}. */
    public String path() {
        return path;
    }

    /** What follows {@code ?}, without it; null if there is no question mark, empty if there is nothing after it. */
    public @Nullable String query() {
        return query;
    }

    /** What follows {@code #}, without it; null if there is no number sign, empty if there is nothing after it. */
    public @Nullable String fragment() {
        return fragment;
    }

    /** The path and, where there is one, {@code ?} and the query: what an HTTP request line asks an origin for. */
    public String pathAndQuery() {
        return query == null ? path : path + '?' + query;
    }

    /** The whole URL. */
    public String href() {
        return href;
    }

    /** The same URL without {@code #} and what follows: what is requested from a server. */
    public Url withoutFragment() {
        return fragment == null ? this : new Url(this, username, password, null);
    }

    /** The same URL without a user name and password. */
    public Url withoutCredentials() {
        return username.isEmpty() && password.isEmpty() ? this : new Url(this, "", "", fragment);
    }

    @Nullable String nullableHost() {
        return host;
    }

    /** The port unless it is the scheme's own, else {@code -1}. */
    int explicitPort() {
        return explicitPort;
    }

    boolean hasOpaquePath() {
        return opaquePath;
    }

    /** The URL serializer (URL standard §4.5). */
    private String serialize() {
        var out = new StringBuilder();
        out.append(scheme).append(':');
        if (host != null) {
            out.append("//");
            if (!username.isEmpty() || !password.isEmpty()) {
                out.append(username);
                if (!password.isEmpty()) {
                    out.append(':').append(password);
                }
                out.append('@');
            }
            out.append(authority());
        } else if (!opaquePath && path.startsWith("//")) {
            // Without this, the path's second segment would be read as a host.
            out.append("/.");
        }
        out.append(path);
        if (query != null) {
            out.append('?').append(query);
        }
        if (fragment != null) {
            out.append('#').append(fragment);
        }
        return out.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Url url && href.equals(url.href);
    }

    @Override
    public int hashCode() {
        return href.hashCode();
    }

    /** The same as {@link #href()}. */
    @Override
    public String toString() {
        return href;
    }
}
