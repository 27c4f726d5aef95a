package ayatori.demosite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;

/** Redirects: each kind, relative ones, chains, loops, and targets that must not be visited. */
final class Redirects {

    private static final String CRADLE = "/figures/cradle/";

    /** More hops than any client follows. */
    private static final int CHAIN_HOPS = 25;

    private Redirects() {}

    static Corner corner(URI base, URI annex) {
        var corner = new Corner("Redirects", base, "/redirects/", "Exhibits that have moved.");
        kinds(corner);
        chains(corner);
        targets(corner, annex);
        return corner;
    }

    private static void kinds(Corner corner) {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            moved(corner, "/redirects/" + status, status, CRADLE, CRADLE, "moved with status " + status);
        }
        moved(corner, "/redirects/relative", 302, "../figures/cradle/", CRADLE, "a relative Location");
        moved(
                corner,
                "/redirects/query",
                302,
                "?from=query",
                "/redirects/query?from=query",
                "a Location that is a query");
        corner.expect(
                "/redirects/query?from=query",
                new Outcome.Page("Asked for by query", 1),
                "the same path with a query answers");
        String rawUtf8 = new String("/languages/あやとり".getBytes(UTF_8), ISO_8859_1);
        moved(
                corner,
                "/redirects/raw-utf8",
                301,
                rawUtf8,
                "/languages/%E3%81%82%E3%82%84%E3%81%A8%E3%82%8A",
                "a Location in raw UTF-8 bytes");
    }

    private static void moved(Corner corner, String path, int status, String location, String to, String why) {
        corner.at(
                path,
                visit -> visit.query().isEmpty()
                        ? Answer.redirect(status, location)
                        : Answer.html(Html.page("Asked for by query", "")),
                new Outcome.Redirect(status, corner.url(to)),
                why);
    }

    private static void chains(Corner corner) {
        moved(corner, "/redirects/chain", 302, "/redirects/chain2", "/redirects/chain2", "the first hop of three");
        corner.hidden(
                        "/redirects/chain2",
                        visit -> Answer.redirect(301, "/redirects/chain3"),
                        new Outcome.Redirect(301, corner.url("/redirects/chain3")),
                        "the second hop")
                .hidden(
                        "/redirects/chain3",
                        visit -> Answer.redirect(308, "/redirects/chain-end"),
                        new Outcome.Redirect(308, corner.url("/redirects/chain-end")),
                        "the third hop")
                .hidden(
                        "/redirects/chain-end",
                        visit -> Answer.html(Html.page("The end of the chain", "")),
                        new Outcome.Page("The end of the chain", 1),
                        "reached after three redirects");
        moved(corner, "/redirects/loop", 302, "/redirects/loop2", "/redirects/loop2", "half of a loop of two");
        corner.hidden(
                "/redirects/loop2",
                visit -> Answer.redirect(302, "/redirects/loop"),
                new Outcome.Redirect(302, corner.url("/redirects/loop")),
                "the other half: both are known, so it is left");
        moved(corner, "/redirects/itself", 302, "/redirects/itself", "/redirects/itself", "redirects to itself");
        corner.under(
                "/redirects/forever/",
                "/redirects/forever/1",
                visit -> forever(visit.path()),
                new Outcome.Endless(),
                "a chain of " + CHAIN_HOPS + " hops, too long to follow");
    }

    private static Answer forever(String path) {
        String hop = path.substring("/redirects/forever/".length());
        int number = hop.matches("\\d{1,4}") ? Integer.parseInt(hop) : 0;
        return number < CHAIN_HOPS
                ? Answer.redirect(302, String.valueOf(number + 1))
                : Answer.html(Html.page("Nobody comes this far", ""));
    }

    private static void targets(Corner corner, URI annex) {
        moved(corner, "/redirects/to-vault", 302, "/vault/moved", "/vault/moved", "leads to what robots.txt denies");
        corner.expect("/vault/moved", Corner.skipped("robots"), "robots.txt holds for redirects too");
        String annexPage = annex.resolve("/old-loops").toString();
        moved(corner, "/redirects/to-annex", 302, annexPage, annexPage, "leads to the other host");
        moved(
                corner,
                "/redirects/to-private",
                302,
                "http://192.168.4.1/admin",
                "http://192.168.4.1/admin",
                "leads to a private address");
        corner.expect(
                "http://192.168.4.1/admin",
                Corner.skipped("private-address", "scope"),
                "a private address no seed names");
        corner.at(
                        "/redirects/to-file",
                        visit -> Answer.redirect(302, "file:///etc/passwd"),
                        new Outcome.Refused(302),
                        "leads to a file: URL, out of the web")
                .expect("file:///etc/passwd", Corner.skipped("scheme", "invalid", "scope"), "not a web URL")
                .at(
                        "/redirects/nowhere",
                        visit -> Answer.status(302, "Moved", "But where to?"),
                        new Outcome.Refused(302),
                        "a redirect without a Location");
    }
}
