package ayatori.examples;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Crawler;
import ayatori.crawler.Router;
import java.util.ArrayList;
import java.util.List;

/** Letters that only members see: a form is filled in, with its hidden fields, and a cookie opens the rest. */
class LogIn {
    List<String> letters(String login, String user, String password) throws Exception {
        List<String> letters = new ArrayList<>(); // handlers take turns, so this needs no lock
        var members = Router.create()
                .onDefault(page -> page.follow(
                        page.form("#login", "user", user, "password", password).label("lounge")))
                .on("lounge", page -> page.followAll(".letters a", "letter"))
                .on("letter", page -> letters.add(page.select("h1").text()))
                .otherwise(page -> {
                    if (page.status() == 403) {
                        throw new IllegalStateException("The login was refused.");
                    }
                });
        Crawler.of(CrawlOptions.from(login).followLinks(false).build())
                .onPage(members)
                .run();
        return letters;
    }

    void main(String[] args) throws Exception {
        letters(args[0], args[1], args[2]).forEach(IO::println);
    }
}
