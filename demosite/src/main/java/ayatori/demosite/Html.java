package ayatori.demosite;

/** The HTML templates of the museum's pages. */
final class Html {

    private Html() {}

    /** A whole page in the museum's layout; {@code body} is HTML, {@code title} is text. */
    static String page(String title, String body) {
        return page(title, "", body);
    }

    /** A whole page with extra lines, {@code head}, in its head. */
    static String page(String title, String head, String body) {
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>%1$s</title>
            %3$s<link rel="stylesheet" href="/style.css">
            </head>
            <body>
            <nav><a href="/">Museum of String Figures</a> | <a href="/figures/">Figures</a> |
            <a href="/galleries/">Galleries</a> | <a href="/about">About</a></nav>
            <main>
            <h1>%1$s</h1>
            %2$s
            </main>
            <footer><p>A loop of string, two hands, and patience.</p></footer>
            </body>
            </html>
            """.formatted(escape(title), body, head.isEmpty() ? "" : head + "\n");
    }

    /** A page without navigation, for a host that has no other pages than the ones it lists. */
    static String bare(String title, String body) {
        String text = escape(title);
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<title>" + text + "</title>\n<h1>" + text + "</h1>\n" + body;
    }

    static String paragraph(String text) {
        return "<p>" + escape(text) + "</p>\n";
    }

    static String link(String href, String text) {
        return "<a href=\"" + escape(href) + "\">" + escape(text) + "</a>";
    }

    static String item(String html) {
        return "<li>" + html + "</li>\n";
    }

    static String list(Iterable<String> items) {
        var list = new StringBuilder("<ul>\n");
        items.forEach(html -> list.append(item(html)));
        return list.append("</ul>\n").toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
