package ayatori.web.auth;

import ayatori.web.url.Url;
import ayatori.web.url.UrlException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Credentials, each for one scheme, host and port. Instances do not change; two are equal when they hold the same.
 *
 * {@snippet :
 * Keyring keys = Keyring.EMPTY
 *         .with("example.org=aladdin:open sesame")                // https://example.org
 *         .with("http://localhost:8080=me:secret")
 *         .with("api.example.org=Bearer mF_9.B5f-4.1JqM");
 * keys.of(Url.parse("https://example.org/cave"));             // aladdin's
 * keys.of(Url.parse("http://example.org/cave"));              // null: everybody on the way could read them
 * }
 */
public final class Keyring {
    /** No credentials. */
    public static final Keyring EMPTY = new Keyring(Map.of());

    private final Map<String, Credentials> byOrigin;

    private Keyring(Map<String, Credentials> byOrigin) {
        this.byOrigin = byOrigin;
    }

    /** The credentials for {@code url}: what it carries itself, else what this keyring has; null if there are none. */
    public @Nullable Credentials of(Url url) {
        Credentials own = inside(url);
        return own != null || byOrigin.isEmpty() ? own : byOrigin.get(url.origin());
    }

    /** The credentials that {@code url} carries, as in {@code https://user:password@host/}; null if it carries none. */
    public static @Nullable Credentials inside(Url url) {
        if (url.username().isEmpty() && url.password().isEmpty()) {
            return null;
        }
        try {
            return Credentials.password(decoded(url.username()), decoded(url.password()));
        } catch (IllegalArgumentException e) {
            return null; // no way to send these
        }
    }

    /** This keyring with {@code credentials} for the scheme, host and port of {@code url}. */
    public Keyring with(Url url, Credentials credentials) {
        var more = new LinkedHashMap<>(byOrigin);
        more.put(url.origin(), credentials);
        return new Keyring(more);
    }

    /** This keyring with all of {@code others}, which go before its own. */
    public Keyring with(Keyring others) {
        var more = new LinkedHashMap<>(byOrigin);
        more.putAll(others.byOrigin);
        return new Keyring(more);
    }

    /**
     * This keyring with what a line says: {@code HOST=USER:PASSWORD} or {@code HOST=Bearer TOKEN}. A host stands for https
     * at its port 443; another port, or http, is written as in a URL, {@code http://localhost:8080=me:secret}.
     *
     * @throws IllegalArgumentException what is wrong with the line, without repeating it
     */
    public Keyring with(String line) {
        int equals = line.indexOf('=');
        String secret = line.substring(equals + 1);
        int colon = secret.indexOf(':');
        if (equals <= 0) {
            throw new IllegalArgumentException("credentials are written HOST=USER:PASSWORD or HOST='Bearer TOKEN'");
        }
        Url origin = origin(line.substring(0, equals).strip());
        if (secret.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return with(origin, Credentials.bearer(secret.substring(7).strip()));
        }
        if (colon < 0) {
            throw new IllegalArgumentException("the credentials for " + origin.origin()
                    + " have no colon; they are written USER:PASSWORD or 'Bearer TOKEN'");
        }
        return with(origin, Credentials.password(secret.substring(0, colon), secret.substring(colon + 1)));
    }

    /**
     * This keyring with what a file says, a line for each host as {@link #with(String)} reads it; empty lines and those
     * that begin with {@code #} say nothing.
     *
     * @throws IllegalArgumentException which line is wrong and why, without repeating it
     */
    public Keyring withLines(String text) {
        Keyring keys = this;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                keys = line.isBlank() || line.startsWith("#") ? keys : keys.with(line);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
            }
        }
        return keys;
    }

    /**
     * This keyring with what a {@code .netrc} file says, for https only. Its {@code default} entry is for any host at all,
     * and is not taken.
     *
     * @throws IllegalArgumentException if an entry is malformed, without repeating it
     */
    public Keyring withNetrc(String text) {
        Keyring keys = this;
        for (Netrc.Entry entry : Netrc.read(text)) {
            keys = keys.with(origin(entry.machine()), Credentials.password(entry.login(), entry.password()));
        }
        return keys;
    }

    /** The origins for which there are credentials, such as {@code https://example.org}. */
    public Set<String> origins() {
        return Collections.unmodifiableSet(byOrigin.keySet());
    }

    /** Whether there are no credentials. */
    public boolean isEmpty() {
        return byOrigin.isEmpty();
    }

    private static Url origin(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean whole = lower.startsWith("http://") || lower.startsWith("https://");
        try {
            Url url = Url.parse(whole ? text : "https://" + text);
            if (url.pathAndQuery().equals("/")
                    && url.username().isEmpty()
                    && url.password().isEmpty()) {
                return url;
            }
        } catch (UrlException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "what stands before = is not a host, such as example.org, or" + " http://localhost:8080");
    }

    private static String decoded(String percentEncoded) {
        return URLDecoder.decode(percentEncoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Keyring keyring && byOrigin.equals(keyring.byOrigin);
    }

    @Override
    public int hashCode() {
        return byOrigin.hashCode();
    }

    /** For whom there are credentials, and not which. */
    @Override
    public String toString() {
        return "Keyring" + byOrigin.keySet();
    }
}
