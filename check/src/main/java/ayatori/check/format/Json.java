package ayatori.check.format;

import ayatori.check.find.Severity;
import ayatori.crawler.sink.Inert;
import java.util.Locale;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes JSON in which nothing moves a terminal's cursor. */
final class Json {
    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().characterEscapes(new Inert()).build())
            .build();

    private Json() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static String text(ObjectNode json) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    static String lower(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
