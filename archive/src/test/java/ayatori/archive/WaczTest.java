package ayatori.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.archive.index.Capture;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.Manifest;
import ayatori.export.Export;
import ayatori.export.ExportReport;
import ayatori.export.ExportRequest;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class WaczTest {
    private static final String HOME = "https://example.org/";

    @TempDir
    Path temporary;

    private Path crawl = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void crawl() throws Exception {
        crawl = temporary.resolve("crawl");
        out = temporary.resolve("out.wacz");
        CrawlFolder.create(crawl, Manifest.of(CrawlOptions.from(HOME).build(), Instant.parse("2026-01-01T00:00:00Z")))
                .close();
        Files.writeString(crawl.resolve("skipped.jsonl"), "");
        Files.writeString(
                crawl.resolve("pages.jsonl"),
                record("", "text/html", "\"title\":\"Home\"")
                        + record("a.css", "text/css", "")
                        + record("gone", "text/html", ""));
        new SampleWarc()
                .page(HOME, "2026-01-02T03:04:05Z", "<title>Home</title>")
                .response(
                        HOME + "a.css",
                        "2026-01-02T03:04:05Z",
                        200,
                        "Set-Cookie: a=b\r\nContent-Type: text/css\r\n",
                        "p{}".getBytes(UTF_8))
                .to(crawl.resolve("archive/one.warc.gz"));
    }

    private static String record(String path, String type, String more) {
        return "{\"url\":\"" + HOME + path
                + "\",\"status\":200,\"depth\":0,\"bytes\":1,\"elapsedMs\":2,\"contentType\":\"" + type
                + "\",\"fetchedAt\":\"2026-01-02T03:04:05.5Z\",\"attempts\":1" + (more.isEmpty() ? "" : "," + more)
                + "}\n";
    }

    private ExportReport export(Map<String, String> options) throws Exception {
        return Export.run(ExportRequest.of(crawl, "wacz", out).withOptions(options));
    }

    private JsonNode json(String name) throws Exception {
        try (ZipFile zip = new ZipFile(out.toFile())) {
            return JsonMapper.shared()
                    .readTree(zip.getInputStream(zip.getEntry(name)).readAllBytes());
        }
    }

    @Test
    void holdsWhatTheSpecificationAsksFor() throws Exception {
        ExportReport report = export(Map.of());
        assertThat(report.summary()).isEqualTo("2 captures, 1 page");
        assertThat(report.warnings())
                .containsExactly(
                        "One response sets cookies (Set-Cookie), which may be about a person: look at them before you pass the file on.");
        try (ZipFile zip = new ZipFile(out.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly(
                            "archive/one.warc.gz",
                            "indexes/index.cdx",
                            "pages/pages.jsonl",
                            "datapackage.json",
                            "datapackage-digest.json");
            ZipEntry warc = zip.getEntry("archive/one.warc.gz");
            assertThat(warc.getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(zip.getInputStream(warc).readAllBytes())
                    .isEqualTo(Files.readAllBytes(crawl.resolve("archive/one.warc.gz")));
            assertThat(new String(
                                    zip.getInputStream(zip.getEntry("pages/pages.jsonl"))
                                            .readAllBytes(),
                                    UTF_8)
                            .lines())
                    .hasSize(2)
                    .anyMatch(line -> line.contains(
                            "\"url\":\"" + HOME + "\",\"ts\":\"2026-01-02T03:04:05Z\",\"title\":\"Home\""));
        }
        JsonNode description = json("datapackage.json");
        assertThat(description.path("profile").asString()).isEqualTo("data-package");
        assertThat(description.path("wacz_version").asString()).isEqualTo("1.1.1");
        assertThat(description.path("mainPageUrl").asString()).isEqualTo(HOME);
        assertThat(description.path("resources")).hasSize(3);
        try (Archive archive = Archive.open(out, true);
                Stream<ArchivedPage> pages = archive.pages()) {
            assertThat(pages.map(ArchivedPage::title)).containsExactly("Home");
            Capture capture = Objects.requireNonNull(archive.index().closest(HOME + "a.css", Instant.EPOCH, "GET"));
            try (ArchivedAnswer answer = archive.read(capture)) {
                assertThat(answer.body().readAllBytes()).asString(UTF_8).isEqualTo("p{}");
            }
        }
    }

    @Test
    void signsByTheAnonymousScheme() throws Exception {
        Path key = Files.writeString(temporary.resolve("key.pem"), SigningKey.PEM);
        export(Map.of("sign", key.toString()));
        JsonNode digest = json("datapackage-digest.json");
        JsonNode signed = digest.path("signedData");
        assertThat(signed.path("hash").asString()).isEqualTo(digest.path("hash").asString());
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(
                        Base64.getDecoder().decode(signed.path("publicKey").asString()))));
        signature.update(signed.path("hash").asString().getBytes(UTF_8));
        assertThat(signature.verify(
                        Base64.getDecoder().decode(signed.path("signature").asString())))
                .isTrue();
        assertThat(signed.path("version").asString()).isEqualTo("0.1.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----"
            })
    void aKeyThatIsNoneGetsASentence(String pem) throws Exception {
        Path key = Files.writeString(temporary.resolve("key.pem"), pem);
        assertThatThrownBy(() -> export(Map.of("sign", key.toString())))
                .hasMessageStartingWith(key + " is not a")
                .hasMessageEndingWith("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out KEY");
        assertThat(out).doesNotExist();
    }

    @Test
    void aLargeIndexIsCompressedInBlocks() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("zipnum"));
        try (var index = new ZipNum(folder)) {
            for (int i = 0; i < 6_001; i++) {
                String line = "org,example)/%05d 20260101000000 {\"url\":\"x\"}".formatted(i);
                index.add(line.getBytes(UTF_8));
            }
        }
        var lines = Files.readAllLines(folder.resolve(ZipNum.INDEX));
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).isEqualTo("!meta 0 {\"format\":\"cdxj-gzip-1.0\",\"filename\":\"index.cdx.gz\"}");
        assertThat(lines.get(2)).startsWith("org,example)/03000 20260101000000 {\"offset\":");
        byte[] blocks = Files.readAllBytes(folder.resolve(ZipNum.BLOCKS));
        int offset = JsonMapper.shared()
                .readTree(lines.get(2).substring(lines.get(2).indexOf('{')))
                .path("offset")
                .asInt();
        try (var block = new GZIPInputStream(new ByteArrayInputStream(blocks, offset, blocks.length))) {
            assertThat(new String(block.readAllBytes(), UTF_8).lines()).hasSize(3_001);
        }
    }

    @Test
    void aWarcThatIsCutShortIsExportedUpToItsLastWholeRecord() throws Exception {
        Path warc = crawl.resolve("archive/one.warc.gz");
        byte[] bytes = Files.readAllBytes(warc);
        Files.write(warc, Arrays.copyOf(bytes, bytes.length - 5));
        ExportReport report = export(Map.of());
        assertThat(report.summary()).isEqualTo("1 capture, 1 page");
        assertThat(report.warnings().getFirst()).startsWith("one.warc.gz is cut short: it is used up to its byte ");
        try (Archive archive = Archive.open(out, true)) {
            assertThat(archive.captureCount()).isEqualTo(1);
        }
    }

    @Test
    void aCrawlWithoutAnArchiveGetsASentence() throws Exception {
        Files.delete(crawl.resolve("archive/one.warc.gz"));
        assertThatThrownBy(() -> export(Map.of()))
                .hasMessage("The crawl in " + crawl + " has no archive: crawl with --format warc to make one.");
    }

    /** Writes the exported file again, with some entries changed. */
    private void change(Map<String, byte[]> changes) throws Exception {
        export(Map.of());
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(out.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        entries.putAll(changes);
        try (var zip = new ZipOutputStream(Files.newOutputStream(out))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                if (entry.getValue().length > 0) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                    zip.closeEntry();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "archive/../../evil", "/etc/passwd", "C:/evil", "a\\..\\evil"})
    void namesThatLeaveTheFileAreRefused(String name) throws Exception {
        change(Map.of(name, new byte[] {1}));
        assertThatThrownBy(() -> Archive.open(out, true))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(out + " is refused: its entry \"" + name + "\" would lie outside of it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive/one.warc.gz", "pages/pages.jsonl", "indexes/index.cdx", "datapackage.json"})
    void wrongDigestsAreRefusedUnlessTheUserTrustsTheFile(String name) throws Exception {
        export(Map.of());
        byte[] content;
        try (ZipFile zip = new ZipFile(out.toFile())) {
            content = zip.getInputStream(zip.getEntry(name)).readAllBytes();
        }
        Files.delete(out);
        byte[] longer = Arrays.copyOf(content, content.length + 1);
        longer[content.length] = '\n';
        change(Map.of(name, longer));
        assertThatThrownBy(() -> Archive.open(out, true))
                .hasMessage(
                        out + " is damaged: " + name
                                + " does not have the digest by which it is described. To use it nevertheless, add --no-verify.");
        Archive.open(out, false).close();
    }

    @Test
    void filesThatAreMissingOrCutShortGetASentence() throws Exception {
        change(Map.of("archive/one.warc.gz", new byte[0]));
        assertThatThrownBy(() -> Archive.open(out, true))
                .hasMessage(out + " is not whole: it describes a file archive/one.warc.gz, which is missing.");
        byte[] bytes = Files.readAllBytes(out);
        Files.write(out, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> Archive.open(out, true))
                .hasMessage(out + " is not a whole WACZ file: it is cut short, damaged or of another format.");
        Files.delete(out);
        change(Map.of("datapackage.json", "{\"resources\":[".getBytes(UTF_8)));
        assertThatThrownBy(() -> Archive.open(out, true))
                .hasMessage(out + " is damaged: its datapackage.json is not JSON.");
    }

    @Test
    void anIndexThatNamesFilesTheArchiveDoesNotHaveIsRefused() throws Exception {
        change(Map.of(
                "indexes/index.cdx",
                "org,example)/ 20260101000000 {\"url\":\"https://example.org/\",\"offset\":\"0\",\"filename\":\"../../x.warc.gz\"}\n"
                        .getBytes(UTF_8)));
        assertThatThrownBy(() -> Archive.open(out, false))
                .hasMessage(out + " is damaged: its index names a file ../../x.warc.gz that it does not have.");
    }
}
