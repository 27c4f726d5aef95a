package ayatori.demosite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;

/** Answers that are not pages: refusals, temporary and permanent failures, broken bodies. */
final class Failures {

    /** Larger than a crawl's default body limit of 10 MB when decoded; tens of kilobytes on the wire. */
    private static final int BOMB_BYTES = 40_000_000;

    private Failures() {}

    static Corner corner(URI base) {
        var corner = new Corner("Failures", base, "/failures/", "Exhibits that are lost, closed or broken.");
        statuses(corner);
        passing(corner);
        bodies(corner);
        return corner;
    }

    private static void statuses(Corner corner) {
        refused(corner, 404, "Not found", "gone missing");
        refused(corner, 410, "Gone", "given away");
        refused(corner, 403, "Forbidden", "staff only");
        refused(corner, 401, "Unauthorized", "members only");
        refused(corner, 500, "Broken", "broken, however often it is tried");
        refused(corner, 501, "Not implemented", "never built");
        corner.at("/failures/empty", visit -> Answer.noContent(), new Outcome.Refused(204), "no content at all");
    }

    private static void refused(Corner corner, int status, String heading, String why) {
        corner.at(
                "/failures/" + status,
                visit -> Answer.status(status, heading, "This exhibit is " + why + "."),
                new Outcome.Refused(status),
                why);
    }

    private static void passing(Corner corner) {
        Answer failure = Answer.status(500, "A moment", "A thread has snapped. Try again.");
        corner.at(
                        "/failures/once",
                        Route.failingFirst(1, failure, Answer.html(Html.page("Mended once", ""))),
                        new Outcome.Page("Mended once", 2),
                        "fails once, then works")
                .at(
                        "/failures/twice",
                        Route.failingFirst(2, failure, Answer.html(Html.page("Mended twice", ""))),
                        new Outcome.Page("Mended twice", 3),
                        "fails twice, then works")
                .at(
                        "/failures/hangs-up-once",
                        Route.failingFirst(
                                1,
                                failure.paced(new Answer.Pace.Silent()),
                                Answer.html(Html.page("Here after all", ""))),
                        new Outcome.Page("Here after all", 2),
                        "closes the connection once, then works");
    }

    private static void bodies(Corner corner) {
        Answer page = Answer.html(Html.page("Half a page", Html.paragraph("Once upon a time. ".repeat(40))));
        byte[] plain =
                Html.page("Not gzip", Html.paragraph("This is plain text.")).getBytes(UTF_8);
        corner.at(
                        "/failures/cut-short",
                        visit -> page.paced(new Answer.Pace.CutShort()),
                        new Outcome.Truncated(),
                        "sends half of what it promised")
                .at(
                        "/failures/hangs-up",
                        visit -> page.paced(new Answer.Pace.Silent()),
                        new Outcome.Broken(),
                        "hangs up without an answer")
                .at(
                        "/failures/not-gzip",
                        visit -> Answer.of("text/html; charset=utf-8", plain).with("Content-Encoding", "gzip"),
                        new Outcome.Broken(),
                        "says gzip and is not")
                .at(
                        "/failures/bomb",
                        visit -> Answer.of("text/html; charset=utf-8", bomb()).with("Content-Encoding", "gzip"),
                        new Outcome.Truncated(),
                        "a little gzip that unfolds to 40 MB");
    }

    /** Made for each request: there are only one or two, and it takes a fraction of a second. */
    private static byte[] bomb() {
        String html = "<!DOCTYPE html><title>A long scroll</title>" + " ".repeat(BOMB_BYTES);
        return Answer.gzip(html.getBytes(UTF_8));
    }
}
