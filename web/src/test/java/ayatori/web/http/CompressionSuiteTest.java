package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.CarrierKind;
import ayatori.web.Conformance;
import ayatori.web.Suites;
import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Encoded bodies from the tests of other decoders are decoded to the same bytes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompressionSuiteTest {
    private static final int CAP = 1 << 20;

    @BeforeAll
    static void loadBrotli() {
        Brotli4jLoader.ensureAvailability();
    }

    private interface Decoder {
        InputStream over(InputStream in) throws IOException;
    }

    @Test
    void decodesScrapysSamples() throws Exception {
        Path samples = Suites.path("http/scrapy-compressed/tests/sample_data/compressed");
        byte[] page = new GZIPInputStream(Files.newInputStream(samples.resolve("html-gzip.bin"))).readAllBytes();
        assertThat(page).hasSize(74_837);
        byte[] unexpected = RawServer.latin1(
                new String(read(samples, "unexpected-eof-output.txt"), StandardCharsets.UTF_8)); // it is transcoded
        var tally = Conformance.of(getClass(), "http/scrapy-compressed");
        checkDecoded(tally, "gzip", samples, "html-gzip.bin", page);
        checkDecoded(tally, "gzip, deflate, gzip", samples, "html-gzip-deflate-gzip.bin", page);
        checkDecoded(tally, "zstd", samples, "html-zstd-static-no-content-size.bin", page);
        checkDecoded(tally, "zstd", samples, "html-zstd-streaming-no-content-size.bin", page);
        checkDecoded(tally, "gzip", samples, "unexpected-eof.gz", unexpected); // only the trailer is missing
        tally.check("bomb-gzip.bin", CAP, decode("gzip", read(samples, "bomb-gzip.bin"), Truncation.LENGTH).length);
        tally.check(
                "bomb-deflate.bin",
                CAP,
                decode("deflate", read(samples, "bomb-deflate.bin"), Truncation.LENGTH).length);
        tally.report();
    }

    private static void checkDecoded(Conformance tally, String coding, Path samples, String name, byte[] plain)
            throws Exception {
        tally.check(Arrays.equals(decode(coding, read(samples, name), null), plain), () -> name);
    }

    @Test
    void decodesWhateverTheJdkDecodes() throws Exception {
        compareWithTheJdk("gzip", "http/go-fuzz/gzip", GZIPInputStream::new);
        compareWithTheJdk("deflate", "http/go-fuzz/zlib", InflaterInputStream::new);
        compareWithTheJdk("deflate", "http/go-fuzz/flate", in -> new InflaterInputStream(in, new Inflater(true)));
    }

    @Test
    void passesOverWhatFollowsTheEnd() throws Exception {
        byte[] page = "綾取り ".repeat(500).getBytes(StandardCharsets.UTF_8);
        for (String coding : new String[] {"gzip", "deflate", "br", "zstd"}) {
            for (String garbage : new String[] {"\r\n", "\0\0\0\0", "<!-- cached -->\n"}) {
                var out = new ByteArrayOutputStream();
                try (var encoding = switch (coding) {
                    case "gzip" -> new GZIPOutputStream(out);
                    case "deflate" -> new DeflaterOutputStream(out);
                    case "br" -> new BrotliOutputStream(out);
                    default -> new ZstdOutputStream(out);
                }) {
                    encoding.write(page);
                }
                out.write(RawServer.latin1(garbage));
                assertThat(decodeAny(coding, out.toByteArray())).as(coding).isEqualTo(page);
            }
        }
    }

    /** Checks every body that the JDK's decoder takes to its end, and that one decodes to no more than the cap. */
    private static void compareWithTheJdk(String coding, String folder, Decoder jdk) throws Exception {
        var tally = Conformance.of(CompressionSuiteTest.class, folder);
        try (var walk = Files.walk(Suites.path(folder))) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                byte[] body = Files.readAllBytes(file);
                byte[] plain = decodedByTheJdk(body, jdk);
                if (plain.length == 0) {
                    tally.except("broken for the JDK too; ContentCodingTest holds that it does no harm");
                } else {
                    tally.check(Arrays.equals(decodeAny(coding, body), plain), file::toString);
                }
            }
        }
        tally.report();
    }

    /** Empty where the JDK refuses it. */
    private static byte[] decodedByTheJdk(byte[] body, Decoder jdk) {
        try (InputStream in = jdk.over(new ByteArrayInputStream(body))) {
            return in.readNBytes(CAP);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static byte[] read(Path folder, String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private static byte[] decode(String coding, byte[] encoded, @Nullable Truncation truncation) throws Exception {
        byte[][] decoded = new byte[1][];
        run(CarrierKind.best(), () -> {
            try (var server = serving(coding, encoded);
                    var session = session();
                    var response = session.get(server.url("/"))) {
                decoded[0] = response.bytes();
                assertThat(response.truncated()).as(coding).isEqualTo(truncation);
            }
        });
        return decoded[0];
    }

    private static byte[] decodeAny(String coding, byte[] encoded) throws Exception {
        byte[][] decoded = new byte[1][];
        run(CarrierKind.best(), () -> {
            try (var server = serving(coding, encoded);
                    var session = session();
                    var response = session.get(server.url("/"))) {
                decoded[0] = response.bytes();
            }
        });
        return decoded[0];
    }

    private static ClientSession session() {
        return ClientSession.builder().caps(Caps.DEFAULT.withBodyBytes(CAP)).build();
    }

    private static RawServer serving(String coding, byte[] encoded) {
        return RawServer.start(with -> {
            while (with.request()) {
                with.send("HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\nContent-Length: " + encoded.length
                        + "\r\n\r\n");
                with.send(encoded);
            }
        });
    }
}
