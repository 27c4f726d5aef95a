package ayatori.web.http;

import ayatori.web.auth.Authenticator;
import ayatori.web.cookie.CookieJar;
import ayatori.web.url.Url;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The cookies and credentials that a session adds to its requests.
 *
 * <p>They are added to each request as it is sent, and are not carried over to the next one by a redirect, which gets its
 * own. Fields that the user set take precedence.
 */
final class Identity {
    private final Headers defaults;
    private final @Nullable CookieJar cookies;
    private final Authenticator authenticator;

    Identity(SessionConfig config) {
        this.defaults = config.headers();
        this.cookies = config.cookies();
        this.authenticator = new Authenticator(config.credentials());
    }

    /** {@code request} with its cookies, and with credentials where the server has asked for them before. */
    OutgoingRequest dress(OutgoingRequest request) {
        boolean own = headers(request).contains("Authorization");
        return dress(request, own ? null : authenticator.beforehand(request.method(), request.url()));
    }

    /** Keeps the cookies that an answer sets. */
    void remember(ClientResponse response) {
        if (cookies != null) {
            for (String line : response.headers().all("Set-Cookie")) {
                cookies.store(response.url(), line);
            }
        }
    }

    /**
     * The request to repeat after {@code response}; null if that is the answer.
     *
     * @param request the request as it would be without an identity
     * @param sent the request as it was sent
     */
    @Nullable OutgoingRequest answer(OutgoingRequest request, OutgoingRequest sent, ClientResponse response) {
        if (response.status() != 401) {
            return null;
        }
        String own = headers(request).first("Authorization");
        boolean fromUrl = own != null
                && own.startsWith("Basic ")
                && !request.url().username().isEmpty();
        if (own != null && !fromUrl) {
            return null;
        }
        Url url = request.url();
        String refused = headers(sent).first("Authorization");
        String authorization =
                authenticator.answer(request.method(), url, response.headers().all("WWW-Authenticate"), refused);
        return authorization == null ? null : dress(request, authorization);
    }

    private OutgoingRequest dress(OutgoingRequest request, @Nullable String authorization) {
        String cookie = cookies == null || headers(request).contains("Cookie") ? null : cookies.header(request.url());
        if (authorization == null && cookie == null) {
            return request;
        }
        Headers headers = headers(request);
        if (authorization != null) {
            headers = headers.with("Authorization", authorization);
        }
        if (cookie != null) {
            headers = headers.with("Cookie", cookie);
        }
        return request.with(headers);
    }

    private Headers headers(OutgoingRequest request) {
        return Objects.requireNonNullElse(request.headers(), defaults);
    }
}
