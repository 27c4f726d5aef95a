package ayatori.report.diff;

import ayatori.crawler.sink.Inert;
import ayatori.report.diff.ChangedPage.Pair;
import ayatori.report.diff.ChangedPage.TextChange;
import ayatori.report.diff.ChangedPage.WordChange;
import ayatori.report.diff.CrawlDiff.Entry;
import ayatori.report.diff.CrawlDiff.Move;
import ayatori.report.diff.CrawlDiff.Side;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** The difference of two crawls as one JSON object; docs/report.md describes it. */
public final class DiffJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .characterEscapes(new Inert())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private DiffJson() {}

    /** Writes the object, and a line feed. */
    public static void write(CrawlDiff diff, CrawlComparison comparison, Writer out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            side(json, "before", diff.before());
            side(json, "after", diff.after());
            json.writeNumberProperty("unchanged", diff.unchanged());
            entries(json, "new", diff.added());
            entries(json, "gone", diff.gone());
            json.writeArrayPropertyStart("moved");
            for (Move move : diff.moved()) {
                json.writeStartObject();
                json.writeStringProperty("from", move.from());
                json.writeStringProperty("to", move.to());
                json.writeBooleanProperty("redirects", move.redirects());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("changed");
            for (String url : diff.changed()) {
                changed(json, comparison.details(url));
            }
            json.writeEndArray();
            entries(json, "failing", diff.failing());
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void side(JsonGenerator json, String name, Side side) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("folder", side.folder());
        json.writeStringProperty("site", side.site());
        json.writeNumberProperty("pages", side.pages());
        string(json, "end", side.end());
        json.writeEndObject();
    }

    private static void entries(JsonGenerator json, String name, List<Entry> entries) {
        json.writeArrayPropertyStart(name);
        for (Entry entry : entries) {
            json.writeStartObject();
            json.writeStringProperty("url", entry.url());
            json.writeNumberProperty("status", entry.status());
            string(json, "title", entry.title());
            string(json, "note", entry.note());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void changed(JsonGenerator json, ChangedPage page) {
        json.writeStartObject();
        json.writeStringProperty("url", page.url());
        pair(json, "status", page.status());
        pair(json, "title", page.title());
        pair(json, "redirectTo", page.redirectTo());
        strings(json, "linksAdded", page.linksAdded());
        strings(json, "linksRemoved", page.linksRemoved());
        TextChange text = page.text();
        if (text != null) {
            json.writeObjectPropertyStart("text");
            if (text.distance() >= 0) {
                json.writeNumberProperty("distance", text.distance());
            }
            json.writeArrayPropertyStart("words");
            for (WordChange word : text.words()) {
                json.writeStartObject();
                json.writeStringProperty("before", word.before());
                json.writeStringProperty("removed", word.removed());
                json.writeStringProperty("added", word.added());
                json.writeStringProperty("after", word.after());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeBooleanProperty("other", page.isOther());
        json.writeEndObject();
    }

    private static void pair(JsonGenerator json, String name, @Nullable Pair pair) {
        if (pair != null) {
            json.writeArrayPropertyStart(name);
            json.writeString(pair.before());
            json.writeString(pair.after());
            json.writeEndArray();
        }
    }

    private static void strings(JsonGenerator json, String name, List<String> strings) {
        if (!strings.isEmpty()) {
            json.writeArrayPropertyStart(name);
            strings.forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private static void string(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
