package ayatori.export.format;

import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.Inert;
import ayatori.export.table.Table;
import ayatori.export.table.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** A JSON object a line, with the columns as in the crawl's own records: {@code error.kind} is within {@code error}. */
public final class JsonlFormat extends StreamFormat {
    private static final JsonFactory JSON = JsonFactory.builder()
            .rootValueSeparator((String) null)
            .characterEscapes(new Inert())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private static final Object MISSING = new Object();

    /** Creates the format. */
    public JsonlFormat() {}

    @Override
    public String name() {
        return "jsonl";
    }

    @Override
    public boolean nestsLinks() {
        return true;
    }

    /**
     * A property of the objects.
     *
     * @param name its name
     * @param column the column with its value; -1 if it is an object
     * @param parts the properties of the object
     */
    private record Property(String name, int column, List<Property> parts) {}

    @Override
    public void write(OutputStream out, Table table) throws IOException, FolderException {
        List<Property> properties = properties(table.names());
        Object[] values = new Object[table.columns().size()];
        JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
        try {
            forEach(table, row -> {
                for (int i = 0; i < values.length; i++) {
                    Object value = row.value(i);
                    values[i] = value == null ? MISSING : value;
                }
                write(json, properties, values);
                json.writeRaw('\n');
            });
            json.flush();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    /** Columns with a common first part are one object, unless a column has that very name. */
    private static List<Property> properties(List<String> names) {
        List<Property> properties = new ArrayList<>();
        Map<String, List<Property>> objects = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int dot = name.indexOf('.');
            String first = dot > 0 ? name.substring(0, dot) : name;
            if (dot > 0 && !names.contains(first)) {
                List<Property> parts = objects.get(first);
                if (parts == null) {
                    parts = new ArrayList<>();
                    objects.put(first, parts);
                    properties.add(new Property(first, -1, parts));
                }
                parts.add(new Property(name.substring(dot + 1), i, List.of()));
            } else {
                properties.add(new Property(name, i, List.of()));
            }
        }
        return properties;
    }

    private static void write(JsonGenerator json, List<Property> properties, Object[] values) {
        json.writeStartObject();
        for (Property property : properties) {
            if (property.column() >= 0) {
                Object value = values[property.column()];
                if (value != MISSING) {
                    json.writeName(Values.wellFormed(property.name()));
                    Values.write(json, value);
                }
            } else if (property.parts().stream().anyMatch(part -> values[part.column()] != MISSING)) {
                json.writeName(Values.wellFormed(property.name()));
                write(json, property.parts(), values);
            }
        }
        json.writeEndObject();
    }
}
