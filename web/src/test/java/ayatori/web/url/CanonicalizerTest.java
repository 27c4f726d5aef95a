package ayatori.web.url;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Suites;
import ayatori.web.url.CanonicalForm.TrailingSlash;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CanonicalizerTest {
    private static final List<CanonicalForm> FORMS = List.of(
            CanonicalForm.STANDARD,
            CanonicalForm.STANDARD.withTrailingSlash(TrailingSlash.ADD),
            CanonicalForm.STANDARD.withTrailingSlash(TrailingSlash.REMOVE),
            CanonicalForm.STANDARD.withoutParameters(Set.of("a*", "v")),
            CanonicalForm.STANDARD.withTrailingSlash(TrailingSlash.REMOVE).withoutParameters(Set.of("", "x")));

    /** Where w3lib's canonicalize_url has another policy. */
    private static final Map<String, String> W3LIB_POLICIES = Map.of(
            "it sorts the query, which servers may read in order", "b=|c=3|maxResults",
            "it gives every parameter an equals sign and encodes its comma", "1750,4",
            "it decodes what RFC 3986 section 2.2 reserves", "%2cc",
            "it takes an encoding; here that comes with the page", "encoding",
            "it can keep the fragment", "keep_fragments",
            "it can be told of another separator", "query_separator",
            "sftp is no scheme of the web, whose host the standard lowers", "sftp:");

    private static String canonical(CanonicalForm form, String url) throws UrlException {
        return new Canonicalizer(form).canonicalize(Url.parse(url)).href();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP://Example.COM:80/a/./b/../c#top, http://example.com/a/c",
        "http://example.com/%7euser/%41%2D%2e%5F, http://example.com/~user/A-._",
        "http://example.com/caf%c3%a9?q=%e3%82%b5, http://example.com/caf%C3%A9?q=%E3%82%B5",
        "http://example.com/a%2fb?c%26d, http://example.com/a%2Fb?c%26d",
        "http://example.com/%2%45/%%34%31/100%, http://example.com/%2%45/%%341/100%",
        "http://user:pass@example.com/%7e, http://user:pass@example.com/~",
        "http://example.com/?, http://example.com/?",
        "mailto:a@example.com#x, mailto:a@example.com",
    })
    void normalizesWhatMeansTheSame(String url, String canonical) throws UrlException {
        assertThat(canonical(CanonicalForm.STANDARD, url)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/?utm_source=a&id=7&utm_medium=b, http://h/?id=7",
        "http://h/p?gclid=x, http://h/p",
        "http://h/p?id=7&fbclid, http://h/p?id=7",
        "http://h/p?a&&b, http://h/p?a&&b",
        "http://h/p?%75tm_source=a, http://h/p",
        "http://h/p?, http://h/p?",
        "http://h/utm_source=a, http://h/utm_source=a",
    })
    void leavesTrackingParametersOutWhenAskedTo(String url, String canonical) throws UrlException {
        var form = CanonicalForm.STANDARD.withoutParameters(CanonicalForm.TRACKING_PARAMETERS);
        assertThat(canonical(form, url)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "ADD, http://h/docs, http://h/docs/",
        "ADD, http://h/docs?q, http://h/docs/?q",
        "ADD, http://h/index.html, http://h/index.html",
        "ADD, http://h, http://h/",
        "REMOVE, http://h/docs/, http://h/docs",
        "REMOVE, http://h/docs//?q/, http://h/docs?q/",
        "REMOVE, http://h/, http://h/",
        "KEEP, http://h/docs/, http://h/docs/",
    })
    void adjustsTrailingSlashes(TrailingSlash rule, String url, String canonical) throws UrlException {
        assertThat(canonical(CanonicalForm.STANDARD.withTrailingSlash(rule), url))
                .isEqualTo(canonical);
    }

    @Test
    void doesNotCopyWhatIsCanonicalAlready() {
        byte[] url = "https://example.com/docs/?q=1".getBytes(US_ASCII);
        var canonicalizer = new Canonicalizer(CanonicalForm.STANDARD);
        canonicalizer.canonicalize(url, url.length, "https://example.com".length());
        assertThat(canonicalizer.buffer()).isSameAs(url);
        assertThat(canonicalizer.length()).isEqualTo(url.length);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void canonicalizingTwiceChangesNothing(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int changed = 0;
        for (int i = 0; i < 20_000; i++) {
            String input = UrlInputs.text(random);
            Url url = UrlInputs.base(random).tryResolve(input);
            if (url == null) {
                continue;
            }
            for (CanonicalForm form : FORMS) {
                Url once = new Canonicalizer(form).canonicalize(url);
                assertThat(new Canonicalizer(form).canonicalize(once))
                        .as("%s in %s", input, form)
                        .isEqualTo(once);
                changed += once.equals(url) ? 0 : 1;
            }
        }
        assertThat(changed).isGreaterThan(10_000);
    }

    static Stream<JsonNode> w3libCases() throws IOException {
        return Files.readAllLines(Suites.path("canon/w3lib-cases.jsonl")).stream()
                .map(JsonMapper.shared()::readTree)
                .filter(test -> test.get("fn").asString().equals("canonicalize_url"))
                .filter(test -> test.get("args").get(0).isString())
                .filter(test -> W3LIB_POLICIES.values().stream()
                        .flatMap(words -> Stream.of(words.split("\\|")))
                        .noneMatch(test.toString()::contains));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("w3libCases")
    void agreesWithW3lib(JsonNode test) throws UrlException {
        assertThat(canonical(CanonicalForm.STANDARD, test.get("args").get(0).asString()))
                .isEqualTo(test.get("result").asString());
    }

    /** Purell's safe flags; an empty query's question mark stays here, since the standard tells the two URLs apart. */
    static Stream<JsonNode> purellCases() throws IOException {
        return Files.readAllLines(Suites.path("canon/purell-cases.jsonl")).stream()
                .map(JsonMapper.shared()::readTree)
                .filter(test -> List.of("[\"FlagsSafe\",\"FlagRemoveDotSegments\"]", "[\"FlagRemoveDotSegments\"]")
                        .contains(test.get("flags").toString()))
                .filter(test -> !test.get("input").asString().endsWith("?"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("purellCases")
    void agreesWithPurellsSafeFlags(JsonNode test) throws UrlException {
        Url expected = Url.parse(test.get("output").asString());
        assertThat(canonical(CanonicalForm.STANDARD, test.get("input").asString()))
                .isEqualTo(expected.href());
    }
}
