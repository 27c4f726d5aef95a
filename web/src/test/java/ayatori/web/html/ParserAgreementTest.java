package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.charset.CharsetSniffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Unchanged pages have the same links, in the same order, and the same title as in the trees of jsoup and jfiveparse. */
final class ParserAgreementTest {
    @Test
    void realPagesAreReadAsByJsoupAndJfiveparse() throws IOException {
        for (RealPage page : RealPage.all()) {
            assertAgreement(page.name(), page.body());
        }
    }

    @Test
    void documentationIsReadAsByJsoupAndJfiveparse() throws IOException {
        String folder = System.getProperty("documentation");
        if (folder == null) {
            String message = "no documentation to read; name a folder of HTML pages with -Ddocumentation=DIR";
            System.out.println("SKIPPED: " + message);
            Assumptions.abort(message);
        }
        List<Path> pages;
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            pages = files.filter(path -> path.toString().endsWith(".html")).toList();
        }
        long links = 0;
        for (Path page : pages) {
            links += assertAgreement(page.toString(), Files.readAllBytes(page));
        }
        System.out.printf("documentation read as by jsoup and jfiveparse: %,d pages, %,d links%n", pages.size(), links);
        assertThat(pages).isNotEmpty();
    }

    /** Returns how many links there are. */
    private static int assertAgreement(String name, byte[] body) {
        byte[] page = CharsetSniffer.toUtf8(
                body,
                0,
                body.length,
                CharsetSniffer.sniff(body, 0, body.length, null).encoding().charset());
        String text = new String(page, StandardCharsets.UTF_8);
        PageFacts ours = PageFacts.ofScanner(page);
        assertThat(ours).as("%s, by jsoup", name).isEqualTo(PageFacts.ofJsoup(text));
        assertThat(ours).as("%s, by jfiveparse", name).isEqualTo(PageFacts.ofJfiveparse(text));
        return ours.links().size();
    }
}
