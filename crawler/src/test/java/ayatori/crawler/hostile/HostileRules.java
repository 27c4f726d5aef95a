package ayatori.crawler.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What robots.txt and sitemaps may do to whoever reads them. */
final class HostileRules {
    private HostileRules() {}

    static List<Hostility> all() {
        return List.of(
                Hostility.of("robots.txt of 1 GB", HostileRules::largeRobots, "200", "404", "skipped:robots")
                        .withRules(),
                Hostility.of("sitemap bomb", HostileRules::sitemapBomb, "200", "error:sitemap x3")
                        .withRules(),
                Hostility.of("sitemap without an end", HostileRules::endlessSitemap, "200", "error:sitemap")
                        .withRules());
    }

    private static void largeRobots(Conversation with) throws IOException {
        switch (with.target()) {
            case "/robots.txt" -> {
                with.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /secret\n");
                with.times(1 << 20, "Disallow: /" + "x".repeat(1_000) + "\n");
            }
            case "/" -> with.page("<title>Home</title><a href=/secret>");
            default -> with.notFound();
        }
    }

    private static void sitemapBomb(Conversation with) throws IOException {
        switch (with.target()) {
            case "/robots.txt" ->
                with.answer(
                        "",
                        "Sitemap: /entities.xml\nSitemap: /laughs.xml\nSitemap: /bomb.xml.gz\n"
                                .replace(": /", ": " + with.origin() + "/"));
            case "/entities.xml" ->
                with.page("<!DOCTYPE u [<!ENTITY x SYSTEM '/secret'>"
                        + "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>/a&x;&f;</loc></url></urlset>");
            case "/laughs.xml" -> {
                var dtd = new StringBuilder("<!DOCTYPE u [<!ENTITY l0 'lol'>");
                for (int i = 1; i < 20; i++) {
                    dtd.append("<!ENTITY l" + i + " '" + ("&l" + (i - 1) + ";").repeat(10) + "'>");
                }
                with.page(dtd + "]><urlset><url><loc>&l19;</loc></url></urlset>");
            }
            case "/bomb.xml.gz" -> {
                with.send("HTTP/1.1 200 OK\r\n\r\n");
                try (var out = new GZIPOutputStream(with.out)) {
                    out.write("<urlset><url><loc>".getBytes(StandardCharsets.US_ASCII));
                    byte[] letters = "a".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < 10_000; i++) {
                        out.write(letters);
                    }
                }
            }
            case "/" -> with.page("<title>Home</title>");
            default -> with.notFound();
        }
    }

    private static void endlessSitemap(Conversation with) throws IOException {
        switch (with.target()) {
            case "/sitemap.xml" -> {
                with.send("HTTP/1.1 200 OK\r\n\r\n<urlset>");
                with.endlessly("<url><loc>ftp://x/" + "y".repeat(50) + "</loc></url>");
            }
            case "/" -> with.page("<title>Home</title>");
            default -> with.notFound();
        }
    }
}
