package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static ayatori.web.http.ConnectionPoolTest.assertKind;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.web.Suites;
import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;

/** Encoded bodies: with one coding or several, broken ones, and decompression bombs. */
class ContentCodingTest {
    private static final byte[] PAGE =
            "<p>Ayatori, figures made of loops of thread.\n".repeat(2000).getBytes(StandardCharsets.US_ASCII);

    private interface Encoder {
        OutputStream over(OutputStream out) throws IOException;
    }

    @BeforeAll
    static void loadBrotli() {
        Brotli4jLoader.ensureAvailability();
    }

    @OnBothCarriers
    void decodesEveryCoding(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            assertDecoded("gzip", gzip(PAGE));
            assertDecoded("x-gzip", gzip(PAGE));
            assertDecoded("deflate", encode(DeflaterOutputStream::new, PAGE));
            assertDecoded("deflate", bareDeflate(PAGE));
            assertDecoded("br", brotli(PAGE));
            assertDecoded("zstd", zstd(PAGE));
            assertDecoded("identity", PAGE);
            assertDecoded("utf-8", PAGE);
        });
    }

    @OnBothCarriers
    void decodesWhatComesByteByByte(CarrierKind carrier) throws Exception {
        byte[] small = Arrays.copyOf(PAGE, 3000);
        run(carrier, () -> {
            for (byte[] encoded : new byte[][] {gzip(small), brotli(small), zstd(small)}) {
                String coding = encoded[0] == 0x1f ? "gzip" : encoded[0] == 0x28 ? "zstd" : "br";
                try (var server = RawServer.start(with -> {
                            with.request();
                            with.send(head(coding, encoded.length));
                            for (byte each : encoded) {
                                with.send(new byte[] {each});
                            }
                        });
                        var session = ClientSession.create();
                        var response = session.get(server.url("/"))) {
                    assertThat(response.bytes()).isEqualTo(small);
                    assertThat(response.truncated()).isNull();
                }
            }
        });
    }

    @OnBothCarriers
    void decodesStackedCodingsUpToTheLimit(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            assertDecoded("gzip, br, zstd", zstd(brotli(gzip(PAGE))));
            try (var server = serving("gzip, gzip, gzip, gzip", gzip(gzip(gzip(gzip(PAGE)))));
                    var session = ClientSession.create();
                    var response = session.get(server.url("/"))) {
                assertKind(FailureKind.CONTENT_ENCODING, response::bytes);
            }
        });
    }

    @OnBothCarriers
    void streamsADecodedBody(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = serving("gzip", gzip(PAGE));
                    var session = ClientSession.create()) {
                for (int i = 0; i < 3; i++) {
                    try (var response = session.get(server.url("/"));
                            InputStream in = response.body()) {
                        assertThat(in.readAllBytes()).isEqualTo(PAGE);
                    }
                }
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void readsAllMembersOfAGzipFileAndNothingAfter(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            byte[] half = Arrays.copyOf(PAGE, PAGE.length / 2);
            byte[] rest = Arrays.copyOfRange(PAGE, half.length, PAGE.length);
            assertDecoded("gzip", concat(gzip(half), gzip(rest)));
            assertDecoded("gzip", concat(gzip(PAGE), "\r\n garbage".getBytes(StandardCharsets.US_ASCII)));
            byte[] whole = gzip(PAGE);
            assertDecoded("gzip", Arrays.copyOf(whole, whole.length - 8)); // no trailer
            byte[] wrongChecksum = whole.clone();
            wrongChecksum[whole.length - 6] ^= 1;
            assertDecoded("gzip", wrongChecksum);
        });
    }

    @OnBothCarriers
    void readsAGzipHeaderWithEverythingInIt(CarrierKind carrier) throws Exception {
        byte[] plain = gzip(PAGE);
        byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3};
        byte[] fields = {3, 0, 'x', 'y', 'z', 'n', 'a', 'm', 'e', 0, 'c', 0, 1, 2};
        run(
                carrier,
                () -> assertDecoded(
                        "gzip", concat(concat(header, fields), Arrays.copyOfRange(plain, 10, plain.length))));
    }

    @OnBothCarriers
    void takesAnEmptyBodyForEmpty(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            for (String coding : new String[] {"gzip", "deflate", "br", "zstd"}) {
                try (var server = serving(coding, new byte[0]);
                        var session = ClientSession.create();
                        var response = session.get(server.url("/"))) {
                    assertThat(response.bytes()).isEmpty();
                }
            }
        });
    }

    @OnBothCarriers
    void cutsBombsAtTheCap(CarrierKind carrier) throws Exception {
        int cap = 100_000;
        byte[] zeros = new byte[10_000_000];
        byte[] gzip = gzip(zeros);
        byte[] twice = gzip(gzip);
        byte[] brotli = brotli(zeros);
        byte[] zstd = zstd(zeros);
        run(carrier, () -> {
            assertCut("gzip", gzip, cap, cap);
            assertCut("gzip, gzip", twice, cap, cap);
            assertCut("br", brotli, cap, cap);
            assertCut("zstd", zstd, cap, cap);
            // Nothing comes out of the last stage, but too much goes into it.
            assertCut("gzip, gzip", gzip(emptyGzipMembers(20_000)), cap, 0);
        });
    }

    @OnBothCarriers
    void takesABodyOfExactlyTheCap(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = serving("gzip", gzip(PAGE));
                    var session = ClientSession.builder()
                            .caps(Caps.DEFAULT.withBodyBytes(PAGE.length))
                            .build();
                    var response = session.get(server.url("/"))) {
                assertThat(response.bytes()).isEqualTo(PAGE);
                assertThat(response.truncated()).isNull();
            }
        });
    }

    @OnBothCarriers
    void keepsWhatCouldBeDecoded(CarrierKind carrier) throws Exception {
        byte[] random = BodyTest.random(300_000); // incompressible, so that half of the body is half of the page
        run(carrier, () -> {
            for (String coding : new String[] {"gzip", "br", "zstd"}) {
                byte[] encoded =
                        coding.equals("gzip") ? gzip(random) : coding.equals("br") ? brotli(random) : zstd(random);
                byte[] half = Arrays.copyOf(encoded, encoded.length / 2);
                try (var server = serving(coding, half);
                        var session = ClientSession.create();
                        var response = session.get(server.url("/"))) {
                    byte[] bytes = response.bytes();
                    assertThat(bytes).hasSizeGreaterThan(10_000).isEqualTo(Arrays.copyOf(random, bytes.length));
                    assertThat(response.truncated()).isEqualTo(Truncation.UNSPECIFIED);
                }
                try (var server = RawServer.start(with -> {
                            with.request();
                            with.send(head(coding, encoded.length));
                            with.send(half);
                        });
                        var session = ClientSession.create();
                        var response = session.get(server.url("/"))) {
                    assertThat(response.bytes()).hasSizeGreaterThan(10_000);
                    assertThat(response.truncated()).isEqualTo(Truncation.DISCONNECT);
                }
            }
        });
    }

    @OnBothCarriers
    void failsWhenNothingCanBeDecoded(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            for (String coding : new String[] {"gzip", "deflate", "br", "zstd", "gzip, br"}) {
                try (var server = serving(coding, "<html>not encoded at all".getBytes(StandardCharsets.US_ASCII));
                        var session = ClientSession.create();
                        var response = session.get(server.url("/"))) {
                    assertKind(FailureKind.CONTENT_ENCODING, response::bytes);
                }
            }
        });
    }

    @OnBothCarriers
    void survivesOtherPeoplesBombsAndBrokenFiles(CarrierKind carrier) throws Exception {
        Path bombs = Suites.path("http/scrapy-compressed");
        Path broken = Suites.path("http/go-fuzz");
        var files = new java.util.ArrayList<Path>();
        for (Path folder : new Path[] {bombs, broken}) {
            try (var walk = Files.walk(folder)) {
                walk.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        assertThat(files).isNotEmpty();
        String[] codings = {"gzip", "deflate", "br", "zstd"};
        run(carrier, () -> {
            try (var server = RawServer.start(with -> {
                        while (with.request()) {
                            String[] asked = with.target().split("/", -1);
                            byte[] body = Files.readAllBytes(files.get(Integer.parseInt(asked[2])));
                            with.send(concat(RawServer.latin1(head(asked[1], body.length)), body));
                        }
                    });
                    var session = ClientSession.builder()
                            .caps(Caps.DEFAULT.withBodyBytes(1 << 20))
                            .build()) {
                int served = 0;
                for (int i = 0; i < files.size(); i++) {
                    for (String coding : codings) {
                        try (var response = session.get(server.url("/" + coding + "/" + i))) {
                            assertThat(response.bytes()).hasSizeLessThanOrEqualTo(1 << 20);
                        } catch (HttpException e) {
                            assertThat(e.kind()).isEqualTo(FailureKind.CONTENT_ENCODING);
                        }
                        served++;
                    }
                }
                System.out.println("http/scrapy-compressed and http/go-fuzz, " + carrier + ": " + served + "/"
                        + files.size() * codings.length + " bodies decoded or refused");
            }
        });
    }

    private static void assertDecoded(String coding, byte[] encoded) throws Exception {
        try (var server = serving(coding, encoded);
                var session = ClientSession.create()) {
            for (int i = 0; i < 2; i++) {
                try (var response = session.get(server.url("/"))) {
                    assertThat(response.bytes()).as(coding).isEqualTo(PAGE);
                    assertThat(response.truncated()).isNull();
                }
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    private static void assertCut(String coding, byte[] encoded, int cap, int size) throws Exception {
        try (var server = serving(coding, encoded);
                var session = ClientSession.builder()
                        .caps(Caps.DEFAULT.withBodyBytes(cap))
                        .build();
                var response = session.get(server.url("/"))) {
            assertThat(response.bytes()).as(coding).hasSize(size);
            assertThat(response.truncated()).isEqualTo(Truncation.LENGTH);
        }
    }

    private static RawServer serving(String coding, byte[] encoded) {
        return RawServer.answering(concat(RawServer.latin1(head(coding, encoded.length)), encoded));
    }

    private static String head(String coding, int length) {
        return RawServer.lines("HTTP/1.1 200 OK", "Content-Encoding: " + coding, "Content-Length: " + length, "", "");
    }

    private static byte[] gzip(byte[] plain) {
        return encode(GZIPOutputStream::new, plain);
    }

    static byte[] brotli(byte[] plain) {
        return encode(BrotliOutputStream::new, plain);
    }

    private static byte[] zstd(byte[] plain) {
        return encode(ZstdOutputStream::new, plain);
    }

    private static byte[] bareDeflate(byte[] plain) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            return encode(out -> new DeflaterOutputStream(out, deflater), plain);
        } finally {
            deflater.end();
        }
    }

    private static byte[] emptyGzipMembers(int count) throws IOException {
        var out = new ByteArrayOutputStream();
        byte[] member = gzip(new byte[0]);
        for (int i = 0; i < count; i++) {
            out.write(member);
        }
        return out.toByteArray();
    }

    private static byte[] encode(Encoder encoder, byte[] plain) {
        var out = new ByteArrayOutputStream();
        try (OutputStream encoding = encoder.over(out)) {
            encoding.write(plain);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    @OnBothCarriers
    void boundsTheDecodersThatHaveLargeWindows(CarrierKind carrier) throws Exception {
        byte[] large = BodyTest.random(600_000);
        byte[] encoded = brotli(large);
        run(carrier, () -> {
            try (var server = serving("br", encoded);
                    var otherHost = serving("br", encoded);
                    var session = ClientSession.create()) {
                List<ClientResponse> held = new ArrayList<>();
                for (int i = 0; i <= BodyTurns.WINDOWS_MAX / 4; i++) {
                    ClientResponse response = session.get(server.url("/"));
                    assertThat(response.body().readNBytes(300_000)).hasSize(300_000);
                    held.add(response);
                }
                var next = Async.createTask(() -> {
                    try (var response = session.get(server.url("/"))) {
                        return response.bytes();
                    }
                });
                try (var small = session.get(server.url("/"))) {
                    assertThat(small.body().readNBytes(100_000)).hasSize(100_000);
                }
                try (var other = session.get(otherHost.url("/").replace("127.0.0.1", "localhost"))) {
                    assertThat(other.bytes()).isEqualTo(large);
                }
                assertThat(next.done()).isFalse();
                held.forEach(ClientResponse::close);
                assertThat(next.await()).isEqualTo(large);
            }
        });
    }

    @OnBothCarriers
    void aBodyThatCannotGrowInTimeKeepsItsStatus(CarrierKind carrier) throws Exception {
        byte[] plain = BodyTest.random(600_000);
        byte[] encoded = brotli(plain);
        run(carrier, () -> {
            try (var server = RawServer.answering("HTTP/1.1 404 No\r\nContent-Encoding: br\r\nContent-Length: "
                            + encoded.length + "\r\n\r\n" + new String(encoded, StandardCharsets.ISO_8859_1));
                    var session = ClientSession.builder()
                            .timeouts(Timeouts.all(Duration.ofMillis(300)))
                            .build()) {
                List<ClientResponse> holding = new ArrayList<>();
                for (int i = 0; i <= BodyTurns.WINDOWS_MAX / 4; i++) {
                    ClientResponse other = session.get(server.url("/"));
                    assertThat(other.body().readNBytes(300_000)).hasSize(300_000);
                    holding.add(other);
                }
                try (var response = session.get(server.url("/"))) {
                    ResponseBody body = response.receive();
                    assertThat(response.status()).isEqualTo(404);
                    assertThat(body.isUsable()).isFalse();
                    assertThat(Objects.requireNonNull(body.failure()).kind()).isEqualTo(FailureKind.LOCAL_SHORTAGE);
                }
                holding.forEach(ClientResponse::close);
            }
        });
    }
}
