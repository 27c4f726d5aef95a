package ayatori.demosite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a site asks of crawlers: robots.txt, Retry-After, Crawl-delay, nofollow and noindex; and its slow pages. */
final class Manners {

    private static final String ANNEX_ROBOTS = """
            User-agent: *
            Crawl-delay: 1
            """;

    private Manners() {}

    static Corner corner(URI base) {
        var corner = new Corner(
                "Manners", base, "/manners/", "What the site asks of its visitors, and how long it lets them wait.");
        robots(corner);
        waiting(corner);
        nofollow(corner);
        sitemap(corner);
        return corner;
    }

    private static void robots(Corner corner) {
        corner.aside(
                        "/robots.txt",
                        visit -> Answer.of(
                                "text/plain; charset=utf-8",
                                robotsTxt(corner.url("/sitemap.xml")).getBytes(UTF_8)))
                .at(
                        "/vault/",
                        visit -> Answer.html(Html.page("The vault", Html.paragraph("You should not be here."))),
                        Corner.skipped("robots"),
                        "robots.txt denies the vault")
                .at(
                        "/vault/keys",
                        visit -> Answer.html(Html.page("The keys", Html.paragraph("Nor here."))),
                        Corner.skipped("robots"),
                        "and everything in the vault")
                .page(
                        "/vault/open-day",
                        "Open day",
                        Html.paragraph("One day a year the vault is open."),
                        "but a longer Allow rule opens this room")
                .at(
                        "/manners/guide.print",
                        visit -> Answer.html(Html.page("Guide, to print", Html.paragraph("For paper only."))),
                        Corner.skipped("robots"),
                        "robots.txt denies /*.print$")
                .page(
                        "/manners/guide.printed",
                        "Guide, printed",
                        Html.paragraph("Only the exact ending is denied."),
                        "but not what goes on after .print");
    }

    private static String robotsTxt(String sitemap) {
        return """
            # Visitors are welcome, except to the vault.
            User-agent: *
            Disallow: /vault/
            Allow: /vault/open-day
            Disallow: /*.print$

            User-agent: SlowBot
            Crawl-delay: 1

            User-agent: GreedyBot
            Disallow: /

            Sitemap: %s
            """.formatted(sitemap);
    }

    private static void waiting(Corner corner) {
        Answer busy = Answer.status(429, "Too many requests", "Please come back in a second.")
                .with("Retry-After", "1");
        Answer closed = Answer.status(503, "Closed for a moment", "The guard is having tea.")
                .with("Retry-After", "1");
        corner.at(
                        "/manners/busy",
                        Route.failingFirst(1, busy, Answer.html(Html.page("Not so busy now", ""))),
                        new Outcome.Page("Not so busy now", 2),
                        "429 with Retry-After: 1, then the page")
                .at(
                        "/manners/tea-time",
                        Route.failingFirst(1, closed, Answer.html(Html.page("After tea", ""))),
                        new Outcome.Page("After tea", 2),
                        "503 with Retry-After: 1, then the page")
                .at(
                        "/manners/slow",
                        visit -> Answer.html(Html.page("The slow room", ""))
                                .paced(new Answer.Pace.Whole(Duration.ofMillis(800))),
                        new Outcome.Page("The slow room", 1),
                        "answers after 800 ms")
                .at(
                        "/manners/dripping",
                        visit -> Answer.html(Html.page("The dripping tap", Html.paragraph("drip ".repeat(200))))
                                .paced(new Answer.Pace.Dripping(10, Duration.ofMillis(60))),
                        new Outcome.Page("The dripping tap", 1),
                        "comes in ten pieces over 600 ms");
    }

    private static void nofollow(Corner corner) {
        corner.line("<a href=\"/manners/nofollowed\" rel=\"external nofollow\">a link with rel=nofollow</a>")
                .hidden(
                        "/manners/nofollowed",
                        Manners::notForYou,
                        Corner.skipped("nofollow"),
                        "a link with rel=nofollow")
                .at(
                        "/manners/meta-nofollow",
                        visit -> Answer.html(Html.page(
                                "Do not follow",
                                "<meta name=\"robots\" content=\"noindex, nofollow\">",
                                Html.link("/manners/meta-nofollowed", "a link not to be followed"))),
                        new Outcome.Page("Do not follow", 1),
                        "meta robots says noindex, nofollow")
                .hidden(
                        "/manners/meta-nofollowed",
                        Manners::notForYou,
                        Corner.skipped("nofollow"),
                        "linked only from a page that says nofollow")
                .at(
                        "/manners/header-nofollow",
                        visit -> Answer.html(Html.page(
                                        "Do not follow either",
                                        Html.link("/manners/header-nofollowed", "a link not to be followed")))
                                .with("X-Robots-Tag", "noindex, nofollow"),
                        new Outcome.Page("Do not follow either", 1),
                        "the X-Robots-Tag header says the same")
                .hidden(
                        "/manners/header-nofollowed",
                        Manners::notForYou,
                        Corner.skipped("nofollow"),
                        "linked only where a header says nofollow");
    }

    private static Answer notForYou(Visit visit) {
        return Answer.html(Html.page("Not for you", Html.paragraph("No followed link leads here.")));
    }

    private static void sitemap(Corner corner) {
        String urls = Stream.concat(
                        Museum.archivePaths().stream(), Figure.all().stream().map(Figure::path))
                .map(path -> "  <url><loc>" + corner.url(path) + "</loc></url>\n")
                .collect(Collectors.joining());
        String sitemap = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n" + urls + "</urlset>\n";
        corner.at(
                "/sitemap.xml",
                visit -> Answer.of("application/xml", sitemap.getBytes(UTF_8)),
                new Outcome.Document("application/xml"),
                "the sitemap, which robots.txt names");
    }

    /** The second host: a handful of pages a second apart. */
    static Corner annex(URI annex) {
        String story = "Another host, whose robots.txt asks for a second between requests.";
        return new Corner("Annex", annex, "/", story, Html::bare)
                .aside("/robots.txt", visit -> Answer.of("text/plain; charset=utf-8", ANNEX_ROBOTS.getBytes(UTF_8)))
                .page("/reading-room", "Reading room", Html.paragraph("Quiet, please."), "a quiet page")
                .page("/old-loops", "Old loops", Html.paragraph("Do not touch."), "another quiet page");
    }
}
