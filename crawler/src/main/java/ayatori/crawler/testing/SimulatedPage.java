package ayatori.crawler.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a server of a {@link SimulatedWeb} sends when it is well.
 *
 * @param status the HTTP status
 * @param links the absolute URLs that the page links to, or the one that it redirects to
 * @param isSitemap whether it is a sitemap that lists them
 */
public record SimulatedPage(int status, List<String> links, boolean isSitemap) {
    static final SimulatedPage MISSING = new SimulatedPage(404, List.of(), false);

    /** What a path is. */
    enum Kind {
        PAGE("/p"),
        DENIED("/no/p"),
        WALL("/wall/p"),
        REDIRECT("/r"),
        TRAP("/trap/"),
        SITEMAP("/sitemap.xml"),
        OTHER("");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        static Kind of(String path) {
            for (Kind kind : values()) {
                if (path.startsWith(kind.prefix)) {
                    return kind;
                }
            }
            return OTHER;
        }
    }

    static SimulatedPage of(List<String> links) {
        return new SimulatedPage(200, links, false);
    }

    static SimulatedPage redirect(String target) {
        return new SimulatedPage(302, List.of(target), false);
    }

    static SimulatedPage sitemap(List<String> pages) {
        return new SimulatedPage(200, pages, true);
    }

    byte[] body() {
        var text = new StringBuilder();
        if (isSitemap) {
            text.append("<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
            links.forEach(url -> text.append("<url><loc>").append(url).append("</loc></url>"));
            text.append("</urlset>");
        } else if (status == 200) {
            text.append("<!doctype html><title>A page</title>");
            links.forEach(url -> text.append("<a href=\"").append(url).append("\">a link</a>\n"));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
