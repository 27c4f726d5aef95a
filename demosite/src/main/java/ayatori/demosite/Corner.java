package ayatori.demosite;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * A corner of the site that shows one kind of difficulty: its paths, how each is answered, and what a correct crawl
 * does with it.
 *
 * <p>Every corner has an entry page, made from its own declarations, that says what is shown and links to it. A path
 * declared as hidden is served and expected, but the entry page does not link to it.
 */
final class Corner {

    private final String name;
    private final String entry;
    private final String story;
    private final URI base;
    private final BinaryOperator<String> layout;
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final Map<String, Route> prefixes = new LinkedHashMap<>();
    private final List<Expectation> expectations = new ArrayList<>();
    private final List<String> entries = new ArrayList<>();

    /**
     * @param name the corner's title
     * @param base the host it is on, ending in a slash
     * @param entry the path of its entry page
     * @param story one or two sentences about it
     */
    Corner(String name, URI base, String entry, String story) {
        this(name, base, entry, story, Html::page);
    }

    /** A corner whose pages are laid out, title and body, by {@code layout}. */
    Corner(String name, URI base, String entry, String story, BinaryOperator<String> layout) {
        this.name = name;
        this.base = base;
        this.layout = layout;
        this.entry = entry;
        this.story = story;
        expectations.add(new Expectation(name, url(entry), new Outcome.Page(name, 1), story));
        routes.put(entry, visit -> Answer.html(layout.apply(name, Html.paragraph(story) + Html.list(entries))));
    }

    /** A path that the entry page links to. */
    Corner at(String path, Route route, Outcome outcome, String why) {
        link(path, why);
        return hidden(path, route, outcome, why);
    }

    /** An ordinary page that the entry page links to. */
    Corner page(String path, String title, String body, String why) {
        return at(path, visit -> Answer.html(layout.apply(title, body)), new Outcome.Page(title, 1), why);
    }

    /** A path that is served and expected, but not linked from the entry page. */
    Corner hidden(String path, Route route, Outcome outcome, String why) {
        routes.put(URI.create(path).getPath(), route);
        return expect(path, outcome, why);
    }

    /** A path that is served and about which a crawl's records say nothing. */
    Corner aside(String path, Route route) {
        routes.put(path, route);
        return this;
    }

    /** All paths below a prefix, of which the entry page links to the first. */
    Corner under(String prefix, String first, Route route, Outcome outcome, String why) {
        link(first, why);
        prefixes.put(prefix, route);
        return expect(first, outcome, why);
    }

    /** A URL, absolute or a path, that some page links to and that needs no route of its own. */
    Corner expect(String urlOrPath, Outcome outcome, String why) {
        expectations.add(new Expectation(name, url(urlOrPath), outcome, why));
        return this;
    }

    /** A link on the entry page without an expectation. */
    Corner link(String path, String why) {
        entries.add(Html.link(path, path.length() > 60 ? path.substring(0, 60) + "…" : path) + ": " + Html.escape(why));
        return this;
    }

    /** A whole line of HTML in the entry page's list. */
    Corner line(String html) {
        entries.add(html);
        return this;
    }

    static Outcome skipped(String... reasons) {
        return new Outcome.Skipped(Set.of(reasons));
    }

    /** The absolute URL of a path of this corner's host; absolute URLs stay as they are. */
    String url(String urlOrPath) {
        return urlOrPath.startsWith("/") ? base.resolve(urlOrPath).toString() : urlOrPath;
    }

    String name() {
        return name;
    }

    String entry() {
        return entry;
    }

    String story() {
        return story;
    }

    URI base() {
        return base;
    }

    Map<String, Route> routes() {
        return routes;
    }

    Map<String, Route> prefixes() {
        return prefixes;
    }

    List<Expectation> expectations() {
        return expectations;
    }
}
