package ayatori.web.http;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a version of a page: its ETag and its Last-Modified (RFC 9110 section 8.8). Stored with a page, they let a
 * later request ask for it only if it has changed; otherwise the server answers 304 without a body.
 *
 * {@snippet :
 * Headers stored = Headers.of("ETag", "\"v1\"", "Content-Type", "text/html", "Content-Length", "5120");
 * Validators validators = Validators.of(stored);
 * ClientRequest request = validators.condition(ClientRequest.get(Url.parse("https://example.org/")));
 * System.out.println(request.headers().first("If-None-Match")); // "v1"
 *
 * Headers notModified = Headers.of("ETag", "\"v1\"", "Age", "3"); // of an answer whose status is 304
 * System.out.println(Validators.refresh(stored, notModified).first("Age")); // 3
 * }
 *
 * @param etag the entity tag as the server wrote it, quotes and {@code W/} included; {@code null} when there is none
 * @param lastModified the date as the server wrote it; {@code null} when there is none
 */
public record Validators(@Nullable String etag, @Nullable String lastModified) {
    /** Longer ones are not kept: a server must not choose how much memory a page takes. */
    private static final int VALUE_LENGTH_MAX = 1024;

    /** No validators. */
    public static final Validators NONE = new Validators(null, null);

    /**
     * Fields of a 304 that tell of its own journey or of a body it does not have, not of the page (RFC 9111 section
     * 3.2).
     */
    private static final Set<String> NOT_REFRESHED = Set.of(
            "connection",
            "proxy-connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "proxy-authenticate",
            "proxy-authentication-info",
            "proxy-authorization",
            "content-encoding",
            "content-length",
            "content-range");

    /** The validators of an answer with {@code headers}, without those that could not be sent back. */
    public static Validators of(Headers headers) {
        String etag = sendable(headers.first("ETag"));
        String lastModified = sendable(headers.first("Last-Modified"));
        return etag == null && lastModified == null ? NONE : new Validators(etag, lastModified);
    }

    /** Whether there are no validators. */
    public boolean isEmpty() {
        return etag == null && lastModified == null;
    }

    /**
     * Whether the same validators mean the same bytes: there is an entity tag, and it is not weak. A weak one, or a date,
     * means the same for a reader (RFC 9110 section 8.8.1).
     */
    public boolean strong() {
        return etag != null && !isWeak(etag);
    }

    /**
     * Whether these and {@code other} are of the same version, as far as one can tell: by the entity tags, weak ones
     * included (RFC 9110 section 8.8.3.2), or where one of them has none, by the dates.
     */
    public boolean match(Validators other) {
        if (etag != null && other.etag != null) {
            return opaque(etag).equals(opaque(other.etag));
        }
        return lastModified != null && lastModified.equals(other.lastModified);
    }

    /**
     * {@code request} with the condition that the page has changed: If-None-Match and If-Modified-Since, whichever there
     * is a validator for. Unchanged when there is none.
     */
    public ClientRequest condition(ClientRequest request) {
        ClientRequest conditional = request;
        if (etag != null) {
            conditional = conditional.withHeader("If-None-Match", etag);
        }
        if (lastModified != null) {
            conditional = conditional.withHeader("If-Modified-Since", lastModified);
        }
        return conditional;
    }

    /**
     * The header fields of a stored page after the server has said 304: what {@code notModified} says replaces what
     * {@code stored} says, but for the fields that tell of the connection, or of the length and encoding of the body,
     * which is still the stored one (RFC 9111 section 3.2).
     */
    public static Headers refresh(Headers stored, Headers notModified) {
        Set<String> left = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        left.addAll(notModified.list("Connection"));
        for (Headers.Field field : notModified) {
            if (NOT_REFRESHED.contains(field.name().toLowerCase(Locale.ROOT))) {
                left.add(field.name());
            }
        }
        return stored.merge(notModified.without(left.toArray(String[]::new)));
    }

    private static boolean isWeak(String etag) {
        return etag.startsWith("W/");
    }

    private static String opaque(String etag) {
        return isWeak(etag) ? etag.substring(2) : etag;
    }

    private static @Nullable String sendable(@Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > VALUE_LENGTH_MAX) {
            return null;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return null;
            }
        }
        return value;
    }
}
