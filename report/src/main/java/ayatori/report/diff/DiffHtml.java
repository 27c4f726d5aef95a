package ayatori.report.diff;

import ayatori.report.diff.CrawlDiff.Entry;
import ayatori.report.diff.CrawlDiff.Move;
import ayatori.report.html.DiffPage;
import ayatori.report.html.DiffPage.Figure;
import ayatori.report.html.DiffPage.Item;
import ayatori.report.html.DiffPage.Section;
import ayatori.report.html.DiffPage.Words;
import ayatori.report.html.Wording;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The difference of two crawls as an HTML page, with a thousand entries of each list. */
public final class DiffHtml {
    private static final int SHOWN_MAX = 1_000;
    private static final int LINKS_SHOWN = 20;
    private static final int WORDS_SHOWN = 20;

    private DiffHtml() {}

    /** Writes the page. */
    public static void write(CrawlDiff diff, CrawlComparison comparison, Writer out) {
        List<Section> sections = new ArrayList<>();
        section(sections, "new", "New", diff.added().size(), entries(diff.added()));
        section(sections, "gone", "Gone", diff.gone().size(), entries(diff.gone()));
        section(
                sections,
                "moved",
                "Moved",
                diff.moved().size(),
                diff.moved().stream().limit(SHOWN_MAX).map(DiffHtml::move).toList());
        section(
                sections,
                "changed",
                "Changed",
                diff.changed().size(),
                diff.changed().stream()
                        .limit(SHOWN_MAX)
                        .map(url -> changed(comparison.details(url)))
                        .toList());
        section(sections, "failing", "Failing", diff.failing().size(), entries(diff.failing()));
        DiffPage.write(
                new DiffPage.View(
                        Wording.inert(diff.before().folder()),
                        Wording.inert(diff.after().folder()),
                        Wording.inert(diff.after().site()),
                        DiffText.notes(diff).stream().map(Wording::inert).toList(),
                        List.of(
                                new Figure("New", Wording.count(diff.added().size())),
                                new Figure("Gone", Wording.count(diff.gone().size())),
                                new Figure("Moved", Wording.count(diff.moved().size())),
                                new Figure(
                                        "Changed", Wording.count(diff.changed().size())),
                                new Figure(
                                        "Failing", Wording.count(diff.failing().size())),
                                new Figure("Unchanged", Wording.count(diff.unchanged()))),
                        sections),
                out);
    }

    private static void section(List<Section> sections, String id, String title, int count, List<Item> items) {
        if (count > 0) {
            String more = count <= items.size()
                    ? ""
                    : Wording.count(items.size()) + " of " + Wording.count(count)
                            + " are here; --format json gives all.";
            sections.add(new Section(id, title, Wording.count(count), more, items));
        }
    }

    private static List<Item> entries(List<Entry> entries) {
        return entries.stream()
                .limit(SHOWN_MAX)
                .map(entry -> item(entry.url(), null, entry.note() == null ? title(entry) : entry.note()))
                .toList();
    }

    private static String title(Entry entry) {
        return entry.title() == null ? "" : entry.title();
    }

    private static Item move(Move move) {
        return item(move.from(), move.to(), move.redirects() ? "redirects" : "");
    }

    private static Item item(String url, @Nullable String to, String note) {
        return new Item(Wording.inert(url), href(url), to, Wording.inert(note), List.of(), List.of(), List.of());
    }

    private static Item changed(ChangedPage page) {
        List<Words> words = new ArrayList<>();
        if (page.text() != null) {
            page.text().words().stream()
                    .limit(WORDS_SHOWN)
                    .forEach(change -> words.add(new Words(
                            Wording.inert(change.before()),
                            Wording.inert(change.removed()),
                            Wording.inert(change.added()),
                            Wording.inert(change.after()))));
        }
        return new Item(
                Wording.inert(page.url()),
                href(page.url()),
                null,
                Wording.inert(String.join("; ", DiffText.what(page))),
                links(page.linksAdded()),
                links(page.linksRemoved()),
                words);
    }

    private static List<String> links(List<String> links) {
        return links.stream().limit(LINKS_SHOWN).map(Wording::inert).toList();
    }

    private static @Nullable String href(String url) {
        return url.startsWith("http://") || url.startsWith("https://") ? url : null;
    }
}
