package ayatori.crawler.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a server of a {@link SimulatedWeb} sends when it is well.
 *
 * @param status the HTTP status
 * @param links the absolute URLs that the page links to, or the one that it redirects to
 * @param requisites the absolute URLs that it needs to be seen
 * @param form what it is
 */
public record SimulatedPage(int status, List<String> links, List<String> requisites, Form form) {
    static final SimulatedPage MISSING = new SimulatedPage(404, List.of(), List.of(), Form.HTML);
    static final SimulatedPage IMAGE = new SimulatedPage(200, List.of(), List.of(), Form.IMAGE);

    /** What a body is. */
    public enum Form {
        /** A page. */
        HTML("text/html"),
        /** A sitemap that lists the links. */
        SITEMAP("application/xml"),
        /** A style sheet. */
        STYLE("text/css"),
        /** An image. */
        IMAGE("image/png");

        private final String type;

        Form(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    /** What a path is. */
    enum Kind {
        PAGE("/p"),
        DENIED("/no/p"),
        WALL("/wall/p"),
        REDIRECT("/r"),
        TRAP("/trap/"),
        SITEMAP("/sitemap.xml"),
        STYLE("/css/"),
        IMAGE("/img/"),
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

    static SimulatedPage of(List<String> links, List<String> requisites) {
        return new SimulatedPage(200, links, requisites, Form.HTML);
    }

    static SimulatedPage redirect(String target) {
        return new SimulatedPage(302, List.of(target), List.of(), Form.HTML);
    }

    static SimulatedPage sitemap(List<String> pages) {
        return new SimulatedPage(200, pages, List.of(), Form.SITEMAP);
    }

    static SimulatedPage style(List<String> requisites) {
        return new SimulatedPage(200, List.of(), requisites, Form.STYLE);
    }

    byte[] body() {
        var text = new StringBuilder();
        if (status == 200) {
            switch (form) {
                case HTML -> html(text);
                case SITEMAP -> sitemap(text);
                case STYLE -> style(text);
                case IMAGE -> text.append("An image.");
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void html(StringBuilder text) {
        text.append("<!doctype html><title>A page</title>");
        links.forEach(url -> text.append("<a href=\"").append(url).append("\">a link</a>\n"));
        for (String url : requisites) {
            text.append(
                    switch (kindOf(url)) {
                        case STYLE -> "<link rel=stylesheet href=\"";
                        case PAGE -> "<object data=\"";
                        default -> "<img src=\"";
                    });
            text.append(url).append("\">\n");
        }
    }

    private void sitemap(StringBuilder text) {
        text.append("<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
        links.forEach(url -> text.append("<url><loc>").append(url).append("</loc></url>"));
        text.append("</urlset>");
    }

    private void style(StringBuilder text) {
        requisites.stream()
                .filter(url -> kindOf(url) == Kind.STYLE)
                .forEach(url -> text.append("@import \"").append(url).append("\";\n"));
        requisites.stream()
                .filter(url -> kindOf(url) != Kind.STYLE)
                .forEach(url -> text.append("p { background: url(").append(url).append(") }\n"));
    }

    private static Kind kindOf(String url) {
        return Kind.of(url.substring(url.indexOf('/', url.indexOf("://") + 3)));
    }
}
