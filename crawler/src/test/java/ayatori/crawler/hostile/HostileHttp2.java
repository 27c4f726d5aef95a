package ayatori.crawler.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Frames of HTTP/2 that nobody needs, in numbers that nobody can bear. */
final class HostileHttp2 {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int CONTINUATION = 9;

    /** HPACK's {@code :status: 200} (RFC 7541, appendix A). */
    private static final byte OK = (byte) 0x88;

    private static final byte NOT_FOUND = (byte) 0x8d;

    /** Error codes (RFC 9113, section 7). */
    private static final byte[] REFUSED = {0, 0, 0, 7};

    private static final byte[] CANCELLED = {0, 0, 0, 8};

    private interface StreamScript {
        void answer(Conversation with, int stream) throws IOException;
    }

    private HostileHttp2() {}

    static List<Hostility> all() {
        return List.of(
                http2(
                        "rapid reset",
                        (with, stream) -> {
                            for (int refused = stream; refused != 0; refused = with.http2Stream()) {
                                with.frame(RST_STREAM, 0, refused, REFUSED);
                                with.out.flush();
                            }
                        },
                        "error:reset"),
                http2(
                        "flood of resets",
                        (with, stream) -> with.endlessly(() -> with.frame(RST_STREAM, 0, stream, CANCELLED)),
                        "error:reset"),
                http2(
                        "flood of continuations",
                        (with, stream) -> {
                            byte[] field = {0, 1, 'a', 1, 'b'};
                            with.frame(HEADERS, 0, stream, OK); // and no end of them
                            with.endlessly(() -> with.frame(CONTINUATION, 0, stream, field));
                        },
                        "error:protocol"),
                http2(
                        "flood of empty continuations",
                        (with, stream) -> {
                            with.frame(HEADERS, 0, stream, OK);
                            with.endlessly(() -> with.frame(CONTINUATION, 0, stream));
                        },
                        "error:protocol"),
                http2(
                                1,
                                "flood of pings",
                                (with, stream) -> with.endlessly(() -> with.frame(PING, 0, 0, new byte[8])),
                                "error:timeout")
                        .untilTimeIsUp(),
                http2(
                                1,
                                "flood of settings",
                                (with, stream) -> with.endlessly(() -> with.frame(SETTINGS, 0, 0)),
                                "error:timeout")
                        .untilTimeIsUp(),
                http2(
                        "flood of empty data",
                        (with, stream) -> {
                            with.frame(HEADERS, 4, stream, OK);
                            with.endlessly(() -> with.frame(DATA, 0, stream));
                        },
                        "error:protocol"),
                http2(
                        "a length that is no number",
                        (with, stream) -> {
                            var fields = new ByteArrayOutputStream();
                            fields.write(OK);
                            literal(fields, "content-length", "many");
                            literal(fields, "content-encoding", "gzip");
                            with.frame(HEADERS, 4, stream, fields.toByteArray());
                            with.frame(DATA, 1, stream, HostileCodings.gzipped("<title>x"));
                            with.out.flush();
                            with.awaitClose();
                        },
                        "error:protocol"));
    }

    /** Answers the first connection, which asks for robots.txt, as it should be; the others as the script says. */
    private static Hostility http2(String name, StreamScript script, String... outcomes) {
        return http2(2, name, script, outcomes);
    }

    /** The same where nobody asks for robots.txt, if {@code first} is 1. */
    private static Hostility http2(int first, String name, StreamScript script, String... outcomes) {
        return Hostility.of(
                        "HTTP/2: " + name,
                        with -> {
                            int stream = with.http2Request();
                            if (stream == 0) {
                                return;
                            }
                            if (with.number() >= first) {
                                script.answer(with, stream);
                                return;
                            }
                            with.frame(HEADERS, 5, stream, NOT_FOUND);
                            with.out.flush();
                            with.awaitClose();
                        },
                        outcomes)
                .over(Hostility.Wire.HTTP2);
    }

    /** A field of HPACK, spelt out (RFC 7541 section 6.2.2). */
    private static void literal(ByteArrayOutputStream out, String name, String value) {
        out.write(0);
        out.write(name.length());
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        out.write(value.length());
        out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }
}
