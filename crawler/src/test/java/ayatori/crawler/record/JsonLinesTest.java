package ayatori.crawler.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;

class JsonLinesTest {
    private final JsonLines lines = new JsonLines();

    @Test
    void writesObjectsLineByLine() {
        write("a");
        write("b");
        assertThat(text()).isEqualTo("{\"name\":\"a\"}\n{\"name\":\"b\"}\n");
    }

    @Test
    void clearDropsARecordThatFailed() {
        write("before");
        JsonGenerator json = lines.generator();
        json.writeStartObject();
        json.writeStringProperty("name", "x".repeat(20_000)); // more than the generator buffers
        json.writeName("cut off");
        lines.clear();
        write("after");
        assertThat(text()).isEqualTo("{\"name\":\"after\"}\n");
    }

    @Test
    void clearDropsARecordWhoseLineWasNotEnded() {
        JsonGenerator json = lines.generator();
        json.writeStartObject();
        json.writeEndObject();
        lines.clear();
        write("after");
        assertThat(text()).isEqualTo("{\"name\":\"after\"}\n");
    }

    private void write(String name) {
        JsonGenerator json = lines.generator();
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeEndObject();
        lines.endLine();
    }

    private String text() {
        return new String(lines.toBytes(), UTF_8);
    }
}
