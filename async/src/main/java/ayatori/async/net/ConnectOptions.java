package ayatori.async.net;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is made. Immutable; every {@code with} method gives a changed copy.
 *
 * {@snippet :
 * ConnectOptions options = ConnectOptions.defaults().withTls(Tls.client()).withLimit(1 << 20);
 * }
 *
 * @param limit how many bytes a line, or the bytes before a separator, may have
 * @param tls how the connection is encrypted; null for no TLS
 * @param localAddress this end's address; null for any
 * @param attemptDelay how long one address is tried before the next one is tried too (RFC 8305)
 */
public record ConnectOptions(
        int limit, @Nullable Tls tls, @Nullable SocketAddress localAddress, Duration attemptDelay) {
    /** Checks the limit and the delay. */
    public ConnectOptions {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit of a stream is one byte or more, not " + limit);
        }
        if (!Objects.requireNonNull(attemptDelay, "attemptDelay").isPositive()) {
            throw new IllegalArgumentException("the delay between two attempts is positive, not " + attemptDelay);
        }
    }

    /** {@return the defaults: a limit of 64 KiB, no TLS, any local address, RFC 8305's 250 ms between attempts} */
    public static ConnectOptions defaults() {
        return new ConnectOptions(StreamReader.LIMIT, null, null, Duration.ofMillis(250));
    }

    /**
     * Changes the limit of the reader.
     *
     * @param limit how many bytes a line may have
     * @return a changed copy
     */
    public ConnectOptions withLimit(int limit) {
        return new ConnectOptions(limit, tls, localAddress, attemptDelay);
    }

    /**
     * Encrypts the connection.
     *
     * @param tls the TLS settings
     * @return a changed copy
     */
    public ConnectOptions withTls(Tls tls) {
        return new ConnectOptions(limit, Objects.requireNonNull(tls, "tls"), localAddress, attemptDelay);
    }

    /**
     * Chooses this end's address.
     *
     * @param localAddress an address of this machine; port 0 for any
     * @return a changed copy
     */
    public ConnectOptions withLocalAddress(SocketAddress localAddress) {
        return new ConnectOptions(limit, tls, Objects.requireNonNull(localAddress, "localAddress"), attemptDelay);
    }

    /**
     * Changes how long one address is tried before the next one is tried too.
     *
     * @param attemptDelay how long
     * @return a changed copy
     */
    public ConnectOptions withAttemptDelay(Duration attemptDelay) {
        return new ConnectOptions(limit, tls, localAddress, attemptDelay);
    }
}
