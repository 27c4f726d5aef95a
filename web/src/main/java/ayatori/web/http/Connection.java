package ayatori.web.http;

import java.net.InetAddress;

/** A connection to an origin, as used by the pool and by tasks. */
sealed interface Connection permits Http1Connection, Http2Connection {
    /** Takes over the channel, which is connected, with TLS where needed. Called once, inside a poll. */
    void install();

    /** Has the request of {@code exchange} sent at the next poll. Called by the task that has acquired this connection. */
    void begin(Exchange exchange);

    /** The address at the other end. */
    InetAddress remoteAddress();

    /** Closes the connection and fails what is under way on it. Called inside a poll. */
    void close();
}
