package ayatori.web.http;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The content codings that are decoded (RFC 9110 section 8.4.1, RFC 7932, RFC 8878). */
enum ContentCoding {
    GZIP,
    DEFLATE,
    BROTLI,
    ZSTD;

    /** A window of at most 8 MiB, which is what RFC 9659 allows a server to use. */
    private static final int ZSTD_WINDOW_LOG_MAX = 23;

    /**
     * The codings of a body, in the order they were applied. An unknown one, such as the {@code utf-8} that some servers
     * write there, is ignored, as browsers do.
     *
     * @throws HttpException if there are more than {@code max}
     */
    static List<ContentCoding> of(Headers headers, int max) throws HttpException {
        String first = headers.first("Content-Encoding");
        if (first == null) {
            return List.of();
        }
        var codings = new ArrayList<ContentCoding>(1);
        for (String name : headers.list("Content-Encoding")) {
            ContentCoding coding = named(name.toLowerCase(Locale.ROOT));
            if (coding != null) {
                codings.add(coding);
            }
        }
        if (codings.size() > max) {
            throw new HttpException(
                    FailureKind.CONTENT_ENCODING,
                    "The body is encoded " + codings.size() + " times over, more than the " + max + " allowed.");
        }
        return codings;
    }

    private static @Nullable ContentCoding named(String name) {
        return switch (name) {
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            case "br" -> BROTLI;
            case "zstd" -> ZSTD;
            default -> null;
        };
    }

    /**
     * The decoded body. No stage of the decoding may produce more than {@code bytesMax} bytes, so that a small body of many
     * layers costs no more than a plain one. Closing the stream frees what every stage holds.
     */
    static InputStream decode(
            InputStream raw, HeldTurns turns, List<ContentCoding> codings, long bytesMax, Inflaters inflaters)
            throws IOException {
        InputStream stream = raw;
        for (ContentCoding coding : codings.reversed()) {
            InputStream input = stream;
            try {
                stream = new DecodingStage(coding, coding.open(input, inflaters), input, turns, bytesMax);
            } catch (IOException | RuntimeException e) {
                try (input) {
                    throw e;
                }
            }
        }
        return stream;
    }

    private InputStream open(InputStream input, Inflaters inflaters) throws IOException {
        return switch (this) {
            case GZIP -> InflateStream.gzip(source(input), inflaters);
            case DEFLATE -> InflateStream.deflate(source(input), inflaters);
            case BROTLI -> {
                if (!Brotli4jLoader.isAvailable()) {
                    throw new HttpException(
                            FailureKind.CONTENT_ENCODING, "The body is encoded as br, which cannot be decoded here.");
                }
                yield new BrotliStream(source(input));
            }
            case ZSTD ->
                new ZstdInputStreamNoFinalizer(new FilterInputStream(input) {
                            @Override
                            public void close() {} // the decoder may be closed before its input
                        })
                        .setLongMax(ZSTD_WINDOW_LOG_MAX);
        };
    }

    private static ByteSource source(InputStream input) {
        return input instanceof RawBody raw ? raw : ByteSource.of(input);
    }

    /**
     * The default of Accept-Encoding: br only on the platforms for which a decoder is included. It is loaded when a body
     * needs it, because loading takes a while.
     */
    static String accepted() {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return switch (platform) {
            case "Linux amd64", "Linux aarch64", "Mac OS X aarch64" -> "gzip, deflate, br, zstd";
            default -> "gzip, deflate, zstd";
        };
    }

    /** The same without zstd. */
    static String acceptedWithoutZstd() {
        return accepted().replace(", zstd", "");
    }

    /** Whether its decoder keeps megabytes of what it has decoded; deflate keeps 32 KiB. */
    boolean hasLargeWindow() {
        return this == BROTLI || this == ZSTD;
    }

    /** As Content-Encoding spells it. */
    String token() {
        return switch (this) {
            case GZIP -> "gzip";
            case DEFLATE -> "deflate";
            case BROTLI -> "br";
            case ZSTD -> "zstd";
        };
    }
}
