package ayatori.crawler.extract;

import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Values as JSON text. */
final class TestJson {
    private static final JsonFactory JSON = new JsonFactory();

    private TestJson() {}

    static String of(@Nullable Object value) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            Values.write(json, value);
        }
        return text.toString();
    }
}
