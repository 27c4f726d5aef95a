package ayatori.web.http;

/**
 * Limits on the size of an answer.
 *
 * @param headerBytes of the status line and header fields together
 * @param bodyBytes of the decoded body; a longer one is cut
 * @param encodings how many content codings one body may have
 */
public record Caps(int headerBytes, int bodyBytes, int encodings) {
    /** 64 KiB of header, 10 MiB of decoded body, 3 encodings. */
    public static final Caps DEFAULT = new Caps(64 << 10, 10 << 20, 3);

    /** The greatest cap of a body: 1 GiB. */
    public static final int BODY_BYTES_MAX = 1 << 30;

    /** Checks that every cap can be kept: positive, and a body of at most 1 GiB, which must fit in one array. */
    public Caps {
        if (headerBytes < 1024 || bodyBytes < 0 || bodyBytes > BODY_BYTES_MAX || encodings < 0) {
            throw new IllegalArgumentException("caps out of range: at least 1 KiB of header, 0 to 1 GiB of body, "
                    + "0 or more encodings, but got " + headerBytes + ", " + bodyBytes + ", " + encodings);
        }
    }

    /** These caps with another one for the header. */
    public Caps withHeaderBytes(int bytes) {
        return new Caps(bytes, bodyBytes, encodings);
    }

    /** These caps with another one for the decoded body. */
    public Caps withBodyBytes(int bytes) {
        return new Caps(headerBytes, bytes, encodings);
    }

    /** These caps with another one for stacked encodings. */
    public Caps withEncodings(int count) {
        return new Caps(headerBytes, bodyBytes, count);
    }
}
