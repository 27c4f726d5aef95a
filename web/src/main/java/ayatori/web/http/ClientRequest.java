package ayatori.web.http;

import ayatori.web.url.Url;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request. Immutable: every method that begins with {@code with} returns another one.
 *
 * {@snippet :
 * // given: Url url, String etag, byte[] form
 * ClientRequest request = ClientRequest.get(url).withHeader("If-None-Match", etag);
 * ClientRequest login = ClientRequest.of("POST", url).withBody(form, "application/x-www-form-urlencoded");
 * }
 */
public final class ClientRequest {
    /** Fields that frame or address messages: the client sets them. */
    private static final Set<String> OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te");

    private final String method;
    private final Url url;
    private final Headers headers;
    private final byte @Nullable [] body;

    private ClientRequest(String method, Url url, Headers headers, byte @Nullable [] body) {
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.body = body;
    }

    /** A GET request. */
    public static ClientRequest get(Url url) {
        return new ClientRequest("GET", url, Headers.EMPTY, null);
    }

    /** A HEAD request: the answer has the header a GET would have, and no body. */
    public static ClientRequest head(Url url) {
        return new ClientRequest("HEAD", url, Headers.EMPTY, null);
    }

    /**
     * A request of any method except CONNECT.
     *
     * @throws IllegalArgumentException if {@code method} is not a token
     */
    public static ClientRequest of(String method, Url url) {
        boolean token = !method.isEmpty();
        for (int i = 0; i < method.length(); i++) {
            token &= Headers.isTokenCharacter(method.charAt(i));
        }
        if (!token || method.equalsIgnoreCase("CONNECT")) {
            throw new IllegalArgumentException("not a method for a request: \"" + method + "\"");
        }
        return new ClientRequest(method, url, Headers.EMPTY, null);
    }

    /**
     * This request with the header field {@code name} set to {@code value}, which overrides the session's default.
     *
     * @throws IllegalArgumentException if the field cannot be written, or is one that the client itself sets, such as
     *     Host or Content-Length
     */
    public ClientRequest withHeader(String name, String value) {
        refuseOurs(name);
        return new ClientRequest(method, url, headers.with(name, value), body);
    }

    /** This request with content, of the media type {@code contentType}. The array is not copied. */
    public ClientRequest withBody(byte[] content, String contentType) {
        return new ClientRequest(method, url, headers.with("Content-Type", contentType), content);
    }

    /** The method, such as {@code GET}. */
    public String method() {
        return method;
    }

    /** The URL. */
    public Url url() {
        return url;
    }

    /** The fields set for this request; the session adds its defaults. */
    public Headers headers() {
        return headers;
    }

    byte @Nullable [] body() {
        return body;
    }

    static void refuseOurs(String name) {
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header field " + name + " is set by the client itself");
        }
    }

    @Override
    public String toString() {
        return method + " " + url + (body == null ? "" : " (" + body.length + " bytes)");
    }
}
