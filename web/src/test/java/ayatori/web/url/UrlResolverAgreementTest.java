package ayatori.web.url;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.charset.Encoding;
import ayatori.web.url.UrlResolver.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The resolver's fast path, the full parser and {@link Url} must agree on every link. */
class UrlResolverAgreementTest {
    private final UrlResolver ordinary = new UrlResolver();
    private final UrlResolver byParser = new UrlResolver();
    private int links;
    private int ordinaryLinks;

    /** All results of a resolver for one link. */
    private record Answer(Outcome outcome, String url, List<Integer> parts) {
        static Answer of(UrlResolver resolver, Outcome outcome) {
            return outcome == Outcome.HTTP
                    ? new Answer(
                            outcome,
                            new String(resolver.buffer(), 0, resolver.length(), ISO_8859_1),
                            List.of(
                                    resolver.schemeEnd(),
                                    resolver.hostStart(),
                                    resolver.hostEnd(),
                                    resolver.authorityEnd(),
                                    resolver.pathEnd()))
                    : new Answer(outcome, "", List.of());
        }
    }

    private void compare(byte[] link, @Nullable Url base) {
        if (base != null) {
            ordinary.base(base);
            byParser.base(base);
        }
        // Java replaces an encoded surrogate once, the Encoding Standard three times.
        String text = new String(Encoding.UTF_8.toUtf8(link, 0, link.length), UTF_8);
        String name = text + " against " + base;
        Answer parsed = Answer.of(byParser, byParser.resolveByParser(link, 0, link.length));
        int start = leadingSpace(link);
        Outcome outcome = ordinary.resolveOrdinary(link, start, Math.max(start, link.length - trailingSpace(link)));
        links++;
        if (outcome != null) {
            ordinaryLinks++;
            assertThat(Answer.of(ordinary, outcome)).as(name).isEqualTo(parsed);
        }
        assertThat(Answer.of(ordinary, ordinary.resolve(link, 0, link.length)))
                .as(name)
                .isEqualTo(parsed);
        Url url = base == null ? Url.tryParse(text) : base.tryResolve(text);
        assertThat(answer(url)).as(name).isEqualTo(parsed);
    }

    private static Answer answer(@Nullable Url url) {
        if (url == null) {
            return new Answer(Outcome.INVALID, "", List.of());
        }
        if (!url.isHttp()) {
            return new Answer(Outcome.OTHER_SCHEME, "", List.of());
        }
        String href = url.withoutFragment().href();
        String password = url.password().isEmpty() ? "" : ":" + url.password();
        String credentials = url.username() + password;
        int hostStart = url.scheme().length() + 3 + (credentials.isEmpty() ? 0 : credentials.length() + 1);
        int authorityEnd = hostStart + url.authority().length();
        return new Answer(
                Outcome.HTTP,
                href,
                List.of(
                        url.scheme().length(),
                        hostStart,
                        hostStart + url.host().length(),
                        authorityEnd,
                        authorityEnd + url.path().length()));
    }

    private static int leadingSpace(byte[] link) {
        int i = 0;
        while (i < link.length && link[i] >= 0 && link[i] <= ' ') {
            i++;
        }
        return i;
    }

    private static int trailingSpace(byte[] link) {
        int i = link.length;
        while (i > 0 && link[i - 1] >= 0 && link[i - 1] <= ' ') {
            i--;
        }
        return link.length - i;
    }

    private static List<JsonNode> wptCases() throws IOException {
        var cases = new ArrayList<JsonNode>();
        cases.addAll(WptTest.cases("urltestdata.json"));
        cases.addAll(WptTest.cases("ada_extra_urltestdata.json"));
        return cases;
    }

    private static Url base(JsonNode test, Url otherwise) {
        JsonNode base = test.get("base");
        return base.isNull() ? otherwise : Objects.requireNonNullElse(Url.tryParse(base.stringValue()), otherwise);
    }

    @Test
    void onTheWebPlatformTests() throws IOException, UrlException {
        var bases = new ArrayList<Url>();
        for (String base : List.of("http://example.org/foo/bar?q#f", "https://example.org", "http://u@1.2.3.4:5/a/")) {
            bases.add(Url.parse(base));
        }
        for (JsonNode test : wptCases()) {
            byte[] link = Utf8.encode(test.get("input").stringValue());
            for (Url base : bases) {
                compare(link, base(test, base));
                compare(link, base);
            }
        }
        for (JsonNode test : WptTest.cases("toascii.json")) {
            compare(Utf8.encode("https://" + test.get("input").stringValue() + "/x"), bases.getFirst());
        }
        System.out.println("Agreement on WPT: " + links + " links, of them " + ordinaryLinks + " by the fast path");
        assertThat(ordinaryLinks).isGreaterThan(links / 4);
    }

    @Test
    void withoutABase() throws IOException {
        for (JsonNode test : wptCases()) {
            compare(Utf8.encode(test.get("input").stringValue()), null);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void onMutatedWebPlatformTests(long seed) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<JsonNode> cases = wptCases();
        for (int i = 0; i < 20_000; i++) {
            JsonNode test = cases.get(random.nextInt(cases.size()));
            Url base = base(test, UrlInputs.base(random));
            compare(UrlInputs.mutated(random, test.get("input").stringValue()), base);
        }
        assertThat(ordinaryLinks).isGreaterThan(links / 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void onRandomLinks(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 30_000; i++) {
            String text = UrlInputs.text(random);
            byte[] link = i % 2 == 0 ? Utf8.encode(text) : UrlInputs.mutated(random, text);
            compare(link, UrlInputs.base(random));
        }
        assertThat(ordinaryLinks).isGreaterThan(links / 5);
    }

    @Test
    void onEveryByteInEveryPart() throws UrlException {
        Url base = Url.parse("http://example.com/a/b");
        for (int b = 0; b < 256; b++) {
            for (String around : List.of(
                    "X",
                    "X:",
                    "http:X",
                    "http://X",
                    "http://aXb",
                    "http://a:X/",
                    "/X",
                    "/aXb",
                    "aXb",
                    "?X",
                    "?aXb",
                    "#X",
                    "//h/.X",
                    "//h/..X",
                    "//h/a/X./b",
                    "http://h:1X",
                    "//0X",
                    "a/..X")) {
                byte[] link = around.getBytes(US_ASCII);
                for (int i = 0; i < link.length; i++) {
                    if (link[i] == 'X') {
                        link[i] = (byte) b;
                    }
                }
                compare(link, base);
            }
        }
    }
}
