package ayatori.web.http;

import java.util.Locale;

/** Why a body is not whole, in the words of a WARC record's {@code WARC-Truncated} field (WARC 1.1 section 5.13). */
public enum Truncation {
    /** The decoded body is longer than {@link Caps#bodyBytes()} and was cut there. */
    LENGTH,
    /** A time limit passed while the body was coming. */
    TIME,
    /** The peer ended the connection before the body was whole. */
    DISCONNECT,
    /** The rest could not be decoded. */
    UNSPECIFIED;

    private final String token = name().toLowerCase(Locale.ROOT);

    /** What a failure means for the body, or the head, that was coming. */
    public static Truncation of(HttpException failure) {
        return switch (failure.kind()) {
            case BODY_TOO_LARGE, HEADER_TOO_LARGE -> LENGTH;
            case RESET -> DISCONNECT;
            case TIMEOUT, IDLE_TIMEOUT -> TIME;
            default -> UNSPECIFIED;
        };
    }

    /** The word as WARC spells it, such as {@code length}. */
    public String token() {
        return token;
    }
}
