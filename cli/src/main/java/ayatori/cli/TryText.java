package ayatori.cli;

import ayatori.crawler.extract.Extracted;
import ayatori.crawler.extract.Extraction;
import ayatori.crawler.extract.FieldSpec;
import ayatori.crawler.extract.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code ayatori try} shows: a pure function of a page and the rules for it. */
final class TryText {

    private static final int MATCHES_SHOWN = 3;
    private static final int ITEMS_SHOWN = 3;

    private final int width;
    private final Style style;
    private final List<String> lines = new ArrayList<>();

    private TryText(int width, Style style) {
        this.width = width;
        this.style = style;
    }

    /** The values that the rules give, each with the matches of its selector. */
    static List<String> lines(TriedPage page, Extraction extraction, Extracted extracted, int width, Style style) {
        var text = new TryText(width, style);
        text.lines.add(style.bold(TerminalText.escape(page.parsed().url()))
                + style.dot()
                + TerminalText.escape(page.source()));
        Map<String, @Nullable Object> fields = extracted.fields();
        for (FieldSpec field : extraction.fields(page.parsed().url())) {
            text.field(page, field, fields == null ? null : fields.get(field.name()));
        }
        extraction.rows(page.parsed().url()).forEach(rows -> text.items(page, rows, extracted.items()));
        text.metadata(extracted.metadata());
        text.notes(extracted);
        return text.lines;
    }

    /** What a crawl recorded of a page. */
    static List<String> recorded(
            String url,
            @Nullable Map<String, @Nullable Object> fields,
            @Nullable Map<String, @Nullable Object> metadata,
            int width,
            Style style) {
        var text = new TryText(width, style);
        text.lines.add(style.bold(TerminalText.escape(url)));
        if (fields != null) {
            fields.forEach((name, value) -> text.value(name, value));
        }
        text.metadata(metadata);
        return text.lines;
    }

    private void field(TriedPage page, FieldSpec field, @Nullable Object value) {
        lines.add("");
        value(field.name(), value);
        matches(page, field);
    }

    private void items(TriedPage page, FieldSpec rows, List<Extracted.Item> items) {
        List<Extracted.Item> own =
                items.stream().filter(item -> item.name().equals(rows.name())).toList();
        lines.add("");
        add("  " + style.cyan(TerminalText.escape(rows.name())) + ": " + Figures.count(own.size(), "item", "items"));
        matches(page, rows);
        own.stream().limit(ITEMS_SHOWN).forEach(item -> add("    " + json(item.fields())));
        more(own.size(), ITEMS_SHOWN);
    }

    private void value(String name, @Nullable Object value) {
        add("  " + style.cyan(TerminalText.escape(name)) + " = " + (value == null ? style.red("null") : json(value)));
    }

    private void matches(TriedPage page, FieldSpec field) {
        FieldSpec.Matches matches = field.matches(page.parsed(), MATCHES_SHOWN);
        add("    " + TerminalText.escape(field.rule()) + style.dot()
                + (matches.count() == 0 ? style.red("no match") : Figures.count(matches.count(), "match", "matches")));
        for (Match match : matches.first()) {
            String place = (match.line() > 0 ? "line " + match.line() + ", " : "") + match.where();
            String value = match.value() == null ? "(nothing)" : json(match.value());
            add(style.faint("      " + TerminalText.escape(place) + (place.isEmpty() ? "" : ": ") + value));
        }
        more(matches.count(), MATCHES_SHOWN);
    }

    private void more(int count, int shown) {
        if (count > shown) {
            add(style.faint("      and " + Figures.count(count - shown) + " more"));
        }
    }

    private void metadata(@Nullable Map<String, @Nullable Object> metadata) {
        if (metadata != null) {
            lines.add("");
            lines.add("  " + style.bold("metadata"));
            metadata.forEach(
                    (name, value) -> add("    " + style.cyan(TerminalText.escape(name)) + " = " + json(value)));
        }
    }

    private void notes(Extracted extracted) {
        List<String> notes = new ArrayList<>();
        extracted.lacking().forEach(field -> notes.add("The page lacks the required field " + field + "."));
        extracted.misfits().forEach(field -> notes.add("Something does not fit the type of the field " + field + "."));
        if (extracted.note() != null) {
            notes.add(extracted.note());
        }
        if (!notes.isEmpty()) {
            lines.add("");
            notes.forEach(note -> lines.add("  " + TerminalText.escape(note)));
        }
    }

    private static String json(@Nullable Object value) {
        return TerminalText.escape(TryJson.of(value));
    }

    /** One line, cut at the window's edge. Colours take no room, so lines with them may be cut a little late. */
    private void add(String line) {
        lines.add(style.color() ? line : TerminalText.clip(line, Math.max(width, 20), style.cut()));
    }
}
