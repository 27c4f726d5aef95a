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
 * The web platform tests for URLs, and the cases that other URL parsers added to them. No case is left out. The setters are
 * not tested because a {@link Url} is immutable.
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

    /** The parts as the {@code URL} interface of JavaScript returns them, for which the tests are written. */
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
            // Through a URL, as in the web platform tests. An empty domain is a failure in both.
            Url url = input.isEmpty() ? null : Url.tryParse("https://" + input + "/x");
            String output =
                    test.get("output").isNull() ? "" : test.get("output").stringValue();
            tally.check(input, output, url == null ? "" : url.host());
        }
        tally.report();
    }

    /**
     * Names that the standard's strict mode refuses for their length or for empty labels. URLs are not parsed in strict mode,
     * so all of them are URLs; whether such a name exists is for DNS to decide.
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
     * From rust-url. UTS #46 converts each text to lower case first. Domains have no spaces, so these are replaced by hyphens,
     * which Punycode treats the same. One of the eleven does not apply: {@code "-> $1.00 <-"} is ASCII, which IDNA never
     * encodes.
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
            // The strings between the cases are comments.
            if (node.isObject()) {
                cases.add(node);
            }
        }
        assertThat(cases).isNotEmpty();
        return cases;
    }
}
