package ayatori.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.archive.ArchivedAnswer;
import ayatori.web.url.CanonicalForm;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WARC files that are damaged, or unlike ours: what is whole is read, and one sentence tells of each place that is not. */
final class WarcDamageTest {
    @TempDir
    private Path folder;

    /** How the records of a file are compressed. */
    enum Form {
        PLAIN,
        GZIP,
        ZSTD;

        byte[] encode(String record) throws IOException {
            byte[] bytes = record.getBytes(ISO_8859_1);
            return switch (this) {
                case PLAIN -> bytes;
                case GZIP -> {
                    var out = new ByteArrayOutputStream();
                    try (var gzip = new GZIPOutputStream(out)) {
                        gzip.write(bytes);
                    }
                    yield out.toByteArray();
                }
                case ZSTD -> Zstd.compress(bytes);
            };
        }
    }

    private static String http(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + body;
    }

    private static String response(String path, int year, String block, String... fields) {
        return record("response", path, year, block.length(), block, fields);
    }

    private static String record(String type, String path, int year, int length, String block, String... fields) {
        return "WARC/1.1\r\nWARC-Type: " + type + "\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000"
                + year + ">\r\nWARC-Target-URI: http://h.example" + path + "\r\nWARC-Date: " + year
                + "-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: " + length
                + "\r\n"
                + String.join(
                        "", Arrays.stream(fields).map(field -> field + "\r\n").toList()) + "\r\n" + block
                + "\r\n\r\n";
    }

    private Path file(byte[]... parts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return Files.write(folder.resolve("some.warc"), bytes.toByteArray());
    }

    private Path file(Form form, String... records) throws IOException {
        byte[][] parts = new byte[records.length][];
        for (int i = 0; i < records.length; i++) {
            parts[i] = form.encode(records[i]);
        }
        return file(parts);
    }

    /** What was read: the targets of whole records, and the sentences on the others. */
    private record Reading(List<String> urls, List<String> sentences) {}

    private static Reading read(Path file) throws IOException {
        var reading = new Reading(new ArrayList<>(), new ArrayList<>());
        new WarcFile(file)
                .forEach(
                        (record, _) -> reading.urls.add(record.headers()
                                .first("WARC-Target-URI")
                                .orElse("")
                                .replace("http://h.example", "")),
                        reading.sentences::add);
        return reading;
    }

    private static String body(Path file, String path) throws IOException {
        try (WarcArchive archive = WarcArchive.open(List.of(file), CanonicalForm.STANDARD)) {
            ArchivedAnswer answer = Objects.requireNonNull(archive.find("http://h.example" + path));
            try (var in = answer.body()) {
                return new String(in.readAllBytes(), ISO_8859_1);
            }
        }
    }

    private static String digest(String algorithm, boolean isHex, String text) throws Exception {
        byte[] value = MessageDigest.getInstance(algorithm).digest(text.getBytes(ISO_8859_1));
        String label = algorithm.replace("-", "").toLowerCase(java.util.Locale.ROOT) + ":";
        var digest = new StringBuilder(label);
        if (isHex) {
            digest.append(HexFormat.of().formatHex(value));
        } else {
            Digest.appendBase32(digest, value);
        }
        return digest.toString();
    }

