package ayatori.report.html;

import ayatori.report.site.Column;
import ayatori.report.site.SiteReport;
import ayatori.report.site.SiteReport.PageRef;
import ayatori.report.site.SiteReport.Row;
import ayatori.report.site.SiteReport.Rows;
import ayatori.report.site.SiteReport.ShownPage;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;

/**
 * The rows and pages that the script shows, as JSON for a {@code script} element. It has a budget of bytes, of which each finding
 * gets a share.
 *
 * <p>Each text is there once, in a list. Pages are sorted by URL, and of a URL only that is there which differs from the one before.
 */
final class Embedding {
    /** Keeps a whole report within 5 MB, with what the tables show without a script. */
    private static final int BYTES_MAX = 4_000_000;

    /** What is estimated at first: URLs that begin alike take much less than their length. */
    private static final long ESTIMATE_MAX = 10_000_000;

    /** What a page takes beside its texts, and a row beside its cells. */
    private static final int PAGE_BYTES = 60;

    private static final int ROW_BYTES = 12;

    private static final JsonFactory JSON =
            JsonFactory.builder().characterEscapes(new ScriptEscapes()).build();

    private final SiteReport report;
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<Integer, ShownPage> pages = new HashMap<>();
    private final Map<String, List<Row>> rows = new LinkedHashMap<>();
    private final Map<Integer, Integer> places = new HashMap<>();
    private long bytes;
    private String json = "";

    private Embedding(SiteReport report) {
        this.report = report;
    }

    /** Takes as many rows as the budget allows. */
    static Embedding of(SiteReport report) {
        long budget = ESTIMATE_MAX;
        while (true) {
            var embedding = new Embedding(report);
            int left = report.findings().size();
            for (Rows found : report.findings()) {
                embedding.add(found, embedding.bytes + (budget - embedding.bytes) / left--);
            }
            embedding.json = embedding.write();
            int length = embedding.json.getBytes(StandardCharsets.UTF_8).length;
            if (length <= BYTES_MAX) {
                return embedding;
            }
            budget = (long) (0.95 * Math.min(embedding.bytes, budget) * BYTES_MAX / length);
        }
    }

    private void add(Rows found, long limit) {
        List<Row> taken = new ArrayList<>();
        for (Row row : found.rows()) {
            if (bytes >= limit) {
                break;
            }
            take(row);
            taken.add(row);
        }
        rows.put(found.finding().id(), taken);
    }

    /** How many rows of a finding are there. */
    int count(String finding) {
        return rows.getOrDefault(finding, List.of()).size();
    }

    private void take(Row row) {
        bytes += ROW_BYTES;
        take(row.subject());
        row.cells().forEach(this::take);
    }

    private void take(@Nullable Object value) {
        if (value instanceof PageRef page) {
            page(page.number());
        } else if (value instanceof String text) {
            text(text);
        }
        bytes += 6;
    }

    /** Takes a page and all that led to it. */
    private void page(int number) {
        int at = number;
        while (at >= 0) {
            ShownPage page = report.pages().get(at);
            if (page == null || pages.putIfAbsent(at, page) != null) {
                return;
            }
            bytes += PAGE_BYTES + page.url().length();
            text(page.title());
            text(page.error());
            text(page.contentType());
            text(page.redirectTo());
            if (page.parent() < 0) {
                text(page.parentUrl());
            }
            at = page.parent();
        }
    }

    private void text(@Nullable String text) {
        if (text != null && texts.putIfAbsent(text, texts.size()) == null) {
            bytes += text.length() + 4L;
        }
    }

    // ---- JSON

    /** All of it as one object. */
    String json() {
        return json;
    }

    private String write() {
        List<Map.Entry<Integer, ShownPage>> sorted = new ArrayList<>(pages.entrySet());
        sorted.sort(Map.Entry.comparingByValue(Comparator.comparing(ShownPage::url)));
        for (int i = 0; i < sorted.size(); i++) {
            places.put(sorted.get(i).getKey(), i);
        }
        var out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "folder", Wording.argument(report.overview().folder()));
            json.writeArrayPropertyStart("texts");
            texts.keySet().forEach(text -> json.writeString(Wording.inert(text)));
            json.writeEndArray();
            json.writeArrayPropertyStart("pages");
            String before = "";
            for (Map.Entry<Integer, ShownPage> entry : sorted) {
                page(json, entry.getValue(), before);
                before = entry.getValue().url();
            }
            json.writeEndArray();
            json.writeObjectPropertyStart("findings");
            for (Rows found : report.findings()) {
                finding(json, found);
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toString();
    }

    private void page(JsonGenerator json, ShownPage page, String before) {
        int shared = 0;
        int end = Math.min(before.length(), page.url().length());
        while (shared < end && before.charAt(shared) == page.url().charAt(shared)) {
            shared++;
        }
        json.writeStartArray();
        json.writeNumber(shared);
        json.writeString(page.url().substring(shared));
        json.writeNumber(page.status());
        number(json, page.error());
        number(json, page.title());
        json.writeNumber(page.depth());
        json.writeNumber(page.clicks());
        json.writeNumber(page.inlinks());
        json.writeNumber(page.bytes());
        json.writeNumber(page.elapsedMillis());
        json.writeNumber(page.fetchedAt().getEpochSecond());
        json.writeNumber(page.attempts());
        number(json, page.contentType());
        number(json, page.redirectTo());
        json.writeNumber(places.getOrDefault(page.parent(), -1));
        number(json, page.parent() < 0 ? page.parentUrl() : null);
        json.writeNumber(number(page.how()));
        json.writeEndArray();
    }

    /** As the script counts them. */
    private static int number(SiteReport.How how) {
        return switch (how) {
            case LINK -> 0;
            case REDIRECT -> 1;
            case SITEMAP -> 2;
            case ROBOTS -> 3;
        };
    }

    private void number(JsonGenerator json, @Nullable String text) {
        json.writeNumber(text == null ? -1 : Objects.requireNonNull(texts.get(text)));
    }

    private void finding(JsonGenerator json, Rows found) {
        List<Column> columns = found.finding().columns();
        json.writeObjectPropertyStart(found.finding().id());
        json.writeNumberProperty("count", found.count());
        json.writeArrayPropertyStart("kinds");
        columns.forEach(column -> json.writeString(column.kind() == Column.Kind.NUMBER ? "n" : "t"));
        json.writeEndArray();
        json.writeArrayPropertyStart("rows");
        for (Row row : rows.getOrDefault(found.finding().id(), List.of())) {
            json.writeStartArray();
            cell(json, row.subject());
            row.cells().forEach(cell -> cell(json, cell));
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** A page is its place as a number, a text an array of its number, a number an object, so that the script can tell them. */
    private void cell(JsonGenerator json, @Nullable Object cell) {
        switch (cell) {
            case PageRef page
            when places.containsKey(page.number()) ->
                json.writeNumber(Objects.requireNonNull(places.get(page.number())));
            case String text -> {
                json.writeStartArray();
                json.writeNumber(Objects.requireNonNull(texts.get(text)));
                json.writeEndArray();
            }
            case Number number -> {
                json.writeStartArray();
                json.writeNumber(-1);
                json.writeNumber(number.longValue());
                json.writeEndArray();
            }
            case null, default -> json.writeNull();
        }
    }

    /** Escapes what could end a {@code script} element or begin a comment in it. */
    private static final class ScriptEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

        ScriptEscapes() {
            for (char c : new char[] {'<', '>', '&', '\'', 0x7F}) {
                ascii[c] = CharacterEscapes.ESCAPE_STANDARD;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return null;
        }
    }
}
