package ayatori.web.robots;

import static org.assertj.core.api.Assertions.assertThat;

import crawlercommons.robots.SimpleRobotRules;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RobotsRulesTest {
    private static final String URL = "https://example.org/robots.txt";

    @Test
    void tellsTheLineThatDenies() {
        RobotsRules rules = parse(
                "User-agent: *\nDisallow: /private/\nAllow: /private/a\nDisallow: /*.pdf$\nDisallow: /caf\u00e9\n");
        assertThat(rules.denyingLine("https://example.org/private/b?c#d")).isEqualTo("Disallow: /private/, line 2");
        assertThat(rules.denyingLine("https://example.org/x/y.pdf")).isEqualTo("Disallow: /*.pdf$, line 4");
        assertThat(rules.denyingLine("https://example.org/caf%c3%a9/1")).isEqualTo("Disallow: /caf%C3%A9, line 5");
        assertThat(rules.denyingLine("https://example.org/private/a")).isNull();
        assertThat(rules.denyingLine("https://example.org/")).isNull();
        assertThat(RobotsRules.disallowAll().denyingLine("https://example.org/"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'User-agent: *|Disallow: /x|User-agent: ayatori|Disallow: /x', 4",
        "'User-agent: AYATORI|# a comment|Disallow: /x # why|User-agent: *|Disallow: /x', 3",
        "'User-agent: other|User-agent: ayatori|Disallow: /y|Disallow: /x|User-agent: *|Disallow: /x', 4",
        "'User-agent: other|Disallow: /x||User-agent: *||Disallow: /x', 6",
        "'User-agent: ayatori|Disallow: /x|User-agent: *|Disallow: /y|User-agent: ayatori|Disallow: /z', 2",
        "'Sitemap: /x|DISALLOW: /x|user-AGENT : *|  disallow : /x  |disallow: /x', 4",
        "'User-agent: *|Disallow:|Disallow: /|Allow: /y', 3",
    })
    void tellsTheNumberOfTheLineThatDenies(String lines, int number) {
        for (String end : List.of("\n", "\r\n", "\r")) {
            RobotsRules rules = parse(lines.replace("|", end) + end);
            assertThat(rules.denyingLine("https://example.org/x")).endsWith(", line " + number);
            RobotsRules withoutEnd = parse(lines.replace("|", end));
            assertThat(withoutEnd.denyingLine("https://example.org/x")).endsWith(", line " + number);
        }
    }

    @Test
    void obeysTheGroupOfTheAgentAndNotTheStarGroup() {
        RobotsRules rules = parse("User-agent: *\nDisallow: /\n\nUser-agent: ayatori\nDisallow: /private/\n");

        assertThat(rules.allowed("https://example.org/")).isTrue();
        assertThat(rules.allowed("https://example.org/private/a")).isFalse();
    }

    @Test
    void dropsTheVersionOfAnAgentName() {
        byte[] content = bytes("User-agent: ayatori\nDisallow: /private/\n");

        RobotsRules rules = RobotsRules.parse(content, null, URL, "Ayatori/0.1 (+https://example.org/)");

        assertThat(rules.allowed("https://example.org/private/")).isFalse();
    }

    @Test
    void takesTheStarGroupForAnAgentCalledStar() {
        RobotsRules rules = RobotsRules.parse(bytes("User-agent: *\nDisallow: /a\n"), null, URL, "*");

        assertThat(rules.allowed("https://example.org/a")).isFalse();
    }

    @Test
    void keepsRulesBesideALongCrawlDelay() {
        RobotsRules rules = parse("User-agent: *\nCrawl-delay: 3600\nDisallow: /a\n");

        assertThat(rules.crawlDelay()).isEqualTo(Duration.ofHours(1));
        assertThat(rules.allowed("https://example.org/b")).isTrue();
    }

    @Test
    void pathsThatNeedNoEscapingAreAsTheParserWouldEscapeThem() {
        boolean[] escapedInPaths = new boolean[128];
        escapedInPaths['*'] = true;
        escapedInPaths['$'] = true;
        int unchanged = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder path = new StringBuilder("/");
            for (int i = random.nextInt(12); i > 0; i--) {
                path.append((char) (random.nextInt(50) == 0 ? random.nextInt(0x3000) : random.nextInt(128)));
                path.append(random.nextInt(12) == 0 ? "%2F" : random.nextInt(12) == 0 ? "/../" : "a");
            }
            String escaped = SimpleRobotRules.escapePath(path.toString(), escapedInPaths);
            assertThat(RobotsRules.escaped(path.toString())).as("seed %d", seed).isEqualTo(escaped);
            unchanged += escaped.contentEquals(path) ? 1 : 0;
        }
        assertThat(unchanged).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 500", "10, 10000", "0, 0"})
    void readsCrawlDelayInSeconds(String written, long millis) {
        assertThat(parse("User-agent: *\nCrawl-delay: " + written + "\n").crawlDelay())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"soon", "-3", "NaN", "''"})
    void ignoresACrawlDelayThatIsNotANumber(String written) {
        Duration delay = parse("User-agent: *\nCrawl-delay: " + written + "\nDisallow: /a\n")
                .crawlDelay();

        assertThat(delay == null || delay.isZero()).isTrue();
    }

    @Test
    void listsSitemapsResolvedAgainstTheFile() {
        assertThat(parse("Sitemap: /a.xml\nSitemap: https://other.example/b.xml\n")
                        .sitemaps())
                .containsExactly("https://example.org/a.xml", "https://other.example/b.xml");
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /a/b, true",
        "/a, /b, false",
        "/*.gif, /x/y.gif?z, true",
        "/*.gif$, /x/y.gif?z, false",
        "/*.gif$, /x.gif/y.gif, true",
        "/a*b*c, /a1b2b3c, true",
        "/a*b*c$, /a1b2b3cd, false",
        "/$, /, true",
        "/x$/abc, /x%24/abcdef, true",
        "/x*x$/abc, /xaxbx%24/abcdef, true",
        "/x$/abc, /x/abc, false",
        "/$, /a, false",
        "/*, /a, true",
        "/fish*, /fish, true",
    })
    void matchesPatterns(String pattern, String path, boolean matches) {
        assertThat(matches(pattern, path)).isEqualTo(matches);
    }

    /** Compared with an equivalent regular expression. */
    @Test
    void matchesAsAnExpressionDoes() {
        var random = new Random(9);
        int matched = 0;
        for (int i = 0; i < 200_000; i++) {
            String pattern = "/" + text(random, "aab/*", 8) + (random.nextInt(3) == 0 ? "$" : "");
            String path = "/" + text(random, "aaab/", 12);
            String body = pattern.endsWith("$") ? pattern.substring(0, pattern.length() - 1) : pattern;
            boolean expected = path.matches(body.replace("*", ".*") + (body.equals(pattern) ? ".*" : ""));
            assertThat(matches(pattern, path)).as(pattern + " " + path).isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isBetween(20_000, 180_000);
    }

    @Test
    void matchesAPatternOfAThousandWildcardsWithoutBacktracking() {
        assertThat(matches("/" + "*a".repeat(1000) + "*b$", "/" + "a".repeat(10_000)))
                .isFalse();
    }

    @Test
    void passesOverPatternsWhoseBigramsThePathDoesNotHave() {
        var hostile = new StringBuilder("User-agent: *\n");
        for (int i = 0; i < 20_000; i++) {
            hostile.append("Disallow: /*a*aaaa*b").append(i).append('\n');
        }
        RobotsRules rules = parse(hostile.toString());
        assertThat(rules.allowed("https://example.org/c")).isTrue();
        assertThat(rules.allowed("https://example.org/" + "a".repeat(2_000))).isTrue();
        assertThat(rules.allowed("https://example.org/" + "a".repeat(2_000) + "b77"))
                .isFalse();
    }

    @Test
    void deniesWhatPatternsAreMadeToTakeTooLongFor() {
        var hostile = new StringBuilder("User-agent: *\n");
        for (int i = 0; i < 20_000; i++) {
            hostile.append("Disallow: /")
                    .append("*a".repeat(i % 9))
                    .append("*b*")
                    .append(i % 7)
                    .append('\n');
        }
        RobotsRules rules = parse(hostile.toString());
        assertThat(rules.allowed("https://example.org/aaaa")).isTrue();
        assertThat(rules.allowed("https://example.org/" + "a".repeat(9_000))).isFalse();
    }

    /** Compared with the definition: the first match among the rules, the most specific first. */
    @Test
    void findsTheMostSpecificRuleAsTryingAllOfThemDoes() {
        int denied = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var compiled = new PathRules.Builder();
            List<PathPattern> all = new ArrayList<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                String pattern = "/" + text(random, random.nextBoolean() ? "ab/" : "ab/*", 8)
                        + (random.nextInt(8) == 0 ? "$" : "");
                boolean allow = random.nextBoolean();
                compiled.add(pattern, allow);
                all.add(PathPattern.of(pattern, allow));
            }
            all.sort(PathPattern.MOST_SPECIFIC_FIRST);
            PathRules rules = compiled.build(Map.of());
            for (int i = 0; i < 20; i++) {
                String path = "/" + text(random, "ab/", 12);
                boolean expected = all.stream()
                        .filter(rule -> rule.matches(path, new PathPattern.Effort(Long.MAX_VALUE)))
                        .map(PathPattern::allow)
                        .findFirst()
                        .orElse(true);
                assertThat(rules.allow(path)).as("seed %d, %s", seed, path).isEqualTo(expected);
                denied += expected ? 0 : 1;
            }
        }
        assertThat(denied).isGreaterThan(5_000);
    }

    @ParameterizedTest
    @CsvSource({
        "/café, /caf%E9",
        "/café, /caf%e9",
        "/caf%e9, /caf%E9",
        "/aÃ/x, /a%C3/x",
        "/aã/x, /a%E3%81/x",
        "/*ÿ$, /a%FF",
        "/aÂb, /a%C2%85b",
        "/aâ¨b, /a%E2%80%A8b",
        "/cafÃ©, /caf%C3%A9",
        "/cafÃ©, /caf%c3%a9",
        "/í , /%ED%A0%80",
    })
    void comparesOctetsThatAreNotUtf8WithTheirPercentEncodedForm(String latin1, String path) {
        byte[] content = ("User-agent: *\nDisallow: " + latin1 + "\n").getBytes(StandardCharsets.ISO_8859_1);

        RobotsRules rules = RobotsRules.parse(content, "text/plain", URL, "Ayatori");

        assertThat(rules.allowed("https://example.org" + path)).isFalse();
        assertThat(rules.allowed("https://example.org/caf%EF%BF%BD")).isTrue();
        assertThat(rules.allowed("https://example.org/b")).isTrue();
    }

    @Test
    void readsUtf16WithAByteOrderMark() {
        byte[] content = "\uFEFFUser-agent: *\nDisallow: /café\n".getBytes(StandardCharsets.UTF_16LE);

        assertThat(RobotsRules.parse(content, "text/plain", URL, "Ayatori").allowed("https://example.org/caf%C3%A9"))
                .isFalse();
    }

    static Stream<Arguments> utf16() {
        String text = "User-agent: *\nDisallow: /caf\u00e9\nDisallow: /\u0a00\n";
        return Stream.of(
                Arguments.of(text, StandardCharsets.UTF_16LE),
                Arguments.of(text, StandardCharsets.UTF_16BE),
                Arguments.of("\uFEFF" + text, StandardCharsets.UTF_16LE),
                Arguments.of("\uFEFF" + text, StandardCharsets.UTF_16BE));
    }

    @ParameterizedTest
    @MethodSource("utf16")
    void readsUtf16WithAndWithoutAByteOrderMark(String text, Charset charset) {
        byte[] whole = text.getBytes(charset);
        byte[] cut = RobotsRules.wholeLines((text + "Disallow: /b\u0a00").getBytes(charset));
        assertThat(cut).isEqualTo(whole);
        assertThat(RobotsRules.wholeLines(Arrays.copyOf(whole, whole.length - 1)))
                .isEqualTo(text.substring(0, text.lastIndexOf("Disallow")).getBytes(charset));
        RobotsRules rules = RobotsRules.parse(whole, "text/plain", URL, "Ayatori");
        assertThat(rules.allowed("https://example.org/caf%C3%A9")).isFalse();
        assertThat(rules.allowed("https://example.org/%E0%A8%80")).isFalse();
        assertThat(rules.allowed("https://example.org/b")).isTrue();
        assertThat(rules.denyingLine("https://example.org/caf%C3%A9")).endsWith("line 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0User-agent: *\nDisallow: /a\n",
                "User-agent: *\0\nDisallow: /a\n",
                "User-agent: *\nDisallow: /a\0\n",
                "User-agent: *\nDisallow: /a\n\0\0\0\0",
                "User-agent:\0*\n\0\nDisallow:\0/a\n",
            })
    void readsANulAsASpace(String content) {
        assertThat(parse(content).allowed("https://example.org/a")).isFalse();
        assertThat(parse(content).allowed("https://example.org/b")).isTrue();
    }

    @Test
    void trustsOnlyWholeLinesOfAFileThatWasCutOff() {
        assertThat(RobotsRules.wholeLines(bytes("User-agent: *\nDisallow: /a\nAllow: /")))
                .isEqualTo(bytes("User-agent: *\nDisallow: /a\n"));
        assertThat(RobotsRules.wholeLines(bytes("a\r\n"))).isEqualTo(bytes("a\r\n"));
        assertThat(RobotsRules.wholeLines(bytes("a\rb"))).isEqualTo(bytes("a\r"));
        assertThat(RobotsRules.wholeLines(bytes("Disallow: /"))).isEmpty();
    }

    private static boolean matches(String pattern, String path) {
        return PathPattern.of(pattern, true).matches(path, new PathPattern.Effort(Long.MAX_VALUE));
    }

    private static String text(Random random, String letters, int most) {
        return random.ints(random.nextInt(most), 0, letters.length())
                .collect(StringBuilder::new, (text, at) -> text.append(letters.charAt(at)), StringBuilder::append)
                .toString();
    }

    @Test
    void readsUrlsThatAreNotStrictlyEncoded() {
        RobotsRules rules = parse("User-agent: *\nDisallow: /{x}/\nDisallow: /a|b\n");

        assertThat(rules.allowed("https://example.org/{x}/y")).isFalse();
        assertThat(rules.allowed("https://example.org/%7Bx%7D/y")).isFalse();
        assertThat(rules.allowed("https://example.org/a|b")).isFalse();
        assertThat(rules.allowed("https://example.org")).isTrue();
        assertThat(rules.allowed("https://example.org?/{x}/")).isTrue();
    }

    @Test
    void ignoresTheFragment() {
        RobotsRules rules = parse("User-agent: *\nDisallow: /*secret\n");

        assertThat(rules.allowed("https://example.org/page#secret")).isTrue();
        assertThat(rules.allowed("https://example.org/page?secret")).isFalse();
    }

    @Test
    void readsNoRulesFromAnHtmlPage() {
        byte[] page = bytes("<!DOCTYPE html><title>Welcome</title><p>Disallow: / is not meant here");

        assertThat(RobotsRules.parse(page, "text/html", URL, "Ayatori").allowed("https://example.org/"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "200, false",
        "204, false",
        "301, true",
        "404, true",
        "403, true",
        "429, true",
        "500, false",
        "503, false",
        "0, false"
    })
    void followsTheStatusWhereThereIsNoFile(int status, boolean allowed) {
        byte[] denyAll = bytes("User-agent: *\nDisallow: /\n");

        assertThat(RobotsRules.forStatus(status, denyAll, "text/plain", URL, "Ayatori")
                        .allowed("https://example.org/a"))
                .isEqualTo(allowed);
    }

    @Test
    void tellsHowMuchMemoryItTakes() {
        assertThat(RobotsRules.allowAll().memoryBytes()).isLessThan(200);
        assertThat(parse("User-agent: *\nDisallow: /a\nUser-agent: other\n" + "Disallow: /b\n".repeat(1_000))
                        .memoryBytes())
                .as("the rules of others are not kept")
                .isLessThan(500);
        var many = new StringBuilder("User-agent: *\n");
        for (int i = 0; i < 1_000; i++) {
            many.append("Disallow: /").append(i).append('\n');
        }
        assertThat(parse(many.toString()).memoryBytes()).isBetween(70_000L, 120_000L);
        assertThat(parse("Sitemap: /map\n" + "Sitemap: /map\n".repeat(10)).memoryBytes())
                .isGreaterThan(URL.length());
    }

    private static RobotsRules parse(String content) {
        return RobotsRules.parse(bytes(content), "text/plain", URL, "Ayatori");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
