package ayatori.web.sitemap;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import ayatori.web.sitemap.SitemapEntry.Kind;
import ayatori.web.url.Url;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sitemaps of other projects' tests, valid and malicious ones. */
class SitemapSuiteTest {
    private static final Url LOCATION = Objects.requireNonNull(Url.tryParse("http://www.example.com/sitemap.xml"));

    /** How many pages each of crawler-commons' files lists, counted by hand. */
    private static final Map<String, Integer> PAGES = Map.ofEntries(
            Map.entry("atom.xml", 1),
            Map.entry("xmlRss_pubDate.xml", 7),
            Map.entry("sitemap.badns.xml", 2),
            Map.entry("sitemap-mobile.xml", 3),
            Map.entry("pagemaps-sitemap.xml", 2),
            Map.entry("sitemap-links.xml", 3),
            Map.entry("sitemap-videos.xml", 3),
            Map.entry("hebdenbridgetimes-articles-sitemap.xml", 74),
            Map.entry("sitemap.txt", 2),
            Map.entry("sitemap.txt.gz", 5),
            Map.entry("sitemap-with-bom.txt", 2));

    @Test
    void readsTheFilesOfCrawlerCommons() throws IOException {
        var tally = Conformance.of(getClass(), "sitemaps/crawler-commons");
        for (Path file : files("sitemaps/crawler-commons")) {
            String name = String.valueOf(file.getFileName());
            List<SitemapEntry> found = new ArrayList<>();
            SitemapSummary summary = read(file, found);
            long pages =
                    found.stream().filter(entry -> entry.kind() == Kind.PAGE).count();
            tally.check(
                    name, "no problem, " + PAGES.get(name), summary.problem().orElse("no problem") + ", " + pages);
        }
        tally.report();
    }

    /** None of the files is a sitemap, even those without a document type. */
    @Test
    void takesNothingFromMaliciousXml() throws IOException {
        var tally = Conformance.of(getClass(), "sitemaps/defusedxml");
        for (Path file : files("sitemaps/defusedxml")) {
            List<SitemapEntry> found = new ArrayList<>();
            SitemapSummary summary = read(file, found);
            tally.check(found.isEmpty() && summary.problem().isPresent(), () -> file.getFileName() + ": " + summary);
        }
        tally.report();
    }

    private static SitemapSummary read(Path file, List<SitemapEntry> found) throws IOException {
        return SitemapReader.standard().read(new ByteArrayInputStream(Files.readAllBytes(file)), LOCATION, found::add);
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Suites.path(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
