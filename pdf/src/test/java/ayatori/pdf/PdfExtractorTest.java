package ayatori.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.extract.DocumentText;
import ayatori.crawler.extract.TextExtractor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class PdfExtractorTest {
    private final TextExtractor extractor = new PdfExtractor();

    private DocumentText read(byte[] pdf) {
        return extractor.read(pdf, () -> false);
    }

    interface Change {
        void make(PDDocument pdf) throws IOException;
    }

    static byte[] pdf(Change change) throws IOException {
        try (var pdf = new PDDocument()) {
            var page = new PDPage();
            pdf.addPage(page);
            try (var content = new PDPageContentStream(pdf, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText("Price: 12.50");
                content.endText();
            }
            link(pdf, "https://example.org/next");
            pdf.getDocumentInformation().setTitle("A title");
            pdf.getDocumentInformation().setAuthor("Ann");
            change.make(pdf);
            var out = new ByteArrayOutputStream();
            pdf.save(out);
            return out.toByteArray();
        }
    }

    /** Adds a link to the first page. */
    static void link(PDDocument pdf, String uri) throws IOException {
        var action = new PDActionURI();
        action.setURI(uri);
        var link = new PDAnnotationLink();
        link.setAction(action);
        pdf.getPage(0).getAnnotations().add(link);
    }

    @Test
    void aPdfHasTitleTextLinksAndMetadata() throws IOException {
        DocumentText read = read(pdf(_ -> {}));
        assertThat(read.problem()).isNull();
        assertThat(read.title()).isEqualTo("A title");
        assertThat(read.text()).isEqualTo("Price: 12.50\n");
        assertThat(read.links()).containsExactly("https://example.org/next");
        assertThat(read.metadata()).containsEntry("author", "Ann").containsEntry("pages", 1L);
    }

    @Test
    void itIsFoundAsAService() {
        assertThat(TextExtractor.all()).anyMatch(found -> found.reads("application/pdf") && !found.reads("text/html"));
    }

    @Test
    void aPdfWithAPasswordIsNotRead() throws IOException {
        byte[] locked = pdf(pdf -> pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission())));
        assertThat(read(locked).problem()).isEqualTo("The PDF was not read: it needs a password.");
        byte[] open = pdf(pdf -> pdf.protect(new StandardProtectionPolicy("owner", "", new AccessPermission())));
        assertThat(read(open).text()).isEqualTo("Price: 12.50\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void brokenPdfsAreAProblemAndNothingElse(long seed) throws IOException {
        byte[] whole = pdf(_ -> {});
        var random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            byte[] broken = Arrays.copyOf(whole, i % 2 == 0 ? whole.length : random.nextInt(whole.length));
            for (int n = random.nextInt(30); n > 0 && broken.length > 0; n--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            assertThat(read(broken)).as("seed %s, number %s", seed, i).isNotNull();
        }
        assertThat(read(new byte[0]).problem()).isNotNull();
        assertThat(read("<html>".getBytes(StandardCharsets.US_ASCII)).problem()).isNotNull();
    }

    private static byte[] deflated(byte[] bytes, int times) throws IOException {
        byte[] result = bytes;
        for (int i = 0; i < times; i++) {
            var out = new ByteArrayOutputStream();
            try (var deflater = new DeflaterOutputStream(out)) {
                deflater.write(result);
            }
            result = out.toByteArray();
        }
        return result;
    }

    private static byte[] withStream(byte[] stream, String filters) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
                        + "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
                        + "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>> endobj\n"
                        + "4 0 obj <</Length " + stream.length + "/Filter" + filters + ">> stream\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(stream);
        out.writeBytes("\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @Test
    void aPdfThatGrowsIsNotRead() throws IOException {
        byte[] bomb = deflated(new byte[80 << 20], 1);
        assertThat(read(withStream(bomb, "/FlateDecode")).problem()).contains("grows too much");
        assertThat(read(withStream(deflated(bomb, 1), "[/FlateDecode/FlateDecode]"))
                        .problem())
                .contains("grows too much");
    }

    @Test
    void aPdfThatTakesTooLongIsEnded() throws IOException {
        byte[] content = "q Q ".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        var asked = new int[1];
        DocumentText read = extractor.read(withStream(deflated(content, 1), "/FlateDecode"), () -> asked[0]++ > 1_000);
        assertThat(read.problem()).isEqualTo("The document took too long.");
        assertThat(asked[0]).isLessThan(2_000);
    }
}
