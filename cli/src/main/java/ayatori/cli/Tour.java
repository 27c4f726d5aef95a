package ayatori.cli;

import ayatori.cli.CrawlFindings.Seen;
import ayatori.demosite.Expectation;
import ayatori.demosite.Outcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The demo's report: for each corner of the site, what was expected and what happened. A pure function of the site's expectations
 * and the crawl's findings.
 */
final class Tour {

    /** Lines per corner unless all are requested. */
    private static final int EXAMPLES = 5;

    /** Fits most reasons. */
    private static final int WHY_COLUMNS = 46;

    private static final int EVENT_COLUMNS = 32;

    /** Below this width, what happened has its own line. */
    private static final int WIDE = 72;

    /**
     * What happened to a URL, and what was expected.
     *
     * @param expectation what the site expects
     * @param asExpected whether it happened
     * @param event what happened, in a few words
     */
    record Stop(Expectation expectation, boolean asExpected, String event) {}

    private final CrawlFindings findings;
    private final int width;
    private final Style style;

    Tour(CrawlFindings findings, int width, Style style) {
        this.findings = findings;
        this.width = width;
        this.style = style;
    }

    /** The whole tour; with {@code all}, every URL of every corner. */
    List<String> lines(List<Expectation> expectations, boolean all) {
        var corners = new LinkedHashMap<String, List<Stop>>();
        for (Expectation expectation : expectations) {
            corners.computeIfAbsent(expectation.corner(), _ -> new ArrayList<>())
                    .add(stop(expectation));
        }
        var lines = new ArrayList<String>();
        corners.forEach((name, stops) -> lines.addAll(corner(name, stops, all)));
        return lines;
    }

    private List<String> corner(String name, List<Stop> stops, boolean all) {
        var lines = new ArrayList<String>();
        lines.add("");
        String story = stops.getFirst().expectation().why();
        if (TerminalText.columns(name) + 2 + TerminalText.columns(story) <= width) {
            lines.add(style.bold(name) + "  " + style.faint(story));
        } else {
            lines.add(style.bold(name));
            TerminalText.wrap(story, width).forEach(line -> lines.add(style.faint(line)));
        }
        List<Stop> shown = all ? stops.subList(1, stops.size()) : examples(stops);
        shown.forEach(stop -> lines.addAll(line(stop)));
        List<Stop> others = stops.stream().filter(stop -> !shown.contains(stop)).toList();
        if (!others.isEmpty() && !all) {
            lines.add("  " + style.green(style.tick()) + " "
                    + style.faint((shown.isEmpty() ? "" : "and ")
                            + Figures.count(others.size(), "other", "others")
                            + ", as "
                            + (others.size() == 1 ? "it" : "they")
                            + " should be"));
        }
        return lines;
    }

    /**
     * Selects everything unexpected, one example of each kind of outcome, and then the first of the rest.
     */
    private static List<Stop> examples(List<Stop> stops) {
        List<Stop> special = stops.stream().skip(1).filter(Tour::special).toList();
        var kinds = new LinkedHashMap<String, Stop>();
        special.forEach(stop -> kinds.putIfAbsent(kind(stop), stop));
        var chosen = new LinkedHashSet<Stop>();
        stops.stream().filter(stop -> !stop.asExpected()).forEach(chosen::add);
        var told = new HashSet<String>();
        Stream.concat(kinds.values().stream(), special.stream())
                .filter(stop ->
                        !chosen.contains(stop) && told.add(stop.expectation().why()))
                .limit(EXAMPLES)
                .forEach(chosen::add);
        return stops.stream().filter(chosen::contains).toList();
    }

    private static String kind(Stop stop) {
        Outcome outcome = stop.expectation().outcome();
        boolean retried = outcome instanceof Outcome.Page page && page.attempts() > 1;
        return outcome.getClass().getSimpleName() + (retried ? " retried" : "");
    }

    /** Whether this is not one of the hundreds of plain pages. */
    private static boolean special(Stop stop) {
        return !stop.expectation().corner().startsWith("Museum")
                || stop.expectation().outcome() instanceof Outcome.Unlinked;
    }

