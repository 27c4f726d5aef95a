package ayatori.web.http;

import ayatori.web.url.Url;
import org.jspecify.annotations.Nullable;

/** Turns a request into the next one after a redirect (RFC 9110 section 15.4, and HTTP-redirect fetch of Fetch). */
final class Redirect {
    private Redirect() {}

    /** Whether {@code status} is a redirect. */
    static boolean is(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /**
     * The next request.
     *
     * @param request the one that was answered
     * @param headers all fields it was sent with
     * @param location the Location field of the answer
     */
    static OutgoingRequest follow(OutgoingRequest request, Headers headers, int status, String location)
            throws HttpException {
        Url target = request.url().tryResolve(location);
        if (target == null || !target.isHttp()) {
            throw new HttpException(
                    FailureKind.INVALID_URL,
                    "The host " + request.origin().hostName() + " redirects to something that is not a web address.");
        }
        Url next = target.withoutCredentials(); // a server must not choose our credentials
        String method = request.method();
        byte @Nullable [] body = request.body();
        Headers kept = headers;
        if (becomesGet(status, method)) {
            method = "GET";
            body = null;
            kept = kept.without("Content-Type", "Content-Encoding", "Content-Language", "Content-Location");
        }
        Origin origin = Origin.of(next);
        if (!origin.equals(request.origin())) {
            kept = kept.without("Authorization", "Cookie", "Proxy-Authorization");
        }
        return new OutgoingRequest(method, next, origin, kept, body);
    }

    private static boolean becomesGet(int status, String method) {
        return switch (status) {
            case 301, 302 -> method.equals("POST");
            case 303 -> !method.equals("GET") && !method.equals("HEAD");
            default -> false;
        };
    }
}
