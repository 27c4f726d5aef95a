package ayatori.web.http;

import java.time.Duration;

/**
 * How long the steps of a request may take. {@link Duration#ZERO} sets no limit.
 *
 * <p>{@code firstByte}, {@code idle} and {@code total} count only the time in which a task waits for the server: not the
 * wait for a free connection or for memory, nor the time between two reads of a body that is streamed. The wait for a free
 * connection has a limit of its own, as long as {@code total}.
 *
 * @param connect the look-up of the host, then the TCP connection to each address tried
 * @param tls the TLS handshake
 * @param firstByte from the request to the first byte of the answer
 * @param idle between two arrivals of the answer's bytes
 * @param total the whole request with its redirects, up to the last byte of the body
 */
public record Timeouts(Duration connect, Duration tls, Duration firstByte, Duration idle, Duration total) {
    /** 10 s to connect, 10 s for TLS, 30 s to the first byte, 30 s idle, 5 minutes in all. */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5));

    /** Checks that no limit is negative. */
    public Timeouts {
        notNegative(connect, "connect");
        notNegative(tls, "tls");
        notNegative(firstByte, "firstByte");
        notNegative(idle, "idle");
        notNegative(total, "total");
    }

    /** Limits of which each step, and all of them together, may take {@code limit}. */
    public static Timeouts all(Duration limit) {
        return new Timeouts(limit, limit, limit, limit, limit);
    }

    /** These limits with another one for connecting. */
    public Timeouts withConnect(Duration limit) {
        return new Timeouts(limit, tls, firstByte, idle, total);
    }

    /** These limits with another one for the TLS handshake. */
    public Timeouts withTls(Duration limit) {
        return new Timeouts(connect, limit, firstByte, idle, total);
    }

    /** These limits with another one for the first byte. */
    public Timeouts withFirstByte(Duration limit) {
        return new Timeouts(connect, tls, limit, idle, total);
    }

    /** These limits with another one for the pause between two arrivals. */
    public Timeouts withIdle(Duration limit) {
        return new Timeouts(connect, tls, firstByte, limit, total);
    }

    /** These limits with another one for the whole request. */
    public Timeouts withTotal(Duration limit) {
        return new Timeouts(connect, tls, firstByte, idle, limit);
    }

    private static void notNegative(Duration limit, String name) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative: " + limit);
        }
    }
}
