package ayatori.warc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.archive.ArchivedAnswer;
import ayatori.web.http.Caps;
import ayatori.web.http.StoredBody;
import ayatori.web.url.CanonicalForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WARC files of other tools and their tests, valid and not. */
final class WarcSuiteTest {
    private static Path suite() {
        Path path = Path.of(System.getProperty("suites", "../../shared/suites")).resolve("warc");
        if (!Files.exists(path)) {
            String message = "The suite warc is missing; name the folder of suites with -Dsuites=";
            if (Boolean.getBoolean("suites.required")) {
                Assertions.fail(message);
            }
            System.out.println("SKIPPED: " + message);
            Assumptions.abort(message);
        }
        return path;
    }

    private static Path file(String name) throws IOException {
        try (Stream<Path> files = Files.walk(suite())) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    private static List<String> types(Path file) throws IOException {
        List<String> damage = new ArrayList<>();
        List<String> types = types(file, damage);
        assertThat(damage).isEmpty();
        return types;
    }

    private static List<String> types(Path file, List<String> damage) throws IOException {
        List<String> types = new ArrayList<>();
        new WarcFile(file).forEach((record, _) -> types.add(record.type()), damage::add);
        return types;
    }

    private static String body(String name, String url) throws Exception {
        try (WarcArchive archive = WarcArchive.open(List.of(file(name)), CanonicalForm.STANDARD)) {
            ArchivedAnswer answer = Objects.requireNonNull(archive.find(url));
            try (var body = StoredBody.decode(answer.body(), answer.headers(), Caps.DEFAULT)) {
                return new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        }
    }

    @Test
    void everyFileIsReadOrRefusedInOneSentence() throws Exception {
        try (Stream<Path> files = Files.walk(suite())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<String> damage = new ArrayList<>();
                types(file, damage);
                assertThat(damage)
                        .allSatisfy(sentence -> assertThat(sentence)
                                .startsWith("The ")
                                .contains(file.toString())
                                .endsWith(".")
                                .doesNotContain("\n", "Exception"));
            }
        }
    }

    @Test
    void validFilesAreReadWhole() throws Exception {
        assertThat(types(file("example.warc"))).contains("response", "request", "revisit");
        assertThat(types(file("example.warc.gz"))).isEqualTo(types(file("example.warc")));
        assertThat(types(file("warcfile.warc.gz"))).hasSizeGreaterThan(10);
        assertThat(types(file("example-digest.warc"))).containsOnly("request").hasSize(4);
        assertThat(types(file("gzip_extra_sl.warc.gz"))).isNotEmpty();
    }

    @Test
    void chunkedBodiesAreRead() throws Exception {
        assertThat(body("example.warc", "http://example.com/")).contains("Example Domain");
        assertThat(body("example-iana.org-chunked.warc", "http://www.iana.org/"))
                .endsWith("</html>\n");
        assertThat(body("example-bad-non-chunked.warc.gz", "http://example.com/"))
                .isNotEmpty();
        assertThat(body("example-wget-bad-target-uri.warc.gz", "http://example.com/"))
                .isNotEmpty();
    }

    @Test
    void aFileWithoutAWholeRecordIsRefused(@TempDir Path folder) throws Exception {
        Path clipped = file("clipped.warc.gz");
        List<String> damage = new ArrayList<>();
        assertThat(types(clipped, damage)).isEmpty(); // it has one record
        assertThat(damage).singleElement().asString().endsWith("the file ends in the middle of a gzip member.");
        assertThatThrownBy(() -> WarcArchive.open(List.of(clipped), CanonicalForm.STANDARD))
                .isInstanceOf(IOException.class)
                .hasMessage(damage.getFirst());
        Path nothing = Files.writeString(folder.resolve("no.warc"), "This is no WARC file.\n");
        assertThatThrownBy(() -> WarcArchive.open(List.of(nothing), CanonicalForm.STANDARD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no.warc");
    }
}