    /** Why the URL exists, what happened, and its path if there is room. */
    private List<String> line(Stop stop) {
        String mark = "  " + (stop.asExpected() ? style.green(style.tick()) : style.red(style.cross())) + " ";
        String why = TerminalText.escape(stop.expectation().why());
        String event = TerminalText.escape(stop.event());
        int room = width - 4;
        if (width < WIDE) {
            return List.of(
                    mark + TerminalText.clip(why, room, style.cut()),
                    "    " + style.faint(TerminalText.clip(event, room, style.cut())));
        }
        String line = mark + TerminalText.left(why, WHY_COLUMNS, style.cut()) + "  ";
        room -= WHY_COLUMNS + 2;
        if (room < EVENT_COLUMNS + 16) {
            return List.of(line + style.faint(TerminalText.clip(event, room, style.cut())));
        }
        String path = TerminalText.clip(path(stop.expectation().url()), room - EVENT_COLUMNS - 2, style.cut());
        return List.of(line + TerminalText.left(event, EVENT_COLUMNS, style.cut()) + "  " + style.faint(path));
    }

    private static String path(String url) {
        String text = TerminalText.escape(url);
        int path = text.startsWith("http://127.0.0.1") ? text.indexOf('/', "http://".length()) : 0;
        return text.substring(Math.max(path, 0));
    }

    Stop stop(Expectation expectation) {
        String url = expectation.url();
        Seen seen = findings.seen(url);
        String skipped = findings.skipped(url);
        return switch (expectation.outcome()) {
            case Outcome.Page(String title, int attempts) ->
                new Stop(
                        expectation,
                        seen != null
                                && seen.status() == 200
                                && title.equals(Objects.requireNonNullElse(seen.title(), "")),
                        seen != null && seen.attempts() > 1 && attempts > 1
                                ? seen.status() + " at attempt " + seen.attempts()
                                : event(seen, skipped));
            case Outcome.Unlinked(String _) ->
                new Stop(expectation, true, seen == null ? "only with --sitemaps" : event(seen, skipped));
            case Outcome.Document(String _) ->
                new Stop(expectation, seen != null && seen.status() == 200, document(seen, skipped));
            case Outcome.Redirect(int status, String to) ->
                new Stop(
                        expectation,
                        seen != null && seen.status() == status && to.equals(seen.redirectTo()),
                        event(seen, skipped));
            case Outcome.Refused(int status) ->
                new Stop(expectation, seen != null && seen.status() == status, event(seen, skipped));
            case Outcome.Broken() -> new Stop(expectation, isBroken(seen), event(seen, skipped));
            case Outcome.Truncated() -> new Stop(expectation, seen != null, truncated(seen, skipped));
            case Outcome.Skipped(var reasons) ->
                new Stop(
                        expectation,
                        seen == null && (skipped == null || reasons.contains(skipped)),
                        event(seen, skipped));
            case Outcome.Endless() -> endless(expectation);
        };
    }

    private Stop endless(Expectation expectation) {
        String area = area(expectation.url());
        int taken = findings.seenBelow(area);
        Map<String, Integer> left = findings.skippedBelow(area);
        String end = left.isEmpty() ? "" : ": " + String.join(", ", left.keySet());
        return new Stop(
                expectation, taken > 0 && taken < 2_000, "left after " + Figures.count(taken, "try", "tries") + end);
    }

    /** The folder of an endless area. */
    private static String area(String url) {
        return URI.create(url).resolve(".").toString();
    }

    private String document(@Nullable Seen seen, @Nullable String skipped) {
        return seen == null || seen.contentType() == null
                ? event(seen, skipped)
                : seen.status() + " " + seen.contentType().replaceFirst(";.*", "");
    }

    private String truncated(@Nullable Seen seen, @Nullable String skipped) {
        return seen == null || seen.status() == 0
                ? event(seen, skipped)
                : seen.status() + ", " + Figures.bytes((double) seen.bytes()) + " of it";
    }

    private String event(@Nullable Seen seen, @Nullable String skipped) {
        if (seen == null) {
            return skipped == null ? "not asked for" : "skipped: " + skipped;
        }
        if (seen.redirectTo() != null) {
            return seen.status() + (style.unicode() ? " → " : " -> ") + path(seen.redirectTo());
        }
        if (seen.status() == 0) {
            return "no answer: " + seen.errorKind();
        }
        return seen.title() == null || seen.title().isEmpty()
                ? String.valueOf(seen.status())
                : seen.status() + " " + seen.title();
    }

    /** Whether no answer came, or one that could not be read. */
    private static boolean isBroken(@Nullable Seen seen) {
        return seen != null && (seen.status() == 0 || seen.errorKind() != null);
    }
}
