package ayatori.report.diff;

import ayatori.report.diff.ChangedPage.Pair;
import ayatori.report.diff.ChangedPage.TextChange;
import ayatori.report.diff.ChangedPage.WordChange;
import ayatori.report.diff.CrawlDiff.Entry;
import ayatori.report.diff.CrawlDiff.Move;
import ayatori.report.diff.CrawlDiff.Side;
import ayatori.report.html.Wording;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The difference of two crawls as lines of text: a letter for what happened, as git does, and the URL. */
public final class DiffText {
    /** Places of a text that are shown for a page. */
    private static final int WORDS_SHOWN = 5;

    private DiffText() {}

    /** Writes the lines. */
    public static void write(CrawlDiff diff, CrawlComparison comparison, Writer out) throws IOException {
        line(out, summary(diff));
        for (String note : notes(diff)) {
            line(out, "  " + note);
        }
        for (Entry entry : diff.added()) {
            line(out, "A  " + entry.url());
        }
        for (Entry entry : diff.gone()) {
            line(out, "D  " + entry.url() + (entry.note() == null ? "" : "  (" + entry.note() + ")"));
        }
        for (Move move : diff.moved()) {
            line(out, "R  " + move.from() + " -> " + move.to() + (move.redirects() ? "  (redirects)" : ""));
        }
        for (String url : diff.changed()) {
            ChangedPage page = comparison.details(url);
            line(out, "M  " + url + "  (" + String.join("; ", what(page)) + ")");
            if (page.text() != null) {
                words(out, page.text());
            }
        }
        for (Entry entry : diff.failing()) {
            line(out, "!  " + entry.url() + "  (" + entry.note() + ")");
        }
    }

    /** One line: how much there is of everything. */
    public static String summary(CrawlDiff diff) {
        return Wording.count(diff.added().size()) + " new, "
                + Wording.count(diff.gone().size()) + " gone, "
                + Wording.count(diff.moved().size()) + " moved, "
                + Wording.count(diff.changed().size()) + " changed, "
                + Wording.count(diff.unchanged()) + " unchanged"
                + (diff.failing().isEmpty()
                        ? ""
                        : ", " + Wording.count(diff.failing().size()) + " failing");
    }

    /** What a reader must know to trust the difference. */
    static List<String> notes(CrawlDiff diff) {
        List<String> notes = new ArrayList<>();
        if (!diff.before().site().equals(diff.after().site())) {
            notes.add(
                    "compares " + diff.before().site() + " with " + diff.after().site());
        }
        unfinished(diff.before(), "new", notes);
        unfinished(diff.after(), "gone", notes);
        return notes;
    }

    private static void unfinished(Side side, String doubtful, List<String> notes) {
        if (!"done".equals(side.end())) {
            notes.add("the crawl in " + side.folder() + " is not done, so pages that are " + doubtful
                    + " may only not have been reached");
        }
    }

    /** What changed, in a few words each. */
    static List<String> what(ChangedPage page) {
        List<String> parts = new ArrayList<>();
        pair(parts, "status", page.status(), "");
        pair(parts, "title", page.title(), "\"");
        pair(parts, "redirect", page.redirectTo(), "");
        if (!page.linksAdded().isEmpty() || !page.linksRemoved().isEmpty()) {
            parts.add("links +" + page.linksAdded().size() + " -"
                    + page.linksRemoved().size());
        }
        if (page.text() != null) {
            parts.add(text(page.text()));
        }
        if (page.isOther()) {
            parts.add("content");
        }
        return parts;
    }

    private static String text(TextChange text) {
        return text.distance() < 0
                ? "text"
                : String.format(Locale.ROOT, "text, %.0f %% alike", 100 - 100.0 * text.distance() / 64);
    }

    private static void pair(List<String> parts, String name, @Nullable Pair pair, String quote) {
        if (pair != null) {
            parts.add(name + " " + value(pair.before(), quote) + " -> " + value(pair.after(), quote));
        }
    }

    private static String value(String value, String quote) {
        return value.isEmpty() ? "none" : quote + value + quote;
    }

    private static void words(Writer out, TextChange text) throws IOException {
        List<WordChange> words = text.words();
        for (WordChange change : words.subList(0, Math.min(WORDS_SHOWN, words.size()))) {
            line(
                    out,
                    "     " + change.before() + (change.removed().isEmpty() ? "" : " [-" + change.removed() + "-]")
                            + (change.added().isEmpty() ? "" : " {+" + change.added() + "+}") + " " + change.after());
        }
        if (words.size() > WORDS_SHOWN) {
            line(out, "     (" + Wording.count(words.size() - WORDS_SHOWN, "place", "places") + " more)");
        }
    }

    private static void line(Writer out, String text) throws IOException {
        out.write(Wording.inert(text));
        out.write('\n');
    }
}
