package ayatori.web.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.web.charset.Encoding;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * Percent-encode after encoding (URL standard §1.3), as the query state needs it: a query is written in the encoding of the
 * document that contains the link, and a code point that this encoding lacks becomes {@code &#…;}. Not safe for use by
 * several threads.
 */
final class QueryEncoding {
    /** For documents in UTF-8, and for every scheme but {@code http}, {@code https}, {@code ftp} and {@code file}. */
    static final QueryEncoding OF_UTF_8 = new QueryEncoding(null);

    private static final int CHUNK_BYTES = 256;

    /** Null for UTF-8. */
    private final @Nullable Charset charset;

    /** Created with the first query that is not ASCII: most pages have none. */
    private @Nullable CharsetEncoder encoder;

    private QueryEncoding(@Nullable Charset charset) {
        this.charset = charset;
    }

    /** The encoding to write in for a document in {@code charset}: "get an output encoding" (Encoding standard §4.3). */
    static QueryEncoding of(Charset charset) {
        if (charset.equals(UTF_8)) {
            return OF_UTF_8;
        }
        Encoding encoding = Encoding.of(charset);
        Charset output = encoding == null ? charset : encoding.outputEncoding().charset();
        return output.equals(UTF_8) || !output.canEncode() ? OF_UTF_8 : new QueryEncoding(output);
    }

    boolean isUtf8() {
        return charset == null;
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
        if (charset != null) {
            encode(
                    CharBuffer.wrap(new String(input, from, to - from, UTF_8)),
                    encoder(charset),
                    set,
                    encoded,
                    lengthMax);
            return encoded.toString();
        }
        for (int i = from; i < to; i++) {
            set.append(encoded, input[i]);
            checkLength(encoded, lengthMax);
        }
        return encoded.toString();
    }

    private CharsetEncoder encoder(Charset charset) {
        CharsetEncoder existing = encoder;
        if (existing != null) {
            return existing.reset();
        }
        CharsetEncoder created = charset.newEncoder().onUnmappableCharacter(CodingErrorAction.REPORT);
        encoder = created;
        return created;
    }

    private static void encode(
            CharBuffer text, CharsetEncoder encoder, PercentEncodeSet set, StringBuilder encoded, int lengthMax)
            throws ParsingFailure {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK_BYTES);
        boolean ended = false;
        while (!ended) {
            CoderResult result = encoder.encode(text, bytes, true);
            if (result.isUnderflow()) {
                result = encoder.flush(bytes);
                ended = result.isUnderflow();
            }
            set.append(encoded, bytes.array(), 0, bytes.position());
            bytes.clear();
            if (result.isError()) {
                appendError(encoded, Character.codePointAt(text, 0));
                text.position(text.position() + result.length());
            }
            checkLength(encoded, lengthMax);
        }
    }

    /** "Return error with code point": a numeric character reference stands for it, as in a form. */
    private static void appendError(StringBuilder encoded, int codePoint) {
        // The only ASCII that cannot be encoded are ISO-2022-JP's shifts and escape, whose error is U+FFFD.
        encoded.append("%26%23").append(codePoint < 0x80 ? 0xFFFD : codePoint).append("%3B");
    }

    private static void checkLength(StringBuilder encoded, int lengthMax) throws ParsingFailure {
        if (encoded.length() > lengthMax) {
            throw new ParsingFailure(ValidationError.TOO_LONG);
        }
    }
}
