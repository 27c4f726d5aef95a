package ayatori.crawler.hostile;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Bodies that are much larger than they look, ten gigabytes of zeros each, and those that are not what they say. */
final class HostileCodings {
    private static final int MEGABYTE = 1 << 20;
    private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};

    private HostileCodings() {}

    static List<Hostility> all() {
        return List.of(
                Hostility.of("gzip bomb", with -> deflateBomb(with, "gzip", GZIP_HEAD), "200 truncated:length"),
                Hostility.of("deflate bomb", with -> deflateBomb(with, "deflate", new byte[0]), "200 truncated:length"),
                Hostility.of("brotli bomb", HostileCodings::brotliBomb, "200 truncated:length"),
                Hostility.of(
                        "zstd bomb",
                        with -> bomb(with, "zstd", new byte[0], Zstd.compress(new byte[MEGABYTE])),
                        "200 truncated:length"),
                Hostility.of(
                        "nested bomb",
                        // A gzip file of ten thousand members, gzipped twice more.
                        with -> bomb(
                                with,
                                "gzip, gzip, zstd",
                                new byte[0],
                                Zstd.compress(gzipped(gzipped(new byte[MEGABYTE])))),
                        "200 truncated:length"),
                Hostility.of(
                        "a thousand encodings",
                        with -> with.answer("Content-Encoding: " + "gzip,".repeat(1_000) + "gzip\r\n", "abc"),
                        "error:content-encoding"),
                Hostility.of("gzip in gzip in gzip", HostileCodings::matryoshka, "200"));
    }

    /** What one megabyte comes to, ten thousand times, as long as the client takes it. */
    private static void bomb(Conversation with, String coding, byte[] start, byte[] megabyte) throws IOException {
        with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + coding + "\r\n\r\n");
        with.out.write(start);
        with.times(10_000, megabyte);
    }

    private static void deflateBomb(Conversation with, String coding, byte[] start) throws IOException {
        var deflater = new Deflater(9, true);
        deflater.setInput(new byte[MEGABYTE]);
        byte[] megabyte = new byte[MEGABYTE];
        int length = deflater.deflate(megabyte, 0, megabyte.length, Deflater.SYNC_FLUSH);
        deflater.end();
        bomb(with, coding, start, Arrays.copyOf(megabyte, length));
    }

    private static void brotliBomb(Conversation with) throws IOException {
        with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n");
        Brotli4jLoader.ensureAvailability();
        byte[] zeros = new byte[MEGABYTE];
        try (var out = new BrotliOutputStream(with.out, Encoder.Parameters.create(1))) {
            for (int i = 0; i < 10_000; i++) {
                out.write(zeros);
                out.flush();
            }
        }
    }

    /** A gzip file of gzip files: of as many as are announced, and no more, it is freed. */
    private static void matryoshka(Conversation with) throws IOException {
        byte[] file = gzipped("<title>again</title>");
        for (int i = 0; i < 20; i++) {
            file = gzipped(file);
        }
        with.answer(
                "Content-Type: text/html\r\nContent-Encoding: gzip, gzip, gzip\r\n",
                new String(file, StandardCharsets.ISO_8859_1));
    }

    static byte[] gzipped(String text) throws IOException {
        return gzipped(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
