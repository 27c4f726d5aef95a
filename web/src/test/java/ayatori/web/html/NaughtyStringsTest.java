package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Canonicalizer;
import ayatori.web.url.Url;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Strings that break programs, as the title and the link of a page, and as a URL. */
final class NaughtyStringsTest {
    @Test
    void areReadAsJsoupReadsThem() throws IOException {
        var tally = Conformance.of(getClass(), "hostile/blns.json, titles and links");
        PageScanner scanner = new PageScanner();
        for (JsonNode naughty : strings()) {
            String text = naughty.asString();
            String quoted = text.replace("&", "&amp;").replace("\"", "&quot;");
            String html = "<title>" + quoted.replace("<", "&lt;") + "</title><a href=\"" + quoted + "\">" + text;
            byte[] page = html.getBytes(StandardCharsets.UTF_8);
            scanner.scan(page, 0, page.length);
            Document document = Jsoup.parse(new String(page, StandardCharsets.UTF_8));
            String link =
                    Objects.requireNonNull(document.selectFirst("a[href]")).attr("href");
            String title = Objects.requireNonNull(document.selectFirst("title"))
                    .wholeText()
                    .replaceAll("[ \\t\\n\\f\\r]+", " ")
                    .replaceAll("^ | $", "");
            tally.check(text, title + "\n" + link, scanner.title() + "\n" + scanner.link(0));
        }
        tally.report();
    }

    @Test
    void areAddressesOrAreRefused() throws IOException {
        var tally = Conformance.of(getClass(), "hostile/blns.json, addresses");
        Url base = Objects.requireNonNull(Url.tryParse("https://example.com/docs/"));
        Canonicalizer canonicalizer = new Canonicalizer(CanonicalForm.STANDARD);
        for (JsonNode naughty : strings()) {
            Url url = base.tryResolve(naughty.asString());
            Url canonical = url == null ? null : canonicalizer.canonicalize(url);
            boolean settled = canonical == null
                    || (canonical.href().chars().allMatch(c -> c > ' ' && c < 0x7F)
                            && canonical.equals(canonicalizer.canonicalize(canonical))
                            && canonical.equals(Url.tryParse(canonical.href())));
            tally.check(settled, () -> naughty + " became " + canonical);
        }
        tally.report();
    }

    private static JsonNode strings() throws IOException {
        JsonNode strings = JsonMapper.shared().readTree(Files.readString(Suites.path("hostile/blns.json")));
        assertThat(strings.size()).isPositive();
        return strings;
    }
}
