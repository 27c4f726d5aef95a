package ayatori.web.http;

import java.util.Locale;

/** Why a request failed. The names are stable: records and reports use {@link #token()}. */
public enum FailureKind {
    /** The URL cannot be fetched over HTTP at all: another scheme, no host. */
    INVALID_URL,
    /** The host name has no address: name servers say so. */
    UNKNOWN_HOST,
    /** The {@link AddressPolicy} forbids every address of the host. */
    PRIVATE_ADDRESS,
    /** Nothing listens at the address and port. */
    REFUSED,
    /**
     * No name server could tell whether the host name has an address. This says nothing about the host; see {@link
     * #isLocal()}.
     */
    NAME_LOOKUP,
    /**
     * This machine has run out of file descriptors, ports or buffers. This says nothing about the host; see {@link
     * #isLocal()}.
     */
    LOCAL_SHORTAGE,
    /** There is no route to the address. */
    UNREACHABLE,
    /** The connection was not made within {@link Timeouts#connect()}. */
    CONNECT_TIMEOUT,
    /** The proxy cannot be reached, or refuses to connect to hosts. */
    PROXY,
    /** The proxy demands credentials, or refuses those that it was given. */
    PROXY_LOGIN,
    /** The TLS handshake failed or took longer than {@link Timeouts#tls()}. */
    TLS,
    /** The server's certificate is not trusted, not valid now, or not for this host. */
    CERTIFICATE,
    /** No answer within {@link Timeouts#firstByte()}, or the whole took longer than {@link Timeouts#total()}. */
    TIMEOUT,
    /** The answer began and then nothing came for {@link Timeouts#idle()}. */
    IDLE_TIMEOUT,
    /** The peer closed or reset the connection or the stream before the answer was whole. */
    RESET,
    /** What came is not HTTP, or contradicts itself. */
    PROTOCOL,
    /** The header of the answer is larger than {@link Caps#headerBytes()}. */
    HEADER_TOO_LARGE,
    /** The decoded body is larger than {@link Caps#bodyBytes()}. */
    BODY_TOO_LARGE,
    /** The body cannot be decoded as its Content-Encoding says. */
    CONTENT_ENCODING,
    /** More redirects than allowed. */
    TOO_MANY_REDIRECTS,
    /** The answer was to come from an archive, which has none. */
    NOT_ARCHIVED;

    private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /**
     * Whether the failure is this machine's or its network's, and not the host's: nothing about the host may be concluded
     * from it, and the request should be repeated after a while.
     */
    public boolean isLocal() {
        return this == NAME_LOOKUP || this == LOCAL_SHORTAGE;
    }

    /** Whether the same request may succeed later. */
    public boolean isTemporary() {
        return switch (this) {
            case NAME_LOOKUP,
                    LOCAL_SHORTAGE,
                    REFUSED,
                    UNREACHABLE,
                    CONNECT_TIMEOUT,
                    PROXY,
                    TLS,
                    TIMEOUT,
                    IDLE_TIMEOUT,
                    RESET -> true;
            case INVALID_URL,
                    UNKNOWN_HOST,
                    PRIVATE_ADDRESS,
                    PROXY_LOGIN,
                    CERTIFICATE,
                    PROTOCOL,
                    HEADER_TOO_LARGE,
                    BODY_TOO_LARGE,
                    CONTENT_ENCODING,
                    TOO_MANY_REDIRECTS,
                    NOT_ARCHIVED -> false;
        };
    }

    /** The kind as records spell it: lower case, words joined by hyphens, such as {@code unknown-host}. */
    public String token() {
        return token;
    }
}
