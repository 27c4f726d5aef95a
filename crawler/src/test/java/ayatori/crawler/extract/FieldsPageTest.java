package ayatori.crawler.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.http.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the examples in {@code docs/fields.md} are true. */
final class FieldsPageTest {
    private static final String URL = "https://shop.example/p/1";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:[^`])+)` \\| `([^`]+)` \\|.*$");

    private final String doc;

    FieldsPageTest() throws Exception {
        doc = Files.readString(Path.of("../docs/fields.md"));
    }

    private ParsedPage page() {
        return ParsedPage.html(URL, block("html", 0).getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a fenced block of a language. */
    private String block(String language, int index) {
        Matcher matcher = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(doc);
        for (int i = 0; i <= index; i++) {
            assertThat(matcher.find()).as(language + " " + i).isTrue();
        }
        return matcher.group(1);
    }

    private static JsonNode json(@Nullable Object value) {
        return JsonMapper.shared().readTree(TestJson.of(value));
    }

    @Test
    void everyRuleInATableGivesWhatItSays() {
        List<String> rules = new ArrayList<>();
        Matcher row = ROW.matcher(doc);
        while (row.find()) {
            String rule = row.group(1).replace("\\|", "|");
            if (!row.group(2).matches("(?s)[\"\\[{0-9ntf].*") || row.group(2).equals("regex")) {
                continue;
            }
            rules.add(rule);
            assertThat(json(FieldSpec.of("x", rule).read(page()).value()))
                    .as(rule)
                    .isEqualTo(JsonMapper.shared().readTree(row.group(2)));
        }
        assertThat(rules).hasSizeGreaterThan(30);
        for (String filter : Filters.names()) {
            assertThat(String.join("\n", rules) + " |lower").as(filter).contains("|" + filter);
        }
    }

    @Test
    void theRulesInTheFileGiveWhatItSays() {
        Extraction extraction = Extraction.of(List.of(), new RulesFile("shop.toml", block("toml", 0)), true);
        Extracted extracted = extraction.extract(page(), Headers.EMPTY);
        assertThat(json(extracted.fields())).isEqualTo(JsonMapper.shared().readTree(block("json", 0)));
        assertThat(extracted.items().stream()
                        .map(item -> json(Map.of("url", URL, "name", item.name(), "fields", item.fields())))
                        .toList())
                .isEqualTo(block("json", 1)
                        .lines()
                        .map(JsonMapper.shared()::readTree)
                        .toList());
        assertThat(extracted.lacking()).containsExactly("review.stars");
    }

    @Test
    void theErrorsAreThoseThatItShows() {
        assertThat(doc).contains("ayatori: --field: " + message(() -> FieldSpec.parse("price=.price|nubmer")));
        String wrong = block("toml", 0).replace("required = true }", "requried = true }");
        assertThat(doc).contains("ayatori: " + message(() -> RulesReader.read(new RulesFile("shop.toml", wrong))));
    }

    private static String message(Runnable action) {
        try {
            action.run();
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("nothing is wrong");
    }

    @Test
    void everyFieldOfMetadataIsNamed() {
        String html = "<meta name=description content=x><meta name=keywords content=x><script>1</script>";
        Map<String, @Nullable Object> read = java.util.Objects.requireNonNull(
                MetadataReader.read(ParsedPage.html(URL, html.getBytes(StandardCharsets.UTF_8)), Headers.EMPTY));
        assertThat(read.keySet()).allSatisfy(name -> assertThat(doc).contains("`" + name + "`"));
    }
}
