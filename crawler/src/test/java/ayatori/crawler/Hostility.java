package ayatori.crawler;

import ayatori.crawler.HostileServer.Conversation;
import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The ways to misbehave that we can name, and what the records of such a server's pages must come to. */
@SuppressWarnings("ImmutableEnumChecker") // scripts keep no state
enum Hostility {
    ENDLESS_HEADERS(
            with -> {
                with.send("HTTP/1.1 200 OK\r\n");
                with.endlessly("X-More: and more\r\n");
            },
            "error:header-too-large"),
    ENDLESS_STATUS_LINE(
            with -> {
                with.send("HTTP/1.1 200 ");
                with.endlessly("OK OK OK OK OK OK OK OK OK OK OK ");
            },
            "error:header-too-large"),
    ENDLESS_INFORMATION(with -> with.endlessly("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), "error:protocol"),
    HEADER_OF_10_MB(
            with -> {
                with.send("HTTP/1.1 200 OK\r\nX-Large: ");
                with.times(10_000, "x".repeat(1_000));
                with.send("\r\nContent-Length: 0\r\n\r\n");
            },
            "error:header-too-large"),
    ENDLESS_BODY(
            with -> {
                with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Endless</title>");
                with.endlessly("<p>and on".repeat(10));
            },
            "200 truncated:length"),
    ENDLESS_CHUNKS(
            with -> {
                with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n");
                with.endlessly("1\r\nx\r\n".repeat(10));
            },
            "200 truncated:length"),
    ENDLESS_CHUNK_EXTENSION(
            with -> {
                with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n1;");
                with.endlessly("x".repeat(100));
            },
            "error:protocol"),
    ENDLESS_TRAILERS(
            with -> {
                with.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
                with.endlessly("X-More: and more\r\n");
            },
            "error:header-too-large"),
    ONE_BYTE_A_SECOND(
            with -> {
                with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
                trickle(with, "<title>Slow</title>");
            },
            "200 truncated:time"),
    HEADER_OF_ONE_BYTE_A_SECOND(with -> trickle(with, "HTTP/1.1 200 OK\r\nX-More: and more\r\n"), "error:timeout"),
    NEVER_ANSWERS(Conversation::awaitClose, "error:timeout"),
    CLOSES_AT_EVERY_BYTE(
            Hostility::closeAtEveryByte, "200", "200 truncated:disconnect", "error:reset", "error:protocol"),
    TLS_STALLS(Conversation::awaitClose, "skipped:robots", "error:tls"),
    CERTIFICATE_EXPIRED(with -> with.page("<title>Expired</title>"), "error:certificate"),
    CERTIFICATE_OF_ANOTHER_HOST(with -> with.page("<title>Another's</title>"), "error:certificate"),
    GZIP_BOMB(
            with -> deflateBomb(with, "gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0}),
            "200 truncated:length"),
    DEFLATE_BOMB(with -> deflateBomb(with, "deflate", new byte[0]), "200 truncated:length"),
    BROTLI_BOMB(Hostility::brotliBomb, "200 truncated:length"),
    ZSTD_BOMB(with -> bomb(with, "zstd", new byte[0], Zstd.compress(new byte[1 << 20])), "200 truncated:length"),
    NESTED_BOMB(Hostility::nestedBomb, "200 truncated:length"),
    TOO_MANY_ENCODINGS(
            with -> {
                with.send("HTTP/1.1 200 OK\r\nContent-Encoding: " + "gzip,".repeat(1_000) + "gzip\r\n"
                        + "Content-Length: 3\r\n\r\nabc");
            },
            "error:content-encoding"),
    DEFLATE_QUINE(Hostility::quine, "200", "200 truncated:unspecified"),
    REDIRECT_TO_ITSELF(with -> with.redirect(with.target()), "302"),
    REDIRECT_LOOP(with -> with.redirect(with.target().equals("/") ? "/b" : "/"), "302"),
    REDIRECT_CHAIN(with -> with.redirect(with.target() + "x"), "302", "error:too-many-redirects"),
    REDIRECT_TO_FILE(with -> with.redirect("file:///etc/passwd"), "error:invalid-redirect"),
    REDIRECT_TO_SCRIPT(with -> with.redirect("javascript:alert(1)"), "error:invalid-redirect"),
    REDIRECT_TO_DATA(with -> with.redirect("data:text/html,<a href=/x>"), "error:invalid-redirect"),
    REDIRECT_TO_PRIVATE_ADDRESS(Hostility::redirectToPrivateAddress, "200", "302"),
    LOCATION_OF_1_MB(with -> with.redirect("/" + "a".repeat(1 << 20)), "error:header-too-large"),
    LOCATION_OF_60_KB(with -> with.redirect("/" + "a".repeat(60 << 10)), "error:invalid-redirect"),
    COOKIE_FLOOD(
            with -> with.send(
                    "HTTP/1.1 200 OK\r\n" + "Set-Cookie: a=b\r\n".repeat(3_500) + "Content-Length: 0\r\n\r\n"),
            "200"),
    COOKIE_FLOOD_WITHOUT_END(
            with -> {
                with.send("HTTP/1.1 200 OK\r\n");
                with.endlessly("Set-Cookie: a=b\r\n");
            },
            "error:header-too-large"),
    CHARSET_THAT_DOES_NOT_EXIST(
            with -> with.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=x-\0none\"'\r\nContent-Length: 30\r\n\r\n"
                            + "<meta charset=klingon>\u00e9<title>x"),
            "200",
            "error:protocol"),
    MILLION_NESTED_TAGS(with -> html(with, 1_000_000, "<div><svg><math>"), "200 truncated:length"),
    MILLION_NESTED_TEMPLATES(with -> html(with, 900_000, "<template>"), "200"),
    ATTRIBUTE_OF_50_MB(
            with -> {
                with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<a href='/");
                with.times(50_000, "x".repeat(1_000));
                with.send("'>");
            },
            "200 truncated:length"),
    BASE_OF_1_MB(
            with -> {
                if (!with.target().equals("/")) {
                    with.notFound();
                    return;
                }
                with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<base href='/");
                with.times(1_000, "x".repeat(1_000));
                with.send("/'>");
                with.times(100_000, "<a href=x>");
                for (int i = 0; i < 100_000; i++) {
                    with.out.write(("<a href=" + i + ">").getBytes(StandardCharsets.US_ASCII));
                }
                with.out.flush();
            },
            "200",
            "skipped:host-limit",
            "404"),
    LINKS_MADE_LONG_BY_THEIR_BASE(
            with -> {
                with.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<base href='/" + "x".repeat(15_000) + "/'>");
                links(with, 100_000);
            },
            "200",
            "skipped:trap"),
    TEN_MILLION_LINKS(
            with -> {
                if (!with.target().equals("/")) {
                    with.notFound();
                    return;
                }
                with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
                links(with, 10_000_000);
            },
            "200 truncated:length",
            "404",
            "skipped:host-limit"),
    ROBOTS_OF_1_GB(Hostility::largeRobots, "200"),
    SITEMAP_BOMB(Hostility::sitemapBomb, "200", "404", "error:sitemap"),
    SITEMAP_WITHOUT_END(Hostility::sitemapWithoutEnd, "200", "404", "error:sitemap"),
    HTTP2_RAPID_RESET(
            with -> http2(with, stream -> {
                with.frame(3, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 7); // RST_STREAM: not even looked at
                with.out.flush();
                with.awaitClose();
            }),
            "error:reset"),
    HTTP2_RESET_FLOOD(
            with -> http2(with, stream -> {
                while (true) {
                    with.flood(() -> with.frame(3, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 8));
                }
            }),
            "error:reset"),
    HTTP2_CONTINUATION_FLOOD(
            with -> http2(with, stream -> {
                with.frame(1, 0, stream, (byte) 0x88); // HEADERS, and no end of them
                byte[] field = {0, 1, 'a', 1, 'b'};
                while (true) {
                    with.flood(() -> with.frame(9, 0, stream, field));
                }
            }),
            "error:protocol",
            "error:header-too-large",
            "error:reset"),
    HTTP2_EMPTY_CONTINUATION_FLOOD(
            with -> http2(with, stream -> {
                with.frame(1, 0, stream, (byte) 0x88);
                while (true) {
                    with.flood(() -> with.frame(9, 0, stream));
                }
            }),
            "error:protocol",
            "error:timeout",
            "error:reset"),
    HTTP2_PING_FLOOD(
            with -> http2(with, stream -> {
                while (true) {
                    with.flood(() -> with.frame(6, 0, 0, new byte[8]));
                }
            }),
            "error:timeout",
            "error:protocol",
            "error:reset"),
    HTTP2_SETTINGS_FLOOD(
            with -> http2(with, stream -> {
                while (true) {
                    with.flood(() -> with.frame(4, 0, 0));
                }
            }),
            "error:timeout",
            "error:protocol",
            "error:reset"),
    HTTP2_EMPTY_DATA_FLOOD(
            with -> http2(with, stream -> {
                with.frame(1, 4, stream, (byte) 0x88);
                while (true) {
                    with.flood(() -> with.frame(0, 0, stream));
                }
            }),
            "error:protocol",
            "error:timeout",
            "error:reset"),
    /** A length that is no number, and content that is encoded. */
    HTTP2_WORDS_FOR_LENGTH(
            with -> http2(with, stream -> {
                var fields = new ByteArrayOutputStream();
                fields.write(0x88);
                literal(fields, "content-length", "many");
                literal(fields, "content-encoding", "gzip");
                with.frame(1, 4, stream, fields.toByteArray());
                with.frame(0, 1, stream, gzipped("<title>x"));
                with.out.flush();
                with.awaitClose();
            }),
            "200",
            "error:protocol",
            "error:reset");

    /** What a server says. */
    private interface Script {
        void converse(Conversation with) throws IOException;
    }

    private interface StreamScript {
        void answer(int stream) throws IOException;
    }

    private final Script script;
    private final Set<String> outcomes;

    Hostility(Script script, String... outcomes) {
        this.script = script;
        this.outcomes = Set.of(outcomes);
    }

    /** What may become of the pages of such a server: statuses, kinds of error, reasons to skip. */
    Set<String> outcomes() {
        return outcomes;
    }

    boolean isTls() {
        return isHttp2() || this == CERTIFICATE_EXPIRED || this == CERTIFICATE_OF_ANOTHER_HOST || this == TLS_STALLS;
    }

    boolean isHttp2() {
        return name().startsWith("HTTP2");
    }

    /** Answers every request of a connection, robots.txt as it should be unless that is the point. */
    void converse(Conversation with) throws IOException {
        if (isHttp2() || this == TLS_STALLS) {
            script.converse(with);
            return;
        }
        while (with.request()) {
            if (with.target().equals("/robots.txt") && this != ROBOTS_OF_1_GB && !name().startsWith("SITEMAP")) {
                with.notFound();
            } else {
                script.converse(with);
                if (!isFramed()) {
                    return;
                }
            }
        }
    }

    /** Whether its answers have an end that the client can tell. */
    private boolean isFramed() {
        return name().startsWith("REDIRECT") || name().startsWith("LOCATION");
    }

    private static void trickle(Conversation with, String text) throws IOException {
        for (int i = 0; ; i++) {
            with.send(text.substring(i % text.length(), i % text.length() + 1));
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void html(Conversation with, int times, String tag) throws IOException {
        with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
        with.times(times / 1000, tag.repeat(1000));
    }

    private static void links(Conversation with, int count) throws IOException {
        var links = new StringBuilder();
        for (int i = 0; i < count; i++) {
            links.append("<a href=").append(i).append('>');
            if (links.length() > 8_000) {
                with.send(links.toString());
                links.setLength(0);
            }
        }
        with.send(links.toString());
    }

    private static void closeAtEveryByte(Conversation with) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
        String answer = head + "10\r\n<title>x</title>\r\n3\r\n<p>\r\n0\r\n\r\n";
        if (with.target().equals("/")) {
            var links = new StringBuilder();
            for (int i = 0; i <= answer.length(); i++) {
                links.append("<a href=").append(i).append('>');
            }
            with.page(links.toString());
            return;
        }
        if (with.target().equals("/sitemap.xml")) {
            with.notFound();
            return;
        }
        with.send(answer.substring(0, Integer.parseInt(with.target().substring(1))));
    }

    /** Ten gigabytes of zeros, made as they are sent: what one megabyte comes to, ten thousand times. */
    private static void bomb(Conversation with, String coding, byte[] start, byte[] megabyte) throws IOException {
        with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + coding + "\r\n\r\n");
        with.out.write(start);
        for (int i = 0; i < 10; i++) {
            with.flood(() -> with.out.write(megabyte));
        }
    }

    private static void deflateBomb(Conversation with, String coding, byte[] start) throws IOException {
        var deflater = new Deflater(9, true);
        deflater.setInput(new byte[1 << 20]);
        byte[] megabyte = new byte[1 << 20];
        int length = deflater.deflate(megabyte, 0, megabyte.length, Deflater.SYNC_FLUSH);
        deflater.end();
        bomb(with, coding, start, Arrays.copyOf(megabyte, length));
    }

    /** A gzip file of ten thousand members, gzipped twice more. */
    private static void nestedBomb(Conversation with) throws IOException {
        bomb(with, "gzip, gzip, zstd", new byte[0], Zstd.compress(gzipped(gzipped(new byte[1 << 20]))));
    }

    private static void brotliBomb(Conversation with) throws IOException {
        with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n");
        Brotli4jLoader.ensureAvailability();
        byte[] zeros = new byte[1 << 20];
        try (var out = new BrotliOutputStream(with.out, Encoder.Parameters.create(1))) {
            for (int i = 0; i < 10_000; i++) {
                out.write(zeros);
                out.flush();
            }
        }
    }

    /** Content that is encoded in gzip, over and over, and holds as many more gzip files as one likes. */
    private static void quine(Conversation with) throws IOException {
        byte[] file = gzipped("<title>again</title>");
        for (int i = 0; i < 20; i++) {
            file = gzipped(file);
        }
        with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip, gzip, gzip\r\n\r\n");
        with.times(1, new String(file, StandardCharsets.ISO_8859_1));
    }

    private static byte[] gzipped(String text) throws IOException {
        return gzipped(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** Addresses that are private however they are spelt; all of them by names that no seed has. */
    private static void redirectToPrivateAddress(Conversation with) throws IOException {
        String[] to = {
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://0/",
            "http://0x7f.2/",
            "http://0177.0.0.2/",
            "http://2130706434/",
            "http://localhost/",
        };
        if (with.target().equals("/")) {
            var links = new StringBuilder();
            for (int i = 0; i < to.length; i++) {
                links.append("<a href=").append(i).append('>');
            }
            with.page(links.toString());
        } else if (with.target().equals("/sitemap.xml")) {
            with.notFound();
        } else {
            with.redirect(to[Integer.parseInt(with.target().substring(1))]);
        }
    }

    private static void largeRobots(Conversation with) throws IOException {
        if (with.target().equals("/robots.txt")) {
            with.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /secret\n");
            with.times(1 << 20, "Disallow: /" + "x".repeat(1_000) + "\n");
        } else if (with.target().equals("/")) {
            with.page("<title>Home</title><a href=/secret>");
        } else {
            with.notFound();
        }
    }

    private static void sitemapBomb(Conversation with) throws IOException {
        switch (with.target()) {
            case "/robots.txt" -> {
                String text = "Sitemap: /entities.xml\nSitemap: /laughs.xml\nSitemap: /bomb.xml.gz\n"
                        .replace(": /", ": " + with.origin() + "/");
                with.send("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text);
            }
            case "/entities.xml" ->
                with.page("<!DOCTYPE u [<!ENTITY x SYSTEM '/secret'>"
                        + "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>/a&x;&f;</loc></url></urlset>");
            case "/laughs.xml" -> {
                var dtd = new StringBuilder("<!DOCTYPE u [<!ENTITY l0 'lol'>");
                for (int i = 1; i < 20; i++) {
                    dtd.append("<!ENTITY l" + i + " '" + ("&l" + (i - 1) + ";").repeat(10) + "'>");
                }
                with.page(dtd + "]><urlset><url><loc>&l19;</loc></url></urlset>");
            }
            case "/bomb.xml.gz" -> {
                with.send("HTTP/1.1 200 OK\r\n\r\n");
                try (var out = new GZIPOutputStream(with.out)) {
                    out.write("<urlset><url><loc>".getBytes(StandardCharsets.US_ASCII));
                    byte[] letters = "a".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < 10_000; i++) {
                        out.write(letters);
                    }
                }
            }
            case "/" -> with.page("<title>Home</title>");
            default -> with.notFound();
        }
    }

    private static void sitemapWithoutEnd(Conversation with) throws IOException {
        switch (with.target()) {
            case "/sitemap.xml" -> {
                with.send("HTTP/1.1 200 OK\r\n\r\n<urlset>");
                with.endlessly("<url><loc>ftp://x/" + "y".repeat(50) + "</loc></url>");
            }
            case "/" -> with.page("<title>Home</title>");
            default -> with.notFound();
        }
    }

    /** Answers the first connection, which asks for robots.txt, as it should be; the others as the script says. */
    private static void http2(Conversation with, StreamScript script) throws IOException {
        int stream = with.http2Request(true);
        if (stream == 0) {
            return;
        }
        if (with.number() == 1) {
            with.frame(1, 5, stream, (byte) 0x8d); // HEADERS: 404, and that is all
            with.out.flush();
            with.awaitClose();
            return;
        }
        script.answer(stream);
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
