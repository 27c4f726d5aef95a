package ayatori.web.http;

/** The protocol version an answer came in. */
public enum HttpVersion {
    /** HTTP/1.0. */
    HTTP_1_0("HTTP/1.0"),
    /** HTTP/1.1 (RFC 9112). */
    HTTP_1_1("HTTP/1.1"),
    /** HTTP/2 (RFC 9113). */
    HTTP_2("HTTP/2");

    private final String text;

    HttpVersion(String text) {
        this.text = text;
    }

    /** As it is written in a status line, such as {@code HTTP/1.1}. */
    @Override
    public String toString() {
        return text;
    }
}
