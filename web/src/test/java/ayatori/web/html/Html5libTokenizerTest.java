package ayatori.web.html;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All tokenizer tests of html5lib, except for their parse errors. */
final class Html5libTokenizerTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, TokenizerState> STATES = Map.of(
            "Data state", TokenizerState.DATA,
            "RCDATA state", TokenizerState.RCDATA,
            "RAWTEXT state", TokenizerState.RAWTEXT,
            "Script data state", TokenizerState.SCRIPT_DATA,
            "PLAINTEXT state", TokenizerState.PLAINTEXT,
            "CDATA section state", TokenizerState.CDATA_SECTION);

    private final Conformance tally = Conformance.of(getClass(), "html/html5lib/tokenizer");

    @Test
    void givesTheTokensThatHtml5libExpects() throws IOException {
        try (Stream<Path> files = Files.list(Suites.path("html/html5lib/tokenizer"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".test"))
                    .sorted()
                    .toList()) {
                JsonNode suite = JSON.readTree(file.toFile());
                for (JsonNode test : suite.path("tests")) {
                    run(file, test);
                }
                suite.path("xmlViolationTests").forEach(test -> tally.except("coercion to XML, which is not HTML"));
            }
        }
        tally.report();
    }

    private void run(Path file, JsonNode test) {
        boolean doubleEscaped = test.path("doubleEscaped").asBoolean(false);
        String input = unescape(test.path("input").asString(), doubleEscaped);
        List<List<@Nullable Object>> expected = tokens(test.path("output"), doubleEscaped);
        if (hasLoneSurrogate(input) || hasLoneSurrogate(expected.toString())) {
            tally.except("lone surrogates, which UTF-8 cannot hold");
            return;
        }
        JsonNode lastStartTag = test.path("lastStartTag");
        String lastStartTagName = lastStartTag.isMissingNode() ? null : lastStartTag.asString();
        for (String state : initialStates(test)) {
            TokenizerState initialState = Objects.requireNonNull(STATES.get(state), state);
            List<List<@Nullable Object>> actual = RecordedTokens.of(input, initialState, lastStartTagName);
            tally.check(
                    actual.equals(expected),
                    () -> file.getFileName() + ": "
                            + test.path("description").asString() + " (" + state + ")\ninput " + input + "\nexpected "
                            + expected + "\nactual   " + actual);
        }
    }

    private static List<String> initialStates(JsonNode test) {
        List<String> states = new ArrayList<>();
        test.path("initialStates").forEach(state -> states.add(state.asString()));
        return states.isEmpty() ? List.of("Data state") : states;
    }

    /** The expected tokens, with neighbouring character tokens made one. */
    private static List<List<@Nullable Object>> tokens(JsonNode output, boolean doubleEscaped) {
        List<List<@Nullable Object>> tokens = new ArrayList<>();
        for (JsonNode token : output) {
            List<@Nullable Object> fields = new ArrayList<>();
            token.forEach(field -> fields.add(field(field, doubleEscaped)));
            List<@Nullable Object> last = tokens.isEmpty() ? List.of("none") : tokens.getLast();
            if ("Character".equals(fields.getFirst()) && "Character".equals(last.getFirst())) {
                last.set(1, String.valueOf(last.get(1)) + fields.get(1));
            } else {
                tokens.add(fields);
            }
        }
        return tokens;
    }

    private static @Nullable Object field(JsonNode field, boolean doubleEscaped) {
        if (field.isNull()) {
            return null;
        }
        if (field.isBoolean()) {
            return field.asBoolean();
        }
        if (!field.isObject()) {
            return unescape(field.asString(), doubleEscaped);
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        field.properties()
                .forEach(attribute -> attributes.put(
                        unescape(attribute.getKey(), doubleEscaped),
                        unescape(attribute.getValue().asString(), doubleEscaped)));
        return attributes;
    }

    /** Undoes the second layer of {@code \}{@code uXXXX} escapes that some tests have. */
    private static String unescape(String text, boolean doubleEscaped) {
        if (!doubleEscaped) {
            return text;
        }
        StringBuilder unescaped = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            if (text.startsWith("\\u", position)) {
                unescaped.append((char) Integer.parseInt(text, position + 2, position + 6, 16));
                position += 6;
            } else {
                unescaped.append(text.charAt(position++));
            }
        }
        return unescaped.toString();
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(codePoint -> codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
