package ayatori.web.http;

import java.net.InetAddress;

/** A connection to an origin, as the pool and the tasks see it. */
sealed interface Connection permits Http1Connection, Http2Connection {
    /** Takes the channel over, which is open and, if it is to be, secure. Called once, inside a poll. */
    void install();

    /** Has the request of {@code exchange} sent at the next poll. Called by the task that has acquired this connection. */
    void begin(Exchange exchange);

    /** The address at the other end. */
    InetAddress remoteAddress();

    /** Closes the connection and fails what is under way on it. Called inside a poll. */
    void close();
}
