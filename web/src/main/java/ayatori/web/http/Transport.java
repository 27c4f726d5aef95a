package ayatori.web.http;

/** What carries an exchange: an HTTP/1.1 connection or an HTTP/2 stream. Every method is called inside a poll. */
interface Transport {
    /** Sends the request of {@code exchange} and tells it whatever comes back. */
    void start(Exchange exchange);

    /** Stops or resumes reading from the network for {@code exchange}, whose task cannot keep up or can again. */
    void setReading(Exchange exchange, boolean reading);

    /** Ends {@code exchange} where it stands: closes an HTTP/1.1 connection, resets an HTTP/2 stream. */
    void abort(Exchange exchange);
}
