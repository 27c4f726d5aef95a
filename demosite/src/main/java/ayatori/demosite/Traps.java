package ayatori.demosite;

import java.net.URI;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Endless areas that trap a naive crawler. */
final class Traps {

    private static final List<String> SESSIONS = List.of("a1b2c3d4e5f6", "0f9e8d7c6b5a", "5eed5eed5eed");

    private Traps() {}

    static Corner corner(URI base) {
        var corner = new Corner("Traps", base, "/traps/", "Corridors without an end.");
        corner.under(
                        "/calendar/",
                        "/calendar/2026-01",
                        visit -> calendar(visit.path()),
                        new Outcome.Endless(),
                        "a calendar that always has a next month")
                .under(
                        "/mirror/",
                        "/mirror/",
                        Traps::mirror,
                        new Outcome.Endless(),
                        "a link that repeats its own folder for ever")
                .under(
                        "/scroll/",
                        "/scroll/?text=ayatori",
                        Traps::scroll,
                        new Outcome.Endless(),
                        "a link three times as long as its page's URL");
        sessions(corner);
        everything(corner);
        return corner;
    }

    private static Answer calendar(String path) {
        try {
            var month = YearMonth.parse(path.substring("/calendar/".length()));
            String next = month.plusMonths(1).toString();
            return Answer.html(Html.page(
                    "Calendar " + month,
                    Html.paragraph("No events this month.") + Html.link(next, "Next month: " + next)));
        } catch (DateTimeParseException _) {
            return Answer.status(404, "No such month", "The calendar has years and months.");
        }
    }

    private static Answer mirror(Visit visit) {
        return Answer.html(Html.page("A mirror in a mirror", Html.link("mirror/", "Look closer")));
    }

    private static Answer scroll(Visit visit) {
        String text = visit.query().replace("text=", "");
        return Answer.html(
                Html.page("A scroll", Html.link("/scroll/?text=" + text + text + text, "Unroll the scroll further")));
    }

    /** One page at many URLs; its canonical link names the right one. */
    private static void sessions(Corner corner) {
        Answer shop = Answer.html(Html.page(
                "The museum shop",
                "<link rel=\"canonical\" href=\"/shop/\">",
                Html.paragraph("String, in all colours.")));
        corner.at("/shop/", visit -> shop, new Outcome.Page("The museum shop", 1), "the shop, at its own address");
        for (String session : SESSIONS) {
            corner.link("/shop/?sessionid=" + session, "the shop again, with a session id");
        }
        corner.link("/shop/?utm_source=museum&utm_medium=link", "and again, with tracking parameters")
                .link("/shop/#till", "and with a fragment, which is no other page");
    }

    /** A thousand links, most of them to the same pages. */
    private static void everything(Corner corner) {
        List<String> steps = Figure.all().stream()
                .<String>mapMulti((figure, out) -> {
                    for (int step = 1; step <= figure.steps(); step++) {
                        out.accept(figure.stepPath(step));
                    }
                })
                .toList();
        var links = new ArrayList<String>();
        for (int number = 0; number < 1000; number++) {
            String path = steps.get(number % steps.size());
            links.add(Html.link(path + "#" + number / steps.size(), "Movement " + number));
        }
        corner.page("/traps/everything", "Everything", Html.list(links), "a thousand links to a few hundred pages");
    }
}
