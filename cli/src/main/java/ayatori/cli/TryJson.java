package ayatori.cli;

import ayatori.crawler.extract.Extracted;
import ayatori.crawler.extract.Values;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What {@code ayatori try --json} writes: one object on one line. */
final class TryJson {

    private static final JsonFactory JSON = new JsonFactory();

    private TryJson() {}

    static String of(@Nullable Object value) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            Values.write(json, value);
        }
        return text.toString();
    }

    /** The page's URL, and what the rules give. */
    static String of(String url, Extracted extracted) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("url", url);
        if (extracted.fields() != null) {
            all.put("fields", extracted.fields());
        }
        List<Object> items = new ArrayList<>();
        extracted.items().forEach(item -> items.add(Map.of("name", item.name(), "fields", item.fields())));
        if (!items.isEmpty()) {
            all.put("items", items);
        }
        if (extracted.metadata() != null) {
            all.put("metadata", extracted.metadata());
        }
        all.put("lacking", extracted.lacking());
        all.put("misfits", extracted.misfits());
        if (extracted.note() != null) {
            all.put("note", extracted.note());
        }
        return of(all);
    }
}
