package ayatori.archive.site;

import java.time.Instant;
import java.util.List;

/** The copy's own pages: the list of what it holds, and what a frame shows whose page is not kept. */
final class SiteIndex {
    /** The list of pages. */
    static final String INDEX = "index.html";

    /** What a frame shows whose page is not kept. The fragment is its URL. */
    static final String NOT_KEPT = "not-kept.html";

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>%s</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
            @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } a { color: #8bf } }
            li { margin: .3rem 0 } small { opacity: .7; overflow-wrap: anywhere }
            </style>
            """;

    private SiteIndex() {}

    /**
     * A page of the copy.
     *
     * @param title its title; empty if it has none
     * @param url where it was
     * @param path where it is
     */
    record Entry(String title, String url, String path) {}

    /** The list of pages, of which the first begin the copy. */
    static String of(String name, List<Entry> starts, List<Entry> pages, long more, Instant latest) {
        var html = new StringBuilder(HEAD.formatted(escaped("Copy of " + name)))
                .append("<h1>Copy of ")
                .append(escaped(name))
                .append("</h1>\n<p>As it was on ")
                .append(latest.toString(), 0, 10)
                .append(". Links to what is not in this copy lead to the live web.</p>\n");
        list(html, "Start", starts);
        list(html, "All pages", pages);
        if (more > 0) {
            html.append("<p>And ").append(more).append(" more.</p>\n");
        }
        return html.append("</html>\n").toString();
    }

    private static void list(StringBuilder html, String title, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        html.append("<h2>").append(title).append("</h2>\n<ul>\n");
        for (Entry entry : entries) {
            html.append("<li><a href=\"")
                    .append(escaped(SitePaths.reference(INDEX, entry.path())))
                    .append("\">")
                    .append(escaped(entry.title().isBlank() ? entry.url() : entry.title()))
                    .append("</a> <small>")
                    .append(escaped(entry.url()))
                    .append("</small></li>\n");
        }
        html.append("</ul>\n");
    }

    /** What a frame shows whose page is not kept. */
    static String notKept() {
        return HEAD.formatted("Not kept") + """
                <p>This page is not in the copy. <a id="live" target="_blank" rel="noopener noreferrer"></a></p>
                <script>
                const url = location.hash.slice(1);
                if (/^https?:/.test(url)) {
                  const link = document.getElementById("live");
                  link.href = url;
                  link.textContent = "See it on the live web.";
                }
                </script>
                </html>
                """;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
