package ayatori.crawler.scope;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.ScopeKind;
import ayatori.crawler.SkipReason;
import ayatori.web.url.Url;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeFilterTest {
    private static ScopeFilter filter(CrawlOptions options) {
        try {
            List<Url> seeds = options.seeds().stream()
                    .map(seed -> Objects.requireNonNull(Url.tryParse(seed)))
                    .toList();
            return ScopeFilter.of(options, seeds);
        } catch (CrawlException e) {
            throw new AssertionError(e);
        }
    }

    private static ScopeFilter filter(ScopeKind kind, String... seeds) {
        return filter(CrawlOptions.from(seeds).scope(kind).build());
    }

    private static @Nullable SkipReason judge(ScopeFilter filter, String url) {
        Url parsed = Objects.requireNonNull(Url.tryParse(url));
        SkipReason reason = filter.judge(parsed.href(), parsed.origin());
        ScopeRule rule = filter.explain(parsed.href(), parsed.origin());
        assertThat(rule == null ? null : rule.reason()).as("explained: %s", url).isEqualTo(reason);
        return reason;
    }

    @Test
    void explainsByWhichRule() {
        ScopeFilter filter = filter(CrawlOptions.from(
                        "https://a.test/", "https://b.test/", "https://c.test/x", "https://d.test/")
                .extent(extent -> extent.include("a.test").include("b.test").exclude("/no/"))
                .build());
        assertThat(rule(filter, "https://x.test/")).isEqualTo("--scope host covers a.test, b.test, c.test and 1 more");
        assertThat(rule(filter, "https://a.test/no/")).isEqualTo("--exclude /no/ matches");
        assertThat(rule(filter, "https://c.test/")).isEqualTo("no --include matches: a.test, b.test");
        assertThat(rule(filter, "https://a.test/x.tar.gz?y")).isEqualTo("the extension .gz");
        assertThat(rule(filter, "https://a.test/" + "x".repeat(3_000))).isEqualTo("longer than 2048 characters");
        assertThat(rule(filter, "https://a.test/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21"))
                .isEqualTo("more than 20 path segments");
        assertThat(rule(filter, "https://a.test/a/a/a/a/")).isEqualTo("path segments in a cycle, more than 3 times");
        assertThat(rule(filter, "https://a.test/?" + "a&b&c&d&e&f&g&".repeat(4)))
                .isEqualTo("more than 20 parameters");
        assertThat(rule(filter, "https://a.test/?a&a&a&a")).isEqualTo("one parameter more than 3 times");
        assertThat(rule(filter, "https://a.test/")).isEmpty();
    }

    private static String rule(ScopeFilter filter, String url) {
        Url parsed = Objects.requireNonNull(Url.tryParse(url));
        ScopeRule rule = filter.explain(parsed.href(), parsed.origin());
        return rule == null ? "" : rule.rule();
    }

    private static void assertIn(ScopeFilter filter, String... urls) {
        assertThat(Stream.of(urls))
                .allSatisfy(url -> assertThat(judge(filter, url)).isNull());
    }

    private static void assertOut(ScopeFilter filter, String... urls) {
        assertThat(Stream.of(urls))
                .allSatisfy(url -> assertThat(judge(filter, url)).isEqualTo(SkipReason.SCOPE));
    }

    @Test
    void prefixIsTheSeedsFolder() {
        ScopeFilter filter = filter(ScopeKind.PREFIX, "https://a.test/docs/start.html?x=/y/", "https://b.test/");
        assertIn(
                filter,
                "https://a.test/docs/",
                "https://a.test/docs/deep/er",
                "http://a.test/docs/plain",
                "https://b.test/anything");
        assertOut(
                filter,
                "https://a.test/",
                "https://a.test/docs",
                "https://a.test/docsearch/x",
                "https://a.test/other/docs/",
                "https://a.test:8443/docs/",
                "https://www.a.test/docs/");
    }

    @Test
    void prefixOfSeedsOnOneHostIsTheirUnion() {
        ScopeFilter filter = filter(ScopeKind.PREFIX, "https://a.test/x/", "https://a.test/y/1");
        assertIn(filter, "https://a.test/x/1", "https://a.test/y/2");
        assertOut(filter, "https://a.test/z/1");
    }

    @Test
    void hostIsNameAndPortByHttpOrHttps() {
        ScopeFilter filter = filter(ScopeKind.HOST, "https://a.test/docs/", "http://b.test:8080/");
        assertIn(filter, "https://a.test/other", "http://a.test/", "http://b.test:8080/x", "https://b.test:8080/");
        assertOut(filter, "https://sub.a.test/", "http://a.test:8080/", "http://b.test/", "http://xa.test/");
    }

    @Test
    void domainIsTheRegistrableOneWithAllItsHosts() {
        ScopeFilter filter = filter(ScopeKind.DOMAIN, "https://www.example.co.uk/", "https://me.github.io/");
        assertIn(
                filter,
                "https://example.co.uk/",
                "http://deep.down.example.co.uk:81/",
                "https://example.co.uk./",
                "https://me.github.io/x");
        assertOut(
                filter, "https://other.co.uk/", "https://example.org/", "https://you.github.io/", "https://github.io/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080/", "http://[::1]:8080/", "http://localhost/", "http://intranet.corp/"})
    void whatHasNoRegistrableDomainIsItsOwn(String seed) {
        ScopeFilter filter = filter(ScopeKind.DOMAIN, seed);
        assertIn(filter, seed + "x");
        assertOut(filter, "http://127.0.0.2/", "http://[::2]/", "http://otherhost/", "http://extranet.corp/");
    }

    @Test
    void anyIsEveryHostButOnlyTheWeb() {
        ScopeFilter filter = filter(ScopeKind.ANY, "https://a.test/");
        assertIn(filter, "http://whatever.test:99/x");
        assertOut(filter, "ftp://a.test/", "mailto:someone@a.test", "javascript:void(0)", "data:text/html,x");
    }

    @Test
    void aRedirectedSeedWidensTheReach() {
        ScopeFilter filter = filter(ScopeKind.HOST, "https://a.test/");
        assertOut(filter, "https://www.a.test/x");
        filter.addSeed("https://www.a.test/");
        assertIn(filter, "https://www.a.test/x", "https://a.test/x");
        filter.addSeed("mailto:someone@b.test");
        filter.addSeed("no url");
        assertOut(filter, "https://b.test/");
    }

    @Test
    void credentialsInTheUrlDoNotHideTheHost() {
        ScopeFilter filter = filter(ScopeKind.PREFIX, "https://a.test/docs/");
        assertIn(filter, "https://me:secret@a.test/docs/x");
        assertOut(filter, "https://a.test@evil.test/docs/x", "https://a.test:docs@evil.test/docs/");
    }

    @Test
    void includeAndExcludeSearchTheWholeUrl() {
        ScopeFilter filter = filter(CrawlOptions.from("https://a.test/")
                .extent(extent ->
                        extent.include("/docs/").include("\\?lang=en$").exclude("print"))
                .build());
        assertIn(filter, "https://a.test/docs/x", "https://a.test/y?lang=en");
        assertOut(filter, "https://a.test/y", "https://a.test/docs/print/x", "https://b.test/docs/");
    }

    /** A pattern on which a backtracking engine takes for ever. */
    @Test
    void patternsTakeLinearTime() {
        ScopeFilter filter = filter(CrawlOptions.from("https://a.test/")
                .extent(extent -> extent.exclude("(a+)+$"))
                .build());
        assertThat(judge(filter, "https://a.test/" + "a".repeat(2_000) + "!")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.test/%7Eu/, https://a.test/~u/y",
        "https://a.test/~u/, https://a.test/%7eu/y",
        "https://a.test/caf%c3%a9/, https://a.test/caf%C3%A9/menu",
        "https://a.test/d%6fcs/, https://a.test/docs/x",
        "https://a.test./docs/, https://a.test/docs/x",
        "https://a.test/docs/, https://a.test./docs/x",
        "http://a.test.:8080/docs/, http://a.test:8080/docs/x",
        "https://A.test:443/docs/, http://a.test:80/docs/x",
        "https://a.test/x/../docs/, https://a.test/./docs/x"
    })
    void spellingMakesNoDifferenceToThePrefix(String seed, String url) {
        assertIn(filter(ScopeKind.PREFIX, seed), url);
    }

    @Test
    void aPercentEncodedSlashIsNoSlash() {
        assertOut(filter(ScopeKind.PREFIX, "https://a.test/docs/"), "https://a.test/docs%2Fx");
        assertIn(filter(ScopeKind.PREFIX, "https://a.test/a%2fb/"), "https://a.test/a%2Fb/c");
    }

    @Test
    void spellingMakesNoDifferenceToPatterns() {
        ScopeFilter filter = filter(CrawlOptions.from("https://a.test/")
                .extent(extent -> extent.include("/~u/").include("/%64ocs/").exclude("private"))
                .build());
        assertIn(filter, "https://a.test/%7eu/", "https://a.test/~u/", "https://a.test/%64ocs/");
        assertOut(filter, "https://a.test/~u/priv%61te", "https://a.test/docs/");
    }

    @Test
    void spellingMakesNoDifferenceToTypesAndTraps() {
        ScopeFilter filter = filter(ScopeKind.HOST, "https://a.test/");
        assertThat(judge(filter, "https://a.test/x.%7Aip")).isEqualTo(SkipReason.TYPE);
        assertThat(judge(filter, "https://a.test/a/%61/a/%61/")).isEqualTo(SkipReason.TRAP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a.jpg",
                "/a.JPEG",
                "/b/c.tar.gz",
                "/x.pdf",
                "/x.mp4?download=1",
                "/x.webmanifest",
                "/setup.exe",
                "/a.b.c.png#top",
                "/.zip"
            })
    void skipsWhatIsCertainlyNoPage(String path) {
        assertThat(judge(filter(ScopeKind.HOST, "https://a.test/"), "https://a.test" + path))
                .isEqualTo(SkipReason.TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/a.html",
                "/a.php",
                "/index",
                "/a.jpg/",
                "/jpg",
                "/a.jpg.html",
                "/get?file=x.zip",
                "/v1.2",
                "/wiki/File:Cat.jpg",
                "/example.com",
                "/wiki/Node.js",
                "/wiki/ASP.NET",
                "/wiki/Socket.IO",
                "/wiki/Web.py",
                "/necolas/normalize.css",
                "/docs/package.json",
                "/wiki/Public.key",
                "/wiki/Example.doc",
                "/wiki/M.bin",
                "/zmievski/main.ts",
                "/x.",
                "/a.zip;v=1",
                "/README.md",
                "/feed.xml"
            })
    void keepsWhatMayBeAPage(String path) {
        assertThat(judge(filter(ScopeKind.HOST, "https://jpg.zip/"), "https://jpg.zip" + path))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/a/a/a, false",
        "/a/a/a/a, true",
        "/a/a/a/a/, true",
        "/x/a/a/a/a/y, true",
        "/a/aa/a/a/a, false",
        "/a/b/a/b/a/b, false",
        "/a/b/a/b/a/b/a/b, true",
        "/a/b/a/b/a/b/a/c, false",
        "/a/b/c/a/b/c/a/b/c/a/b/c, true",
        "/2026/11/11/11/, false",
        "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20, false",
        "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/, false",
        "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21, true",
        "//////, true",
        "/?a=1&a=1&a=1, false",
        "/?a=1&a=1&a=1&a=1, true",
        "/?a=1&b=1&a=1&b=1&a=1&b=1&a=1, true",
        "/?a=1&a=2&a=3&a=4&a=5, false",
        "/?1&2&3&4&5&6&7&8&9&10&11&12&13&14&15&16&17&18&19&20, false",
        "/?1&2&3&4&5&6&7&8&9&10&11&12&13&14&15&16&17&18&19&20&21, true",
        "/?/a/a/a/a/a/a, false"
    })
    void recognisesTraps(String path, boolean isTrap) {
        assertThat(judge(filter(ScopeKind.HOST, "https://a.test/"), "https://a.test" + path))
                .isEqualTo(isTrap ? SkipReason.TRAP : null);
    }

    @Test
    void aVeryLongUrlIsATrap() {
        ScopeFilter filter = filter(ScopeKind.HOST, "https://a.test/");
        int rest = 2_048 - "https://a.test/".length();
        assertThat(judge(filter, "https://a.test/" + "x".repeat(rest))).isNull();
        assertThat(judge(filter, "https://a.test/" + "x".repeat(rest + 1))).isEqualTo(SkipReason.TRAP);
    }

    @Test
    void verdictsOnHostsAreBounded() {
        ScopeFilter filter = filter(ScopeKind.HOST, "https://a.test/");
        for (int i = 0; i < 25_000; i++) {
            String origin = "https://h" + i + ".test";
            assertThat(filter.judge(origin + "/", origin)).isEqualTo(SkipReason.SCOPE);
        }
        assertIn(filter, "https://a.test/");
    }
}
