package ayatori.web.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Percent-encode after encoding (URL standard §1.3), as the query state needs it: a query is written in the encoding
 * of the document that holds the link, and what that cannot encode becomes {@code &#…;}. Not safe for use by several
 * threads.
 */
final class QueryEncoding {
    /** For documents in UTF-8, and for every scheme but {@code http}, {@code https}, {@code ftp} and {@code file}. */
    static final QueryEncoding OF_UTF_8 = new QueryEncoding(null);

    private final @Nullable LegacyEncoder encoder;

    private QueryEncoding(@Nullable LegacyEncoder encoder) {
        this.encoder = encoder;
    }

    /** The encoding to write in for a document in {@code charset}: "get an output encoding" (Encoding standard §4.3). */
    static QueryEncoding of(Charset charset) {
        // Nothing is written in UTF-16 or UTF-32; and what cannot encode at all is for reading only.
        return charset.name().startsWith("UTF-") || !charset.canEncode()
                ? OF_UTF_8
                : new QueryEncoding(LegacyEncoder.of(charset));
    }

    boolean isUtf8() {
        return encoder == null;
    }

    /** Encodes {@code input[from..to)}, well-formed UTF-8, of any length. */
    String percentEncode(byte[] input, int from, int to, PercentEncodeSet set) {
        try {
            return percentEncode(input, from, to, set, Integer.MAX_VALUE);
        } catch (ParsingFailure tooLong) {
            throw new AssertionError("there is no cap", tooLong);
        }
    }

    /** Encodes {@code input[from..to)}, well-formed UTF-8; fails when the result becomes longer than {@code lengthMax}. */
    String percentEncode(byte[] input, int from, int to, PercentEncodeSet set, int lengthMax) throws ParsingFailure {
        var encoded = new StringBuilder(to - from);
        if (encoder == null) {
            for (int i = from; i < to; i++) {
                set.append(encoded, input[i]);
                if (encoded.length() > lengthMax) {
                    throw new ParsingFailure(ValidationError.TOO_LONG);
                }
            }
            return encoded.toString();
        }
        var output = new Output(encoded, set);
        new String(input, from, to - from, UTF_8).codePoints().forEach(c -> encoder.encode(c, output));
        encoder.finish(output);
        return encoded.toString();
    }

    /** Where an encoder puts its bytes and its errors. */
    record Output(StringBuilder encoded, PercentEncodeSet set) {
        void write(int... bytes) {
            for (int b : bytes) {
                set.append(encoded, b);
            }
        }

        /** "Return error with code point": a numeric character reference stands for it, as in a form. */
        void error(int codePoint) {
            encoded.append("%26%23").append(codePoint).append("%3B");
        }
    }
}