    @ParameterizedTest
    @CsvSource({"SHA-1,true", "SHA-1,false", "SHA-256,true", "SHA-256,false", "MD5,true", "MD5,false"})
    void digestsAreVerified(String algorithm, boolean isHex) throws Exception {
        String good = http("good");
        String right = "WARC-Block-Digest: " + digest(algorithm, isHex, good);
        String wrong = "WARC-Block-Digest: " + digest(algorithm, isHex, "other");
        String rightPayload = "WARC-Payload-Digest: " + digest(algorithm, isHex, "good");
        String wrongPayload = "WARC-Payload-Digest: " + digest(algorithm, isHex, "other");
        Reading reading = read(file(
                Form.GZIP,
                response("/right", 2001, good, right, rightPayload),
                response("/wrong", 2002, good, wrong, rightPayload),
                response("/wrong-payload", 2003, good, wrongPayload),
                response("/block-tells", 2004, good, right, wrongPayload)));
        assertThat(reading.urls).as(reading.toString()).containsExactly("/right", "/block-tells");
        assertThat(reading.sentences)
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("its block has another digest than it says."),
                        second -> assertThat(second).endsWith("its payload has another digest than it says."),
                        third -> assertThat(third).endsWith("its payload has another digest than it says."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "MD5:2QOYZWMPACZAJ2MABGMOZ6CCPY======",
                "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
                "SHA-1:DA39A3EE5E6B4B0D3255BFEF95601890AFD80709",
                "sha-256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            })
    void digestsAreReadInAllNotations(String digestOfNothing) {
        Digest digest = Objects.requireNonNull(Digest.parse(digestOfNothing));
        assertThat(digest.isOf(digest.newDigest())).isTrue();
    }

    @Test
    void aPayloadDigestMayIncludeChunkFraming() throws Exception {
        String framed = "4\r\ngood\r\n0\r\n\r\n";
        String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + framed;
        Reading reading = read(file(
                Form.GZIP,
                response("/with", 2001, answer, "WARC-Payload-Digest: " + digest("SHA-1", false, framed)),
                response("/without", 2002, answer, "WARC-Payload-Digest: " + digest("SHA-1", false, "good")),
                response("/unknown", 2003, answer, "WARC-Payload-Digest: blake9:abc")));
        assertThat(reading.sentences).isEmpty();
        assertThat(reading.urls).containsExactly("/with", "/without", "/unknown");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongLengthCostsOneRecord(Form form) throws Exception {
        String block = http("0123456789");
        Reading reading = read(file(
                form,
                response("/first", 2001, block),
                record("response", "/short", 2002, block.length() - 4, block),
                response("/second", 2003, block),
                record("response", "/long", 2004, block.length() + 9, block),
                response("/third", 2005, block),
                record("response", "/far", 2006, 1_000_000, block)));
        assertThat(reading.urls).containsExactly("/first", "/second", "/third");
        assertThat(reading.sentences)
                .hasSize(3)
                .allSatisfy(sentence -> assertThat(sentence).contains("length that it says"));
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsCutIsReadAsFarAsItIsWhole(Form form) throws Exception {
        byte[] first = form.encode(response("/first", 2001, http("0123456789")));
        byte[] second = form.encode(response("/second", 2002, http("0123456789")));
        for (int length = 1; length < second.length - 4; length += 7) {
            Reading reading = read(file(first, Arrays.copyOf(second, length)));
            assertThat(reading.urls).containsExactly("/first");
            assertThat(reading.sentences).hasSize(1);
            assertThat(reading.sentences.getFirst())
                    .startsWith("The WARC file ")
                    .contains("cannot be read from byte " + first.length + " on: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void garbageIsPassedOver(Form form) throws Exception {
        byte[] first = form.encode(response("/first", 2001, http("a")));
        byte[] garbage = "<html>no record</html>\n".getBytes(ISO_8859_1);
        Reading reading = read(file(first, garbage, form.encode(response("/second", 2002, http("b"))), garbage));
        assertThat(reading.urls).containsExactly("/first", "/second");
        assertThat(reading.sentences)
                .hasSize(2)
                .allSatisfy(sentence -> assertThat(sentence).contains(" byte "));
        assertThat(read(file(first, new byte[1024])).urls).containsExactly("/first");
    }

    @Test
    void aFlippedBitInCompressedBytesCostsOneRecord() throws Exception {
        byte[] first = Form.GZIP.encode(response("/first", 2001, http("a".repeat(3000))));
        byte[] second = Form.GZIP.encode(response("/second", 2002, http("b")));
        for (int at = 12; at < first.length; at += 5) {
            byte[] hurt = first.clone();
            hurt[at] ^= 4;
            Reading reading = read(file(hurt, second));
            assertThat(reading.urls).as("byte " + at).containsExactly("/second");
            assertThat(reading.sentences).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.17", "0.18", "1.0", "1.1", "2.0"})
    void otherVersionsAreRead(String version) throws Exception {
        String record = response("/page", 2001, http("old")).replace("WARC/1.1", "WARC/" + version);
        assertThat(body(file(Form.GZIP, record), "/page")).isEqualTo("old");
        assertThat(body(file(Form.PLAIN, record), "/page")).isEqualTo("old");
    }

    @Test
    void recordsMayShareAGzipMember() throws Exception {
        String both = response("/first", 2001, http("a")) + response("/second", 2002, http("b"));
        Path file = file(Form.GZIP, both, response("/third", 2003, http("c")));
        assertThat(read(file)).isEqualTo(new Reading(List.of("/first", "/second", "/third"), List.of()));
        assertThat(body(file, "/second")).isEqualTo("b");
        assertThat(body(file, "/third")).isEqualTo("c");
    }

    @Test
    void theLatestWholeCaptureOfAUrlCounts() throws Exception {
        String wrong = "WARC-Block-Digest: " + digest("SHA-1", false, "other");
        assertThat(body(file(Form.GZIP, response("/", 2002, http("later")), response("/", 2001, http("earlier"))), "/"))
                .isEqualTo("later");
        assertThat(body(
                        file(
                                Form.GZIP,
                                response("/", 2001, http("earlier")),
                                response("/", 2002, http("later"), wrong)),
                        "/"))
                .isEqualTo("earlier");
    }

    @Test
    void aRevisitWhoseOriginalIsElsewhereLeadsToTheCaptureBefore() throws Exception {
        String elsewhere = "WARC-Payload-Digest: " + digest("SHA-1", false, "elsewhere");
        String revisit = record("revisit", "/", 2003, http("").length(), http(""), elsewhere);
        String first = response("/", 2001, http("first"));
        String second = response("/", 2002, http("second"));
        assertThat(body(file(Form.GZIP, first, revisit, second), "/")).isEqualTo("second");
        assertThat(body(file(Form.GZIP, revisit, second, first), "/")).isEqualTo("second");
        assertThatThrownBy(() -> body(file(Form.GZIP, revisit), "/"))
                .isInstanceOf(IOException.class)
                .hasMessage("The capture of http://h.example/ refers to another one, which is not in the archive.");
    }

    @Test
    void aRevisitIsFollowedByDigestAndByUrlAndTime() throws Exception {
        String original =
                response("/original", 2001, http("body"), "WARC-Payload-Digest: " + digest("SHA-1", false, "body"));
        String byDigest = record(
                "revisit",
                "/digest",
                2002,
                http("").length(),
                http(""),
                "WARC-Payload-Digest: " + digest("SHA-1", true, "body"));
        String byTime = record(
                "revisit",
                "/time",
                2002,
                http("").length(),
                http(""),
                "WARC-Refers-To-Target-URI: http://h.example/original",
                "WARC-Refers-To-Date: 2001-01-01T00:00:00.000Z");
        Path file = file(Form.GZIP, byDigest, byTime, original);
        assertThat(body(file, "/digest")).isEqualTo("body");
        assertThat(body(file, "/time")).isEqualTo("body");
    }

    @Test
    void requestsAloneAreNoAnswers() throws Exception {
        Path file = file(Form.GZIP, record("request", "/", 2001, 18, "GET / HTTP/1.1\r\n\r\n"));
        assertThatThrownBy(() -> WarcArchive.open(List.of(file), CanonicalForm.STANDARD))
                .isInstanceOf(IOException.class)
                .hasMessage("There is no answer of a web server in [" + file + "].");
    }

    @Test
    void anAnswerThatIsNoneIsRefusedInOneSentence() throws Exception {
        Path file = file(Form.GZIP, response("/", 2001, "garbage\r\n"));
        assertThatThrownBy(() -> body(file, "/"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("its block is no HTTP answer.");
    }

    @Test
    void timesMayBeCoarse() {
        assertThat(WarcDate.parse("2016-01-11T23:24:25.412030Z")).hasToString("2016-01-11T23:24:25.412030Z");
        assertThat(WarcDate.parse("2016-01-11T23:24:25Z")).hasToString("2016-01-11T23:24:25Z");
        assertThat(WarcDate.parse("2016-01-11T23:24Z")).hasToString("2016-01-11T23:24:00Z");
        assertThat(WarcDate.parse("2016-01")).hasToString("2016-01-01T00:00:00Z");
        assertThat(WarcDate.parse("2016")).hasToString("2016-01-01T00:00:00Z");
        assertThat(WarcDate.parse("20160111232425")).hasToString("2016-01-11T23:24:25Z");
        assertThat(WarcDate.parse("yesterday")).hasToString("1970-01-01T00:00:00Z");
    }
}
