package ayatori.web.cookie;

import java.util.Locale;

/**
 * A cookie's SameSite attribute. It is kept for readers of the jar: a client without pages to
 * embed things in makes no such requests.
 *
 * {@snippet :
 * SameSite lax = SameSite.of("Lax");
 * }
 */
public enum SameSite {
    /** Nothing, or something unknown. */
    DEFAULT,
    /** Sent with all requests. */
    NONE,
    /** Sent when a person follows a link from elsewhere, not with what a page loads. */
    LAX,
    /** Never sent with requests from elsewhere. */
    STRICT;

    /** The meaning of the attribute's value, in whatever case. */
    public static SameSite of(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "none" -> NONE;
            case "lax" -> LAX;
            case "strict" -> STRICT;
            default -> DEFAULT;
        };
    }
}
