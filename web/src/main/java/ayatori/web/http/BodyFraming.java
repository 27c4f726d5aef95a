package ayatori.web.http;

import java.util.Locale;

/**
 * Where the body of an HTTP/1.1 answer ends (RFC 9112 section 6.3). An ambiguous framing is refused, because an
 * intermediary may have read it the other way.
 *
 * @param end what ends the body
 * @param length the number of bytes, -1 when it is not known in advance
 */
record BodyFraming(End end, long length) {
    enum End {
        /** There is no body. */
        NONE,
        /** A number of bytes given in advance. */
        LENGTH,
        /** The last chunk. */
        CHUNKED,
        /** The end of the connection. */
        CLOSE
    }

    /** Longer numbers are not lengths, and would overflow. */
    private static final int LENGTH_DIGITS_MAX = 18;

    /**
     * The framing of an answer with {@code status} and {@code headers}.
     *
     * @param head whether it answers a HEAD request
     */
    static BodyFraming of(int status, boolean head, Headers headers) throws MalformedAnswer {
        long length = contentLength(headers);
        boolean chunked = chunked(headers);
        if (chunked && length >= 0) {
            throw new MalformedAnswer("it has a Content-Length and is chunked too");
        }
        if (head || status < 200 || status == 204 || status == 304) {
            return new BodyFraming(End.NONE, 0);
        }
        if (chunked) {
            return new BodyFraming(End.CHUNKED, -1);
        }
        if (length == 0) {
            return new BodyFraming(End.NONE, 0);
        }
        return new BodyFraming(length < 0 ? End.CLOSE : End.LENGTH, length);
    }

    /** The length that all Content-Length fields agree on, -1 when there are none. */
    static long contentLength(Headers headers) throws MalformedAnswer {
        long agreed = -1;
        for (String value : headers.list("Content-Length")) {
            long length = parseLength(value);
            if (agreed >= 0 && length != agreed) {
                throw new MalformedAnswer("it has several lengths");
            }
            agreed = length;
        }
        return agreed;
    }

    private static long parseLength(String digits) throws MalformedAnswer {
        boolean proper = !digits.isEmpty() && digits.length() <= LENGTH_DIGITS_MAX;
        for (int i = 0; i < digits.length(); i++) {
            proper &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        if (!proper) {
            throw new MalformedAnswer("its Content-Length is not a number of bytes");
        }
        return Long.parseLong(digits);
    }

    /**
     * Whether a body is chunked. The request allowed no other transfer coding, so any other is refused; {@code identity} and
     * an empty list mean no coding. Chunked must be the last one (RFC 9112 section 6.1).
     */
    private static boolean chunked(Headers headers) throws MalformedAnswer {
        boolean chunked = false;
        for (String coding : headers.list("Transfer-Encoding")) {
            if (chunked && !coding.isEmpty()) {
                throw new MalformedAnswer("its body is chunked and then encoded once more");
            }
            switch (coding.toLowerCase(Locale.ROOT)) {
                case "", "identity" -> {}
                case "chunked" -> chunked = true;
                default -> throw new MalformedAnswer("its transfer coding was not asked for");
            }
        }
        return chunked;
    }
}
