package ayatori.demosite;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The ordinary part of the site: the front page, the galleries, and a page for each figure and each of its steps. */
final class Museum {

    private static final int FIGURES_PER_LIST = 12;
    private static final int ARCHIVE_PAGES = 6;

    private Museum() {}

    /** The catalogue as a corner of its own, whose entry is the site's front page. */
    static Corner corner(URI base) {
        var museum = new Corner(
                "Museum of String Figures",
                base,
                "/",
                "String figures are made from one loop of string and two hands. Here are "
                        + Figure.all().size() + " of them, step by step.");
        museum.link("/figures/", "the catalogue")
                .link("/galleries/", "by subject")
                .link("/about", "about this site");
        catalogue(museum);
        galleries(museum);
        Figure.all().forEach(figure -> figure(museum, figure));
        archive(museum);
        return museum;
    }

    /** The catalogue in lists of twelve, paged by query strings. */
    private static void catalogue(Corner museum) {
        List<Figure> figures = Figure.all();
        int lists = (figures.size() + FIGURES_PER_LIST - 1) / FIGURES_PER_LIST;
        museum.hidden(
                "/figures/",
                visit -> Answer.html(catalogueList(figures, listNumber(visit.query()), lists)),
                new Outcome.Page("Figures, list 1", 1),
                "the catalogue");
        for (int list = 2; list <= lists; list++) {
            museum.expect(
                    "/figures/?list=" + list,
                    new Outcome.Page("Figures, list " + list, 1),
                    "a list reached by a query-only link");
        }
    }

    private static int listNumber(String query) {
        return query.matches("list=[1-9]") ? query.charAt(5) - '0' : 1;
    }

    private static String catalogueList(List<Figure> figures, int list, int lists) {
        var items = new ArrayList<String>();
        figures.stream()
                .skip((list - 1L) * FIGURES_PER_LIST)
                .limit(FIGURES_PER_LIST)
                .forEach(figure -> items.add(Html.link(figure.path(), figure.name())));
        String body = Html.list(items);
        if (list > 1) {
            body += Html.link(list == 2 ? "/figures/" : "?list=" + (list - 1), "Back") + "\n";
        }
        if (list < lists) {
            body += Html.link("?list=" + (list + 1), "More") + "\n";
        }
        return Html.page("Figures, list " + list, body);
    }

    private static void galleries(Corner museum) {
        List<String> galleries = Figure.galleries().toList();
        museum.hidden(
                "/galleries/",
                visit -> Answer.html(Html.page(
                        "Galleries",
                        Html.list(galleries.stream()
                                .map(gallery -> Html.link(Figure.slug(gallery), gallery))
                                .toList()))),
                new Outcome.Page("Galleries", 1),
                "the list of galleries");
        for (String gallery : galleries) {
            List<String> shown = Figure.all().stream()
                    .filter(figure -> figure.gallery().equals(gallery))
                    .map(figure -> Html.link(".." + figure.path(), figure.name()))
                    .toList();
            museum.hidden(
                    "/galleries/" + Figure.slug(gallery),
                    visit -> Answer.html(Html.page(gallery, Html.list(shown))),
                    new Outcome.Page(gallery, 1),
                    "a gallery, its links relative");
        }
    }

    private static void figure(Corner museum, Figure figure) {
        String steps = IntStream.rangeClosed(1, figure.steps())
                .mapToObj(step -> Html.item(Html.link("step/" + step, "Step " + step)))
                .collect(Collectors.joining("", "<ol>\n", "</ol>\n"));
        String otherName = figure.otherName().isEmpty()
                ? ""
                : "<p>Also called <span lang=\"ja\">" + figure.otherName() + "</span>.</p>\n";
        museum.hidden(
                figure.path(),
                visit -> Answer.html(Html.page(
                        figure.name(),
                        otherName
                                + Html.paragraph("It is made in " + figure.steps() + " movements.")
                                + steps
                                + "<p>Shown in "
                                + Html.link("/galleries/" + Figure.slug(figure.gallery()), figure.gallery())
                                + ".</p>")),
                new Outcome.Page(figure.name(), 1),
                "a figure");
        for (int step = 1; step <= figure.steps(); step++) {
            step(museum, figure, step);
        }
    }

    private static void step(Corner museum, Figure figure, int step) {
        String title = figure.name() + ", step " + step;
        String next = step < figure.steps()
                ? Html.link(String.valueOf(step + 1), "Next step")
                : Html.link("../", "The finished figure");
        museum.hidden(
                figure.stepPath(step),
                visit -> Answer.html(Html.page(title, Html.paragraph(figure.movement(step)) + next)),
                new Outcome.Page(title, 1),
                "a step");
    }

    /** Pages without links to them: only the sitemap names them. */
    private static void archive(Corner museum) {
        for (String path : archivePaths()) {
            String title = "Archive box " + path.substring(path.lastIndexOf('/') + 1);
            museum.hidden(
                    path,
                    visit -> Answer.html(Html.page(title, Html.paragraph("String, neatly wound."))),
                    new Outcome.Unlinked(title),
                    "only the sitemap names it, no page does");
        }
    }

    static List<String> archivePaths() {
        return IntStream.rangeClosed(1, ARCHIVE_PAGES)
                .mapToObj(box -> "/archive/" + box)
                .toList();
    }
}
