package ayatori.demosite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;

/** Unusual but valid links, links to other schemes, and documents that are not pages. */
final class Links {

    /** The smallest PNG: one transparent pixel. */
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static final String PDF = """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
            trailer<</Root 1 0 R>>
            %%EOF
            """;

    /** An empty archive: the end-of-central-directory record alone. */
    private static final byte[] ZIP = {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private Links() {}

    static Corner corner(URI base, URI annex) {
        var corner = new Corner("Links", base, "/links/", "Doors of every kind, some of them painted on the wall.");
        spellings(corner, base);
        outOfTheWeb(corner);
        elsewhere(corner, annex);
        documents(corner);
        return corner;
    }

    /** Unusual spellings that all name a page of this host. */
    private static void spellings(Corner corner, URI base) {
        found(corner, "spaces", "  \n /links/spaces\t ", "white space around the URL");
        found(corner, "newline", "/links/new\nline", "a line break inside it");
        found(corner, "backslashes", "\\links\\backslashes", "backslashes");
        found(corner, "no-scheme", "//" + base.getAuthority() + "/links/no-scheme", "no scheme");
        found(corner, "dots", "/links/./nowhere/../dots", "dot segments");
        found(corner, "upper-case", "HTTP://" + base.getAuthority() + "/links/upper-case", "an upper-case scheme");
        String withCredentials = "http://guest:loop@" + base.getAuthority() + "/links/user";
        found(corner, "user", withCredentials, "a user and password are no part of an address")
                .expect(withCredentials, Corner.skipped(), "its URL with the user and password in it");
        corner.line("<map name=\"plan\"><area href=\"/links/area\" alt=\"an area of a map\"></map>")
                .hidden(
                        "/links/area",
                        visit -> Answer.html(Html.page("Found: area", "")),
                        new Outcome.Page("Found: area", 1),
                        "an area of an image map");
    }

    private static Corner found(Corner corner, String name, String href, String why) {
        corner.line("<a href=\"" + href + "\">" + Html.escape(why) + "</a>");
        Route route = visit -> Answer.html(Html.page("Found: " + name, ""));
        return corner.hidden("/links/" + name, route, new Outcome.Page("Found: " + name, 1), why);
    }

    private static void outOfTheWeb(Corner corner) {
        for (String href : new String[] {
            "mailto:desk@museum.example",
            "tel:+81-3-0000-0000",
            "javascript:history.back()",
            "data:text/html,<a href='/links/from-data'>no</a>",
            "ftp://museum.example/plans.txt",
            "ayatori:cradle",
        }) {
            corner.line("<a href=\"" + Html.escape(href) + "\">" + Html.escape(href) + "</a>")
                    .expect(href, Corner.skipped("scheme", "invalid", "scope"), "not a web URL");
        }
        for (String href : new String[] {"http://[::1", "http://exa mple/", "http:///", "http://127.0.0.1:99999/"}) {
            corner.line("<a href=\"" + href + "\">a malformed URL: " + Html.escape(href) + "</a>");
        }
        corner.line("<a href=\"\">an empty link</a>, <a href=\"#top\">a fragment</a>, <a>no link</a>")
                .hidden(
                        "/links/from-data",
                        visit -> Answer.html(Html.page("From a data URL", "")),
                        Corner.skipped(),
                        "named only in a data: URL");
    }

    private static void elsewhere(Corner corner, URI annex) {
        corner.line(Html.link(annex.toString(), "the annex, another host"))
                .link("https://museum.example/", "another site")
                .expect("https://museum.example/", Corner.skipped("scope"), "another site is out of scope")
                .link("http://10.0.0.1/router", "a private address")
                .expect("http://10.0.0.1/router", Corner.skipped("private-address", "scope"), "a private address")
                .link("http://169.254.169.254/latest/meta-data/", "a link-local address, where clouds keep their keys")
                .expect(
                        "http://169.254.169.254/latest/meta-data/",
                        Corner.skipped("private-address", "scope"),
                        "a link-local address")
                .link("http://[fd00::1]/", "a private IPv6 address")
                .expect("http://[fd00::1]/", Corner.skipped("private-address", "scope"), "a private IPv6 address");
    }

    private static void documents(Corner corner) {
        byte[] png = Base64.getDecoder().decode(PIXEL);
        byte[] css = "body{font-family:serif;max-width:40em;margin:2em auto;padding:0 1em}".getBytes(UTF_8);
        corner.hidden(
                        "/style.css",
                        visit -> Answer.of("text/css", css),
                        Corner.skipped("type"),
                        "a style sheet is no page")
                .line("<img src=\"/media/cradle.png\" alt=\"a cradle\" width=\"20\">")
                .at(
                        "/media/cradle.png",
                        visit -> Answer.of("image/png", png),
                        Corner.skipped("type"),
                        "an image, by its extension")
                .at(
                        "/media/catalogue.pdf",
                        visit -> Answer.of("application/pdf", PDF.getBytes(UTF_8)),
                        Corner.skipped("type"),
                        "a PDF, by its extension")
                .at(
                        "/media/patterns.zip",
                        visit -> Answer.of("application/zip", ZIP),
                        Corner.skipped("type"),
                        "an archive, by its extension")
                .at(
                        "/media/download",
                        visit -> Answer.of("application/pdf", PDF.getBytes(UTF_8))
                                .with("Content-Disposition", "attachment; filename=\"catalogue.pdf\""),
                        new Outcome.Document("application/pdf"),
                        "a PDF told only by its Content-Type")
                .at(
                        "/media/notes",
                        visit -> Answer.of("text/plain; charset=utf-8", "See <a href='/nowhere'>".getBytes(UTF_8)),
                        new Outcome.Document("text/plain"),
                        "plain text that looks like a link");
    }
}
