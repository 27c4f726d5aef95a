package ayatori.web.url;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The web platform tests for URLs, and what other URL parsers have added to them. None of WPT's cases is left out; the
 * setters are not tested because a {@link Url} does not change.
 */
class WptTest {
    private static final String FOLDER = "url/ada/tests/wpt/";

    @ParameterizedTest
    @ValueSource(strings = {"urltestdata.json", "ada_extra_urltestdata.json"})
    void parsesAsTheStandardSays(String file) throws IOException {
        var tally = Conformance.of(getClass(), FOLDER + file);
        for (JsonNode test : cases(file)) {
            String input = test.get("input").stringValue();
            String base = test.get("base").isNull() ? null : test.get("base").stringValue();
            Url url = parse(input, base);
            tally.check(input + " against " + base, expected(test), url == null ? Map.of() : actual(url, test));
        }
        tally.report();
    }

    private static Map<String, String> expected(JsonNode test) {
        var parts = new TreeMap<String, String>();
        if (!test.path("failure").booleanValue(false)) {
            for (String part : PARTS) {
                if (test.has(part)) {
                    parts.put(part, test.get(part).stringValue());
                }
            }
        }
        return parts;
    }

    private static final List<String> PARTS = List.of(
            "href",
            "origin",
            "protocol",
            "username",
            "password",
            "host",
            "hostname",
            "port",
            "pathname",
            "search",
            "hash");

    /** The parts as the {@code URL} interface of JavaScript has them, which is how the tests are written. */
    private static Map<String, String> actual(Url url, JsonNode test) {
        var parts = new TreeMap<String, String>();
        parts.put("href", url.href());
        parts.put("origin", url.origin());
        parts.put("protocol", url.scheme() + ':');
        parts.put("username", url.username());
        parts.put("password", url.password());
        parts.put("host", url.authority());
        parts.put("hostname", url.host());
        parts.put("port", url.explicitPort() < 0 ? "" : Integer.toString(url.explicitPort()));
        parts.put("pathname", url.path());
        parts.put("search", afterSign('?', url.query()));
        parts.put("hash", afterSign('#', url.fragment()));
        parts.keySet().removeIf(part -> !test.has(part));
        return parts;
    }

    private static String afterSign(char sign, @Nullable String part) {
        return part == null || part.isEmpty() ? "" : sign + part;
    }

    @ParameterizedTest
    @ValueSource(strings = {"toascii.json", "IdnaTestV2.json"})
    void turnsDomainsToAscii(String file) throws IOException {
        var tally = Conformance.of(getClass(), FOLDER + file);
        for (JsonNode test : cases(file)) {
            String input = test.get("input").stringValue();
            // As the web platform tests do: through a URL. An empty domain is a failure, there and here.
            Url url = input.isEmpty() ? null : Url.tryParse("https://" + input + "/x");
            String output =
                    test.get("output").isNull() ? "" : test.get("output").stringValue();
            tally.check(input, output, url == null ? "" : url.host());
        }
        tally.report();
    }

    /**
     * Names that the standard's strict mode refuses for their length or empty labels. URLs are not parsed in that mode:
     * whether such a name can be looked up is the resolver's business, so all of them are URLs here.
     */
    @Test
    void doesNotVerifyTheLengthOfDomains() throws IOException {
        var tally = Conformance.of(getClass(), FOLDER + "verifydnslength_tests.json, not strict");
        for (JsonNode test : cases("verifydnslength_tests.json")) {
            String input = test.get("input").stringValue();
            Url url = Url.tryParse(input);
            tally.check(input, input.endsWith("/") ? input : input + '/', url == null ? "" : url.href());
        }
        tally.report();
    }

    /**
     * Not from WPT but from rust-url. Each text goes through UTS #46, which puts it in lower case first; and as no
     * domain has spaces, hyphens stand for them, which Punycode treats alike. One of the eleven cannot be met:
     * {@code "-> $1.00 <-"} is ASCII, and IDNA never encodes that.
     */
    @Test
    void encodesPunycode() throws IOException {
        var tally = Conformance.of(getClass(), "url/rust-url/idna");
        for (JsonNode test : casesAt("url/rust-url/idna/tests/punycode_tests.json")) {
            String decoded = test.get("decoded").stringValue();
            if (Ascii.isAscii(decoded)) {
                tally.except("IDNA never encodes a name that is ASCII");
                continue;
            }
            Url url = Url.tryParse("https://" + decoded.replace(' ', '-') + '/');
            String encoded =
                    "xn--" + Ascii.toLowerCase(test.get("encoded").stringValue().replace(' ', '-'));
            tally.check(decoded, encoded, url == null ? "" : url.host());
        }
        tally.report();
    }

    @Test
    void writesQueriesInTheEncodingOfTheDocument() throws IOException {
        var tally = Conformance.of(getClass(), FOLDER + "percent-encoding.json");
        for (JsonNode test : cases("percent-encoding.json")) {
            String input = test.get("input").stringValue();
            for (Map.Entry<String, JsonNode> output : test.get("output").properties()) {
                Charset charset = Charset.forName(output.getKey());
                byte[] bytes = ("https://example.com/?" + input).getBytes(UTF_8);
                String query;
                try {
                    query = UrlParser.parse(bytes, 0, bytes.length, null, QueryEncoding.of(charset)).query;
                } catch (ParsingFailure failure) {
                    query = null;
                }
                tally.check(
                        charset + " " + input, output.getValue().stringValue(), Objects.requireNonNullElse(query, ""));
            }
        }
        tally.report();
    }

    private static @Nullable Url parse(String input, @Nullable String base) {
        if (base == null) {
            return Url.tryParse(input);
        }
        Url baseUrl = Url.tryParse(base);
        return baseUrl == null ? null : baseUrl.tryResolve(input);
    }

    static List<JsonNode> cases(String file) throws IOException {
        return casesAt(FOLDER + file);
    }

    private static List<JsonNode> casesAt(String path) throws IOException {
        var cases = new ArrayList<JsonNode>();
        for (JsonNode node : JsonMapper.shared().readTree(Files.readString(Suites.path(path)))) {
            // Strings between the cases are comments.
            if (node.isObject()) {
                cases.add(node);
            }
        }
        assertThat(cases).isNotEmpty();
        return cases;
    }
}
