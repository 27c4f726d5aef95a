package ayatori.cli;

import ayatori.crawler.PageError;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.folder.RecordedSkip;
import ayatori.crawler.folder.UrlStory;
import ayatori.crawler.folder.UrlStory.Forecast;
import ayatori.crawler.folder.UrlStory.Hop;
import ayatori.crawler.folder.UrlStory.How;
import ayatori.crawler.folder.UrlStory.Referrer;
import ayatori.crawler.folder.UrlStory.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The lines that {@code ayatori why} shows: a pure function of the story and the width. URLs are never cut: they are there to be
 * copied.
 */
final class WhyText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int LABEL = 12;
    private static final int STEPS_SHOWN = 20;

    private final UrlStory story;
    private final int width;
    private final Style style;
    private final ZoneId zone;
    private final List<String> lines = new ArrayList<>();

    private WhyText(UrlStory story, int width, Style style, ZoneId zone) {
        this.story = story;
        this.width = width;
        this.style = style;
        this.zone = zone;
    }

    /** Makes the lines. */
    static List<String> lines(UrlStory story, int width, Style style, ZoneId zone) {
        var text = new WhyText(story, width, style, zone);
        text.tell();
        return text.lines;
    }

    private void tell() {
        lines.add(style.bold(TerminalText.escape(story.url())));
        entry(fateLabel(), fate());
        found();
        story.pages().forEach(this::requests);
        redirects();
        referrers();
        missing();
    }

    private String fateLabel() {
        return switch (story.fate()) {
            case REQUESTED -> "requested";
            case SKIPPED -> "skipped";
            case WAITING -> "waiting";
            case UNKNOWN -> "unknown";
        };
    }

    private String fate() {
        return switch (story.fate()) {
            case REQUESTED -> outcome(story.pages().getLast());
            case SKIPPED -> skipped(story.skip(), story.rule());
            case WAITING ->
                (story.isRunning()
                                ? "it has no record yet: it waits for its turn, is being requested, or may yet be found by a better link"
                                : "it has no record: the crawl ended before its turn")
                        + "; " + forecast(story.forecast());
            case UNKNOWN -> "no record names it; if a page linked to it, " + forecast(story.forecast());
        };
    }

    private static String forecast(@Nullable Forecast forecast) {
        if (forecast == null || forecast.reason() == null) {
            return "the options do not exclude it; its robots.txt was not asked";
        }
        return "it would be skipped: " + forecast.reason().label() + ", by " + forecast.rule();
    }

    private static String skipped(@Nullable RecordedSkip skip, @Nullable String rule) {
        if (skip == null) {
            return "";
        }
        String meaning = SkipReasons.meaning(skip.reason());
        return skip.reason() + (meaning.isEmpty() ? "" : ", " + meaning) + (rule == null ? "" : " (" + rule + ")");
    }

    private String outcome(RecordedPage page) {
        PageError error = page.error();
        String answer = page.status() == 0 ? "no answer" : String.valueOf(page.status());
        if (error != null) {
            return answer + style.dot() + error.kind() + ": " + error.message();
        }
        var facts = new ArrayList<String>(List.of(answer));
        if (page.contentType() != null) {
            facts.add(page.contentType());
        }
        facts.add(Figures.bytes((double) page.bytes()));
        if (page.change() != null) {
            facts.add(page.change().label());
        }
        if (page.truncated() != null) {
            facts.add("cut off by " + page.truncated());
        }
        if (page.title() != null) {
            facts.add("\"" + page.title() + "\"");
        }
        return String.join(style.dot(), facts);
    }

    private void found() {
        Instant at = story.foundAt();
        String when = at == null ? "" : time(at) + ", ";
        Integer depth = story.depth();
        String where = depth == null ? "" : ", " + Figures.count(depth, "link", "links") + " from a seed";
        if (story.isSeed()) {
            entry("found", when + "as a seed");
        } else if (!story.way().isEmpty()) {
            Step last = story.way().getLast();
            entry("found", when + preposition(last.how()) + " " + last.url() + where);
            way();
        }
    }

    private static String preposition(How how) {
        return switch (how) {
            case LINK -> "on";
            case NOFOLLOW -> "by a nofollow link on";
            case REDIRECT -> "by a redirect of";
            case SITEMAP -> "in the sitemap";
            case ROBOTS -> "in";
        };
    }

    private void way() {
        int hidden = Math.max(0, story.way().size() - STEPS_SHOWN);
        for (int i = 0; i < story.way().size(); i++) {
            if (i == 1 && hidden > 0) {
                entry("", "(" + Figures.count(hidden, "step", "steps") + " more)");
            }
            if (i == 0 || i > hidden) {
                Step step = story.way().get(i);
                String end = i == story.way().size() - 1 ? " it" : "";
                entry(i == 0 ? "way" : "", step.url() + arrow(step.how()) + end);
            }
        }
    }

    private static String arrow(How how) {
        return switch (how) {
            case LINK -> " links to";
            case NOFOLLOW -> " links, with nofollow, to";
            case REDIRECT -> " redirects to";
            case SITEMAP -> " lists";
            case ROBOTS -> " names";
        };
    }

    private void requests(RecordedPage page) {
        String label = "attempts";
        if (story.pages().size() > 1 || !page.url().equals(story.url())) {
            entry("recorded", "as " + page.url());
        }
        if (!page.method().equals("GET")) {
            entry("method", page.method());
        }
        for (RecordedPage.EarlierAttempt earlier : page.earlierAttempts()) {
            entry(label, attempt(earlier.fetchedAt(), earlier.elapsed(), earlier.status(), earlier.error()));
            label = "";
        }
        PageError error = page.error();
        int unknown = page.attempts() - 1 - page.earlierAttempts().size();
        entry(
                label,
                attempt(page.fetchedAt(), page.elapsed(), page.status(), error == null ? null : error.kind())
                        + (unknown > 0 ? ", after " + Figures.count(unknown) + " of which nothing is recorded" : ""));
    }

    private String attempt(Instant at, Duration elapsed, int status, @Nullable String error) {
        String answer = status == 0 ? "no answer" : String.valueOf(status);
        return time(at) + style.dot() + elapsed.toMillis() + " ms" + style.dot() + answer
                + (error == null ? "" : ", " + error);
    }

    private void redirects() {
        String label = "redirects";
        for (Hop hop : story.redirects()) {
            RecordedPage page = hop.page();
            RecordedSkip skip = hop.skip();
            String what = page != null
                    ? outcome(page)
                    : skip != null ? "skipped: " + skipped(skip, skip.rule()) : "no record";
            entry(label, "to " + hop.url());
            entry("", what);
            label = "";
        }
    }

    private void referrers() {
        if (story.referrers().isEmpty()) {
            return;
        }
        entry("linked", "from " + Figures.count(story.referrerCount(), "page", "pages") + ":");
        for (Referrer referrer : story.referrers()) {
            entry("", referrer.url() + note(referrer.how()));
        }
        long more = story.referrerCount() - story.referrers().size();
        if (more > 0) {
            entry("", "(" + Figures.count(more) + " more; --all names them)");
        }
    }

    private static String note(How how) {
        return switch (how) {
            case LINK, SITEMAP, ROBOTS -> "";
            case NOFOLLOW -> " (nofollow)";
            case REDIRECT -> " (redirect)";
        };
    }

    private void missing() {
        if (!story.links().listsLinks()) {
            entry(
                    "missing",
                    "which pages link to it: this crawl records no links (--links "
                            + story.links().name().toLowerCase(Locale.ROOT)
                            + "), only the page that linked to it first");
        }
    }

    private String time(Instant time) {
        return TIME.format(time.atZone(zone));
    }

    /** A label and a text, wrapped beside it. */
    private void entry(String label, String text) {
        String first = TerminalText.left(label, LABEL, style.cut());
        for (String line : TerminalText.wrap(TerminalText.escape(text), Math.max(width - LABEL - 2, 1))) {
            lines.add("  " + style.faint(first) + line);
            first = " ".repeat(LABEL);
        }
    }
}
