package ayatori.crawler.record;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.LinkDetail;
import ayatori.crawler.read.Content;
import ayatori.crawler.read.PageLinks;
import ayatori.web.http.Validators;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Strings from strangers, in the records of pages: they stay data. */
final class InertRecordTest {
    private static final String STEERING =
            "[\\x00-\\x1F\\x7F-\\x9F\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]";

    private static final List<String> TARGETED = List.of(
            "x\n\nURL: https://example.org/\nTitle: forged",
            "x\r\u0085\u2028\u2029\u000b\u000c\u001c\u001d\u001eURL: forged",
            "\u001b]0;owned\u0007\u001b[2J\u009b31m",
            "\u202egro.elpmaxe\u2066\u200f\u061c",
            "\0\u007f",
            "\"},{\"url\":\"forged");

    @Test
    void anEntryOfTheTextFormatIsThreeLinesWhateverTheTitle() throws IOException {
        for (String title : strings()) {
            String entry = new String(record(title).toText(), StandardCharsets.UTF_8);
            assertThat(entry.split("\\R", -1)).as(title).hasSize(4);
            assertThat(entry).startsWith("URL: https://example.org/\nTitle: ").endsWith("\n\n");
            assertThat(entry.replace("\n", "")).as(title).doesNotContainPattern(STEERING);
        }
        assertThat(new String(record("\u3042\u3084\u3068\u308a \ud83d\udc69").toText(), StandardCharsets.UTF_8))
                .contains("Title: \u3042\u3084\u3068\u308a \ud83d\udc69\n");
    }

    @Test
    void aRecordIsOneLineOfJsonThatSaysWhatWasThere() throws IOException {
        var mapper = new JsonMapper();
        for (String text : strings()) {
            var lines = new JsonLines();
            record(text).writeJson(lines, PageLinks.NONE, LinkDetail.ALL);
            String line = new String(lines.toBytes(), StandardCharsets.UTF_8);
            assertThat(line.chars().filter(c -> c < 0x20).count()).as(text).isOne();
            assertThat(line).endsWith("\n");
            assertThat(line.replace("\n", "")).as(text).doesNotContainPattern(STEERING);
            JsonNode read = mapper.readTree(line);
            assertThat(read.get("title").asString()).isEqualTo(text);
            assertThat(read.get("contentType").asString()).isEqualTo(text);
            assertThat(read.get("lang").asString()).isEqualTo(text);
        }
    }

    private static PageRecord record(String text) {
        return new PageRecord(
                new PageRecord.Request("https://example.org/", 0, null, 1),
                new PageRecord.Response(200, text, 0, null, new Validators(text, text), text, Instant.EPOCH, 0),
                new Content(null, text, text, text),
                text,
                null);
    }

    private static List<String> strings() throws IOException {
        Path file = Path.of(System.getProperty("suites", "../../shared/suites"), "hostile", "blns.json");
        if (!Files.exists(file)) {
            String message = "Naughty strings are not at " + file + "; name the folder of suites with -Dsuites=";
            if (Boolean.getBoolean("suites.required")) {
                Assertions.fail(message);
            }
            System.out.println("SKIPPED: " + message);
            Assumptions.abort(message);
        }
        List<String> strings = new ArrayList<>(TARGETED);
        new JsonMapper().readTree(Files.readString(file)).forEach(node -> strings.add(node.asString()));
        assertThat(strings).hasSizeGreaterThan(250);
        return strings;
    }
}
