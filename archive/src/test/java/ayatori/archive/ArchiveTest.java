package ayatori.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.archive.index.Capture;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveTest {
    private static final String HOME = "https://example.org/";

    @TempDir
    Path temporary;

    private static Capture closest(Archive archive, String url, String time) throws Exception {
        return Objects.requireNonNull(archive.index().closest(url, Capture.timeOf(time), "GET"));
    }

    private static String body(Archive archive, Capture capture) throws Exception {
        try (ArchivedAnswer answer = archive.read(capture)) {
            return new String(answer.body().readAllBytes(), UTF_8);
        }
    }

    @Test
    void findsTheCaptureThatIsClosestInTime() throws Exception {
        Path file = new SampleWarc()
                .page(HOME, "2026-01-01T00:00:00Z", "old")
                .page(HOME, "2026-03-01T00:00:00Z", "new")
                .page("https://example.org/a", "2026-02-01T00:00:00Z", "other")
                .to(temporary.resolve("a.warc.gz"));
        try (Archive archive = Archive.open(file, true)) {
            assertThat(archive.captureCount()).isEqualTo(3);
            assertThat(body(archive, closest(archive, HOME, "2026"))).isEqualTo("old");
            assertThat(body(archive, closest(archive, HOME, "20260215"))).isEqualTo("new");
            assertThat(archive.index().closest(HOME + "b", Instant.EPOCH, "GET"))
                    .isNull();
        }
    }

    @Test
    void prefersExactlyTheUrlToOthersWithTheSameKey() throws Exception {
        Path file = new SampleWarc()
                .response(
                        "http://www.example.org/",
                        "2026-01-01T00:00:00Z",
                        301,
                        "Location: " + HOME + "\r\n",
                        new byte[0])
                .page(HOME, "2026-06-01T00:00:00Z", "page")
                .to(temporary.resolve("a.warc.gz"));
        try (Archive archive = Archive.open(file, true)) {
            assertThat(closest(archive, HOME, "2026").status()).isEqualTo(200);
            assertThat(closest(archive, "http://www.example.org/", "2027").status())
                    .isEqualTo(301);
            assertThat(closest(archive, "http://example.org/", "2026").status()).isEqualTo(301);
        }
    }

    @Test
    void decodesBodies() throws Exception {
        var gzipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(gzipped)) {
            gzip.write("hello".getBytes(UTF_8));
        }
        byte[] whole = gzipped.toByteArray();
        Path file = new SampleWarc()
                .response(HOME, "2026-01-01T00:00:00Z", 200, "Content-Encoding: gzip\r\n", whole)
                .response(
                        HOME + "chunked",
                        "2026-01-01T00:00:00Z",
                        200,
                        "Transfer-Encoding: chunked\r\n",
                        "3\r\nabc\r\n0\r\n\r\n".getBytes(UTF_8))
                .response(
                        HOME + "short",
                        "2026-01-01T00:00:00Z",
                        200,
                        "Content-Encoding: gzip\r\n",
                        Arrays.copyOf(whole, whole.length - 9))
                .response(
                        HOME + "plain",
                        "2026-01-01T00:00:00Z",
                        200,
                        "Content-Encoding: gzip\r\n",
                        "no gzip".getBytes(UTF_8))
                .to(temporary.resolve("a.warc.gz"));
        try (Archive archive = Archive.open(file, true)) {
            assertThat(body(archive, closest(archive, HOME, "2026"))).isEqualTo("hello");
            assertThat(body(archive, closest(archive, HOME + "chunked", "2026")))
                    .isEqualTo("abc");
            assertThat("hello").startsWith(body(archive, closest(archive, HOME + "short", "2026")));
            assertThat(body(archive, closest(archive, HOME + "plain", "2026"))).isEqualTo("no gzip");
        }
    }

    @Test
    void aRevisitHasThePayloadOfWhatItRefersTo() throws Exception {
        Path file = new SampleWarc()
                .response(HOME + "a", "2026-01-01T00:00:00Z", 200, "text/plain", "payload")
                .revisit(HOME + "b", "2026-01-02T00:00:00Z", HOME + "a", "2026-01-01T00:00:00Z")
                .revisit(HOME + "c", "2026-01-02T00:00:00Z", HOME + "gone", "2026-01-01T00:00:00Z")
                .to(temporary.resolve("a.warc.gz"));
        try (Archive archive = Archive.open(file, true)) {
            Capture capture = closest(archive, HOME + "b", "2026");
            assertThat(capture.isRevisit()).isTrue();
            assertThat(body(archive, capture)).isEqualTo("payload");
            try (ArchivedAnswer answer = archive.read(capture)) {
                assertThat(answer.header("x-own")).hasValue("yes");
            }
            assertThatThrownBy(() -> archive.read(closest(archive, HOME + "c", "2026")))
                    .hasMessageContaining("does not hold");
        }
    }

    @Test
    void aRequestBesideItsResponseGivesItTheMethod() throws Exception {
        Path file = new SampleWarc()
                .request(HOME, "2026-01-01T00:00:00Z", "POST")
                .page(HOME, "2026-01-01T00:00:00Z", "posted")
                .page(HOME + "a", "2026-01-01T00:00:01Z", "put")
                .request(HOME + "a", "2026-01-01T00:00:01Z", "PUT")
                .page(HOME + "b", "2026-01-01T00:00:02Z", "got")
                .to(temporary.resolve("a.warc.gz"));
        try (Archive archive = Archive.open(file, true);
                Stream<Capture> captures = archive.index().all()) {
            assertThat(captures.map(Capture::method)).containsExactly("POST", "PUT", "GET");
            assertThat(archive.index().closest(HOME, Instant.EPOCH, "GET")).isNull();
        }
    }

    @Test
    void aFileThatIsCutShortIsUsedUpToItsLastWholeRecord() throws Exception {
        byte[] one =
                new SampleWarc().page(HOME, "2026-01-01T00:00:00Z", "whole").bytes();
        byte[] two = new SampleWarc()
                .page(HOME, "2026-01-01T00:00:00Z", "whole")
                .page(HOME + "a", "2026-01-01T00:00:00Z", "broken")
                .bytes();
        Path file = Files.write(temporary.resolve("cut.warc.gz"), Arrays.copyOf(two, two.length - 10));
        try (Archive archive = Archive.open(file, true)) {
            assertThat(archive.captureCount()).isEqualTo(1);
            assertThat(archive.warnings())
                    .containsExactly("cut.warc.gz is cut short: it is used up to its byte " + one.length + ".");
            assertThat(archive.pages().map(ArchivedPage::url)).containsExactly(HOME);
            assertThat(body(archive, closest(archive, HOME, "2026"))).isEqualTo("whole");
        }
    }

    @Test
    void filesCompressedByZstdAreReadToTheirEnd() throws Exception {
        var plain = new ByteArrayOutputStream();
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(new SampleWarc()
                .page(HOME, "2026-01-01T00:00:00Z", "one")
                .page(HOME + "a", "2026-01-01T00:00:00Z", "two")
                .bytes()))) {
            gzip.transferTo(plain);
        }
        Path file = Files.write(temporary.resolve("a.warc.zst"), Zstd.compress(plain.toByteArray()));
        try (Archive archive = Archive.open(file, true)) {
            assertThat(archive.warnings()).isEmpty();
            assertThat(body(archive, closest(archive, HOME, "2026"))).isEqualTo("one");
            assertThat(body(archive, closest(archive, HOME + "a", "2026"))).isEqualTo("two");
        }
    }

    @Test
    void whatIsNoArchiveGetsASentence() throws Exception {
        Path file = Files.writeString(temporary.resolve("a.warc"), "hello, this is no WARC file\r\n\r\n");
        assertThatThrownBy(() -> Archive.open(file, true))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("a.warc is damaged: it is used up to its byte 0.");
        Path empty = Files.writeString(temporary.resolve("b.warc.gz"), "");
        assertThatThrownBy(() -> Archive.open(empty, true))
                .hasMessage(empty + " holds no responses of web pages: it is empty, or not a WARC file.");
        assertThatThrownBy(() -> Archive.open(temporary.resolve("none"), true))
                .hasMessage("There is no file or folder " + temporary.resolve("none") + ".");
        Path folder = Files.createDirectory(temporary.resolve("folder"));
        assertThatThrownBy(() -> Archive.open(folder, true)).hasMessage("The folder " + folder + " has no WARC files.");
    }

    @Test
    void pagesHaveTitleAndText() throws Exception {
        Path file = new SampleWarc()
                .page(HOME, "2026-01-01T00:00:00Z", "<title>Home</title><p>Heron &amp; crane")
                .response(HOME + "x.css", "2026-01-01T00:00:00Z", 200, "text/css", "p{}")
                .page(HOME + "gone", "2026-01-01T00:00:00Z", "")
                .to(temporary.resolve("a.warc.gz"));
        try (Archive archive = Archive.open(file, true)) {
            assertThat(archive.pages().map(page -> page.url() + " " + page.title() + " " + page.text()))
                    .containsExactly(HOME + " Home Heron & crane", HOME + "gone  ");
        }
    }
}
