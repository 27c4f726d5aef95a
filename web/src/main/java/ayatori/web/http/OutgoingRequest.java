package ayatori.web.http;

import ayatori.web.url.Url;
import org.jspecify.annotations.Nullable;

/** A request as it is sent: after redirects, with the session's default fields. */
final class OutgoingRequest {
    private final String method;
    private final Url url;
    private final Origin origin;
    private final @Nullable Headers headers;
    private final byte @Nullable [] body;

    /**
     * A request.
     *
     * @param headers all fields but those that the connection sets, such as Host; {@code null} when they are just the
     *     session's defaults, which each connection has encoded beforehand
     * @param body the content, {@code null} when there is none; with content, headers are given
     */
    OutgoingRequest(String method, Url url, Origin origin, @Nullable Headers headers, byte @Nullable [] body) {
        this.method = method;
        this.url = url;
        this.origin = origin;
        this.headers = headers;
        this.body = body;
    }

    /** This request with other fields. */
    OutgoingRequest with(Headers all) {
        return new OutgoingRequest(method, url, origin, all, body);
    }

    String method() {
        return method;
    }

    Url url() {
        return url;
    }

    Origin origin() {
        return origin;
    }

    @Nullable Headers headers() {
        return headers;
    }

    byte @Nullable [] body() {
        return body;
    }

    boolean head() {
        return method.equals("HEAD");
    }

    /** Whether sending it twice has the same effect as once (RFC 9110 section 9.2.2). */
    boolean idempotent() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
            default -> false;
        };
    }
}
