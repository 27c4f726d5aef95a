package ayatori.demosite;

import java.net.URI;
import java.util.List;

/** What only members see: they log in by a form, and a cookie tells who they are. */
final class Members {
    private static final String LOGIN = "/members/login";
    private static final String LOUNGE = "/members/lounge";

    /** The form has it as a hidden field, and wants it back. */
    private static final String TOKEN = "loop-4711";

    private static final String SESSION = "member=ada";

    private static final List<String> LETTERS =
            List.of("The meeting is on Friday", "Bring your own string", "Who has taken the gold thread?");

    private Members() {}

    static Corner corner(URI base) {
        var corner =
                new Corner("Members", base, "/members/", "Letters that only members read: user ada, password cradle.");
        corner.at(
                        LOGIN,
                        visit -> visit.method().equals("POST") ? loggedIn(visit.body()) : Answer.html(form()),
                        new Outcome.Page("Log in", 1),
                        "the form, with a hidden field")
                .at(
                        LOUNGE,
                        visit -> member(visit, lounge()),
                        new Outcome.Redirect(302, corner.url(LOGIN)),
                        "visitors who have not logged in are redirected to the form");
        for (int i = 0; i < LETTERS.size(); i++) {
            String letter = Html.page(LETTERS.get(i), Html.paragraph("Yours, the museum."));
            corner.aside("/members/letters/" + (i + 1), visit -> member(visit, letter));
        }
        return corner;
    }

    private static String form() {
        return Html.page("Log in", """
                <form id="login" method="post" action="login">
                <input type="hidden" name="token" value="%s">
                <label>User <input name="user"></label>
                <label>Password <input name="password" type="password"></label>
                <button>Log in</button>
                </form>
                """.formatted(TOKEN));
    }

    private static Answer loggedIn(String form) {
        boolean isKnown = Visit.field(form, "user").equals("ada")
                && Visit.field(form, "password").equals("cradle")
                && Visit.field(form, "token").equals(TOKEN);
        return isKnown
                ? Answer.redirect(303, LOUNGE).with("Set-Cookie", SESSION + "; Path=/members/; HttpOnly")
                : Answer.status(403, "Not a member", "Wrong user or password.");
    }

    private static Answer member(Visit visit, String page) {
        return visit.cookies().contains(SESSION) ? Answer.html(page) : Answer.redirect(302, LOGIN);
    }

    private static String lounge() {
        var links = new StringBuilder("<ol class=\"letters\">\n");
        for (int i = 1; i <= LETTERS.size(); i++) {
            links.append(Html.item(Html.link("letters/" + i, LETTERS.get(i - 1))));
        }
        return Html.page("Lounge", links.append("</ol>\n").toString());
    }
}
