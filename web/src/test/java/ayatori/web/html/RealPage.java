package ayatori.web.html;

import ayatori.web.Suites;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page of the real web, and the links that a full HTML parser found in it.
 *
 * @param name the page's file name in the suite
 */
record RealPage(String name, byte[] body, @Nullable String baseHref, List<Link> links) {
    /** A link as it is written in the page. */
    record Link(String element, String attribute, String raw) {}

    /** All pages of the suite, in its order. */
    static List<RealPage> all() throws IOException {
        List<RealPage> pages = new ArrayList<>();
        JsonMapper json = new JsonMapper();
        Path folder = Suites.path("links/pages");
        for (String line : Files.readAllLines(Suites.path("links/real-page-links.jsonl"))) {
            JsonNode page = json.readTree(line);
            List<Link> links = new ArrayList<>();
            for (JsonNode link : page.path("links")) {
                links.add(new Link(
                        link.path("tag").asString(),
                        link.path("attr").asString(),
                        link.path("raw").asString()));
            }
            String file = page.path("file").asString();
            JsonNode baseHref = page.path("baseHref");
            pages.add(new RealPage(
                    file, read(folder.resolve(file)), baseHref.isNull() ? null : baseHref.asString(), links));
        }
        return pages;
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
