package ayatori.web.http;

/**
 * The status line and header fields of an answer.
 *
 * @param version the protocol version it came in
 * @param status the status code, 200 to 999
 * @param reason the reason phrase, empty in HTTP/2, which has none
 * @param headers the header fields, pseudo-header fields left out
 */
record ResponseHead(HttpVersion version, int status, String reason, Headers headers) {}
