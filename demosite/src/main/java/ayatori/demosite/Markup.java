package ayatori.demosite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;

/** Real-world HTML: base, canonical, meta refresh, and invalid markup. */
final class Markup {

    private Markup() {}

    static Corner corner(URI base) {
        var corner = new Corner("Markup", base, "/markup/", "Pages as they are written when nobody checks.");
        bases(corner);
        meta(corner);
        broken(corner);
        hiding(corner);
        return corner;
    }

    private static void bases(Corner corner) {
        corner.at(
                        "/markup/base",
                        visit -> Answer.html(Html.page(
                                "Based elsewhere",
                                "<base href=\"/markup/deep/er/\">",
                                Html.link("page", "a link relative to the base"))),
                        new Outcome.Page("Based elsewhere", 1),
                        "a base element moves its relative links")
                .hidden(
                        "/markup/deep/er/page",
                        visit -> Answer.html(Html.page("Deeper", "")),
                        new Outcome.Page("Deeper", 1),
                        "found through the base element")
                .at(
                        "/markup/two-bases",
                        visit -> Answer.html(Html.page(
                                "Based twice",
                                "<base target=\"_top\"><base href=\"/markup/first/\"><base href=\"/markup/second/\">",
                                Html.link("page", "relative to the first base with an href"))),
                        new Outcome.Page("Based twice", 1),
                        "of two base elements the first counts")
                .hidden(
                        "/markup/first/page",
                        visit -> Answer.html(Html.page("First", "")),
                        new Outcome.Page("First", 1),
                        "found through the first base");
    }

    private static void meta(Corner corner) {
        corner.at(
                        "/markup/refresh",
                        visit -> Answer.html(Html.page(
                                "Please wait",
                                "<meta http-equiv=\"refresh\" content=\"0; url='refreshed'\">",
                                Html.paragraph("You will be taken on."))),
                        new Outcome.Page("Please wait", 1),
                        "a meta refresh is a link")
                .hidden(
                        "/markup/refreshed",
                        visit -> Answer.html(Html.page("Taken on", "")),
                        new Outcome.Page("Taken on", 1),
                        "found through the meta refresh")
                .at(
                        "/markup/canonical",
                        visit -> Answer.html(
                                Html.page("A copy", "<link rel=\"canonical\" href=\"/figures/cradle/\">", "")),
                        new Outcome.Page("A copy", 1),
                        "names another page as canonical");
    }

    private static void broken(Corner corner) {
        raw(
                corner,
                "/markup/soup",
                "Tag <soup> & more",
                """
                <TITLE>Tag &lt;soup&gt; &amp more</TITLE>
                <p><b><i>Overlapping</b></i>
                <A HREF=/markup/unquoted>no quotes<a href='/markup/single'>single quotes</a>
                <a class=x href="/markup/twice" href="/markup/twice-wrong">the attribute given twice</a>
                <a title="a > b" href="/markup/entities?a=1&amp;b=2">entities</a>
                <table><a href=/markup/in-table>misplaced</table></p></div></html>
                <a href="/markup/after-html">after the end</a><a href="/markup/unfinished
                """,
                "unclosed, overlapping, unquoted, and cut off inside a tag");
        for (String name : new String[] {"unquoted", "single", "twice", "in-table", "after-html"}) {
            hiddenPage(
                    corner,
                    "/markup/" + name,
                    "Found: " + name,
                    new Outcome.Page("Found: " + name, 1),
                    "a link in the soup: " + name);
        }
        corner.aside("/markup/entities", visit -> Answer.html(Html.page("Found: entities", "")));
        corner.expect(
                "/markup/entities?a=1&b=2", new Outcome.Page("Found: entities", 1), "a link in the soup: entities");
        hiddenPage(corner, "/markup/twice-wrong", "Wrong", Corner.skipped(), "a repeated attribute is ignored");
        hiddenPage(corner, "/markup/unfinished", "Wrong", Corner.skipped(), "a tag cut off by the end is no tag");
        raw(
                corner,
                "/markup/nulls",
                "Nu\uFFFDll",
                "<title>Nu\u0000ll</title><p>\u0000</p><a\u0000 href=\"/nowhere\">no link</a>",
                "with NUL characters in it");
        raw(corner, "/markup/empty", "", "", "an HTML page of no bytes");
        raw(
                corner,
                "/markup/hostile-title",
                "\u001b[31mred\u001b[0m \u202Egnirts\u202C <script>",
                "<title>\u001b[31mred\u001b[0m &#x202E;gnirts&#x202C; &lt;script></title>",
                "a title meant for the reader's terminal");
    }

    /** Text that looks like links but is not, because of its position. */
    private static void hiding(Corner corner) {
        raw(
                corner,
                "/markup/hiding",
                "Hide <a href=/markup/in-title> and seek",
                """
                <!DOCTYPE html><title>Hide <a href=/markup/in-title> and seek</title>
                <!-- <a href="/markup/in-comment">no</a> -->
                <script>document.write('<a href="/markup/in-script">no</a>')</script>
                <style>/* <a href="/markup/in-style">no</a> */</style>
                <textarea><a href="/markup/in-textarea">no</a></textarea>
                <p>&lt;a href="/markup/in-text"&gt;</p>
                <a href="/markup/sought">yes</a>
                """,
                "links in comments, scripts and text are none");
        for (String name : new String[] {"in-title", "in-comment", "in-script", "in-style", "in-textarea", "in-text"}) {
            hiddenPage(corner, "/markup/" + name, "Wrong", Corner.skipped(), "not a link where it stands");
        }
        hiddenPage(
                corner, "/markup/sought", "Found: sought", new Outcome.Page("Found: sought", 1), "the one real link");
    }

    private static void raw(Corner corner, String path, String title, String html, String why) {
        corner.at(
                path,
                visit -> Answer.of("text/html; charset=utf-8", html.getBytes(UTF_8)),
                new Outcome.Page(title, 1),
                why);
    }

    private static void hiddenPage(Corner corner, String path, String title, Outcome outcome, String why) {
        corner.hidden(path, visit -> Answer.html(Html.page(title, "")), outcome, why);
    }
}
