package ayatori.web.html;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The test pages of Heritrix, the Internet Archive's crawler: the links are the same as in jsoup's tree. */
final class HeritrixPagesTest {
    @Test
    void linksAreThoseOfJsoup() throws IOException {
        var tally = Conformance.of(getClass(), "links/heritrix");
        PageScanner scanner = new PageScanner();
        try (Stream<Path> files = Files.walk(Suites.path("links/heritrix"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (!file.toString().endsWith(".html")) {
                    tally.except("no page: a picture, a script, or Heritrix's own settings");
                    continue;
                }
                byte[] page = Files.readAllBytes(file);
                scanner.scan(page, 0, page.length);
                List<String> actual = new ArrayList<>();
                for (int i = 0; i < scanner.linkCount(); i++) {
                    LinkKind kind = scanner.linkKind(i);
                    if (kind != LinkKind.META_REFRESH) {
                        actual.add(kind.attribute() + " " + scanner.link(i));
                    }
                }
                tally.check(file.toString(), expected(page), actual);
            }
        }
        tally.report();
    }

    private static List<String> expected(byte[] page) {
        Document document = Jsoup.parse(new String(page, StandardCharsets.UTF_8));
        List<String> links = new ArrayList<>();
        for (Element element : document.getAllElements()) {
            for (LinkKind kind : LinkKind.values()) {
                if (kind != LinkKind.META_REFRESH
                        && kind.element().equals(element.normalName())
                        && element.hasAttr(kind.attribute())) {
                    links.add(kind.attribute() + " "
                            + element.attr(kind.attribute()).strip());
                }
            }
        }
        return links;
    }
}
