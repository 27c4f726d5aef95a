package ayatori.web.cookie;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored cookie.
 *
 * {@snippet :
 * Cookie cookie = new Cookie("id", "42", "example.org", true, "/", true, true, SameSite.LAX, null);
 * }
 *
 * @param name its name; may be empty
 * @param value its value; bytes outside ASCII appear as ISO-8859-1
 * @param domain the host it is for, in lower case, without a leading dot
 * @param hostOnly whether it is for that very host, and not for those below it
 * @param path the path it is for, and all below it
 * @param secure whether it is for https only
 * @param httpOnly whether scripts must not see it
 * @param sameSite its SameSite attribute
 * @param expires when it expires; null for the end of the session
 */
public record Cookie(
        String name,
        String value,
        String domain,
        boolean hostOnly,
        String path,
        boolean secure,
        boolean httpOnly,
        SameSite sameSite,
        @Nullable Instant expires) {

    /** The memory of a cookie beside its text. */
    private static final int OVERHEAD_BYTES = 200;

    boolean expiredAt(Instant now) {
        return expires != null && !expires.isAfter(now);
    }

    /** Whether it is sent with a request for {@code path} of {@code host}. */
    boolean isFor(String host, String requestPath, boolean secureRequest) {
        return (hostOnly ? host.equals(domain) : Domains.match(host, domain))
                && Paths.match(requestPath, path)
                && (secureRequest || !secure);
    }

    /** Whether {@code other} replaces this one (section 5.7, step 24). */
    boolean sameAs(Cookie other) {
        return name.equals(other.name)
                && domain.equals(other.domain)
                && hostOnly == other.hostOnly
                && path.equals(other.path);
    }

    /** As the Cookie field writes it: a cookie without a name is its value. */
    String pair() {
        return name.isEmpty() ? value : name + "=" + value;
    }

    int weight() {
        return name.length() + value.length() + domain.length() + path.length() + OVERHEAD_BYTES;
    }
}
