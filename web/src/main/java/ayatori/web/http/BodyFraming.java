package ayatori.web.http;

import java.util.List;
import java.util.Locale;

/**
 * Where the body of an HTTP/1.1 answer ends (RFC 9112 section 6.3). What could be read in two ways is refused: whoever
 * is between us and the server may have read it the other way.
 *
 * @param end what ends it
 * @param length how many bytes it has, -1 when only its end will tell
 */
record BodyFraming(End end, long length) {
    enum End {
        /** There is no body. */
        NONE,
        /** A number of bytes said beforehand. */
        LENGTH,
        /** The last chunk. */
        CHUNKED,
        /** The end of the connection. */
        CLOSE
    }

    /** More digits than these are no length that anybody means. */
    private static final int LENGTH_DIGITS_MAX = 18;

    /**
     * How the answer with {@code status} and {@code headers} is framed.
     *
     * @param head whether the answer is to a HEAD request
     */
    static BodyFraming of(int status, boolean head, Headers headers) throws MalformedAnswer {
        long length = contentLength(headers.all("Content-Length"));
        boolean chunked = chunked(headers.all("Transfer-Encoding"));
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

    /** The length that all {@code fields} agree on, -1 when there are none. */
    private static long contentLength(List<String> fields) throws MalformedAnswer {
        long agreed = -1;
        for (String field : fields) {
            for (String value : field.split(",", -1)) {
                long length = parseLength(value.strip());
                if (agreed >= 0 && length != agreed) {
                    throw new MalformedAnswer("it has several lengths");
                }
                agreed = length;
            }
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
     * Whether a body is chunked. No other transfer coding was asked for, so one that comes nevertheless is refused;
     * {@code identity}, and a list of nothing, are none.
     */
    private static boolean chunked(List<String> fields) throws MalformedAnswer {
        boolean chunked = false;
        for (String field : fields) {
            for (String value : field.split(",", -1)) {
                switch (value.strip().toLowerCase(Locale.ROOT)) {
                    case "", "identity" -> {}
                    case "chunked" -> {
                        if (chunked) {
                            throw new MalformedAnswer("it is chunked twice over");
                        }
                        chunked = true;
                    }
                    default -> throw new MalformedAnswer("its transfer coding is not one that was asked for");
                }
            }
        }
        return chunked;
    }
}
